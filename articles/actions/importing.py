"""Putting what the importers read into the archive, in batches that are each all or nothing.

Interrupted anywhere and run again, an import ends as if it had never been interrupted: a batch is
in the archive with its search rows or not at all, and what is there already is told by its
identity.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from django.db import IntegrityError, OperationalError, transaction

from articles.actions.again import came_between
from articles.actions.anchors import foresee, told
from articles.actions.articles import change
from articles.actions.entries import CONTENT_COLUMNS, Entry, content_digest
from articles.actions.near_duplicates import COMPARED_AFTER_IMPORT, link_new
from articles.actions.storing import Known, store
from articles.importers import ArticleDraft, Refusal
from articles.models import Article, Revision

# A batch is a transaction, so others wait for it: about a tenth of a second. Smaller ones write the
# pages of the indexes, and the words that many articles have, more often.
BATCH_ARTICLES = 500
BATCH_CHARACTERS = 2_000_000
ATTEMPTS = 5
BLANK = "the body shows no text"
EARLIER = "is an earlier state of the article; a later one was read in the same run and stands"

Status = Literal["created", "updated", "unchanged", "duplicate", "refused"]
STATUSES: tuple[Status, ...] = ("created", "updated", "unchanged", "duplicate", "refused")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article; `passages` is, in a dry run, what `anchors.foresee` counts."""

    status: Status
    origin: str
    line: int | None = None
    title: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()
    article_id: int | None = None
    passages: Mapping[str, int] | None = None


class Standing(NamedTuple):
    """An article as it stands: in the archive or, in a dry run, as it would by now."""

    pk: int | None
    file_digest: str
    content: bytes | None


@dataclass(slots=True)
class Import:
    """One run. `by` is the person who asked for it (None: the command line).

    A dry run classifies in the same way and remembers in memory what it would have written;
    `passages` has, by article, what that would do to annotations.
    """

    by: Any = None
    dry_run: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    passages: dict[int, Counter[str]] = field(default_factory=dict)
    _known: Known = field(default_factory=Known)
    _pretended: dict[str, Standing] = field(default_factory=dict)
    _pretended_texts: set[str] = field(default_factory=set)
    _reverts: dict[str, Entry] = field(default_factory=dict)

    def run(self, items: Iterable[ArticleDraft | Refusal]) -> Iterator[Outcome]:
        """Write the items; yields what became of each once that is safe in the database."""
        for batch in _batches(items):
            for outcome in self._batch(batch):
                self.counts[outcome.status] += 1
                yield outcome
        for entry in list(self._reverts.values()):
            outcome = self._with_retry([entry], self._put_back)[0]
            self.counts[outcome.status] += 1
            yield outcome
        if not self.dry_run:
            deque(link_new(COMPARED_AFTER_IMPORT), maxlen=0)

    def summary(self) -> str:
        """The counts as `created=N updated=N unchanged=N duplicate=N refused=N`."""
        return " ".join(f"{status}={self.counts[status]}" for status in STATUSES)

    def passages_told(self) -> str:
        """After a dry run: what it would do to annotated passages, in words; "" if nothing."""
        return told(sum(self.passages.values(), Counter()))

    def _batch(self, batch: Sequence[Entry | Refusal]) -> list[Outcome]:
        refused = [
            Outcome("refused", item.origin, item.line, reason=item.reason)
            for item in batch
            if isinstance(item, Refusal)
        ]
        entries = [item for item in batch if isinstance(item, Entry)]
        return refused + (self._with_retry(entries, self._classify_and_write) if entries else [])

    def _with_retry(self, entries: Sequence[Entry], write: Any) -> list[Outcome]:
        """Another run may store the same article between look and write: then look again."""
        for attempt in range(ATTEMPTS):
            try:
                return list(write(entries))
            except (IntegrityError, OperationalError) as error:
                self._known.forget()
                lasting = isinstance(error, OperationalError) and not came_between(error)
                if lasting or attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _classify_and_write(self, entries: Sequence[Entry]) -> list[Outcome]:
        standing = self._standing(entries)
        new = [entry for entry in entries if entry.identity not in standing]
        differing = [
            entry
            for entry in entries
            if entry.identity in standing and not _is_same(entry, standing[entry.identity])
        ]
        # Rendered before the transaction, which blocks other writers.
        blank = {entry.identity for entry in (*new, *differing) if not entry.derived.text.strip()}
        outcomes = [_outcome("refused", one, BLANK) for one in entries if one.identity in blank]
        new = [entry for entry in new if entry.identity not in blank]
        differing = [entry for entry in differing if entry.identity not in blank]
        earlier = self._earlier_states(differing, standing)
        with nullcontext() if self.dry_run else transaction.atomic():
            outcomes += self._create(new)
            for entry in differing:
                if entry.identity not in earlier:
                    outcomes.append(self._update(entry, standing[entry.identity].pk))
        for entry in entries:
            superseded = self._reverts.pop(entry.identity, None)
            if superseded:
                outcomes.append(_outcome("unchanged", superseded, EARLIER))
            if entry.identity in earlier:
                self._reverts[entry.identity] = entry
        settled = blank | {entry.identity for entry in (*new, *differing)}
        return outcomes + [
            _outcome("unchanged", entry, pk=standing[entry.identity].pk)
            for entry in entries
            if entry.identity not in settled
        ]

    def _standing(self, entries: Sequence[Entry]) -> dict[str, Standing]:
        """What the archive has under the identities of the entries.

        The content of a standing article is read only where the file is another than last time.
        """
        found = {
            identity: Standing(pk, file_digest, None)
            for identity, pk, file_digest in Article.objects.filter(
                identity__in=[entry.identity for entry in entries]
            ).values_list("identity", "pk", "file_digest")
        }
        found |= {
            entry.identity: self._pretended[entry.identity]
            for entry in entries
            if entry.identity in self._pretended
        }
        unsure = [
            entry.identity
            for entry in entries
            if entry.identity in found
            and found[entry.identity].content is None
            and found[entry.identity].file_digest != entry.draft.file_digest
        ]
        if unsure:
            rows = Article.objects.filter(identity__in=unsure)
            for identity, *values in rows.values_list("identity", *CONTENT_COLUMNS):
                found[identity] = found[identity]._replace(content=content_digest(values))
        return found

    def _earlier_states(self, entries: Sequence[Entry], standing: dict[str, Standing]) -> set[str]:
        """The identities whose entry is a state that the article had before.

        A folder may hold two states of an article. When it is imported again the earlier one must
        not put the article back, nor may the article go to and fro: such an entry waits until the
        end of the run, and counts only if no later entry speaks of the same article.
        """
        pairs = {(standing[entry.identity].pk, entry.draft.file_digest) for entry in entries}
        known = set(
            Revision.objects.filter(
                article__in=[pk for pk, _ in pairs if pk],
                file_digest__in=[d for _, d in pairs if d],
            ).values_list("article_id", "file_digest")
        )
        return {
            entry.identity
            for entry in entries
            if (standing[entry.identity].pk, entry.draft.file_digest) in known
        }

    def _create(self, entries: Sequence[Entry]) -> list[Outcome]:
        if not entries:
            return []
        if not self.dry_run:
            stored = store(entries=entries, known=self._known)
            return [
                _outcome("duplicate" if one.duplicate_of else "created", entry, pk=one.pk)
                for entry, one in zip(entries, stored, strict=True)
            ]
        digests = {entry.derived.text_digest for entry in entries}
        texts = self._pretended_texts | set(
            Article.objects.filter(text_digest__in=digests).values_list("text_digest", flat=True)
        )
        outcomes = []
        for entry in entries:
            is_copy = entry.derived.text_digest in texts
            texts.add(entry.derived.text_digest)
            self._pretend(entry)
            outcomes.append(_outcome("duplicate" if is_copy else "created", entry))
        self._pretended_texts |= digests
        return outcomes

    def _update(self, entry: Entry, pk: int | None) -> Outcome:
        if self.dry_run:
            self._pretend(entry, pk)
            return self._foreseen(entry, pk)
        draft = entry.draft
        self._known.learn([entry])
        change(
            article=Article(pk=pk),
            by=self.by,
            reason=f"Imported again from {_file_name(draft.origin)}",
            file_digest=draft.file_digest,
            title=draft.title,
            byline=draft.byline,
            source_id=self._known.sources[draft.source] if draft.source else None,
            url=draft.url,
            published_at=draft.published_at,
            language=draft.language,
            markup=draft.markup,
            body=draft.body,
        )
        return _outcome("updated", entry, pk=pk)

    def _foreseen(self, entry: Entry, pk: int | None) -> Outcome:
        """An update that a dry run would do, with a warning where passages change or are lost."""
        outcome = _outcome("updated", entry, pk=pk)
        if pk is None:
            return outcome
        text = entry.derived.text
        counts = foresee(article=Article(pk=pk), new_text=text, viewer=self.by)
        self.passages[pk] = counts
        warnings = outcome.warnings
        if counts["moved"] + counts["lost"]:
            warnings = (*warnings, told(counts))
        return replace(outcome, passages=dict(counts), warnings=warnings)

    def _put_back(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Entries that were states of old, and that nothing later in the run contradicted."""
        standing = self._standing(entries)
        return [self._update(entry, standing[entry.identity].pk) for entry in entries]

    def _pretend(self, entry: Entry, pk: int | None = None) -> None:
        self._pretended[entry.identity] = Standing(pk, entry.draft.file_digest, entry.content)


def _file_name(origin: str) -> str:
    """Where it came from without the folders, which readers of the log need not know."""
    return origin.replace("\\", "/").rsplit("/", 1)[-1]


def _is_same(entry: Entry, standing: Standing) -> bool:
    if standing.file_digest and standing.file_digest == entry.draft.file_digest:
        return True
    return standing.content == entry.content


def _outcome(status: Status, entry: Entry, reason: str = "", pk: int | None = None) -> Outcome:
    draft = entry.draft
    return Outcome(status, draft.origin, draft.line, draft.title, reason, draft.warnings, pk)


def _batches(items: Iterable[ArticleDraft | Refusal]) -> Iterator[list[Entry | Refusal]]:
    """The items in batches of bounded length and size, no article twice in one."""
    batch: list[Entry | Refusal] = []
    identities: set[str] = set()
    characters = 0
    for item in items:
        entry = item if isinstance(item, Refusal) else Entry.of(item)
        full = len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS
        if batch and (full or (isinstance(entry, Entry) and entry.identity in identities)):
            yield batch
            batch, characters = [], 0
            identities.clear()
        batch.append(entry)
        if isinstance(entry, Entry):
            identities.add(entry.identity)
            characters += len(entry.draft.body)
    if batch:
        yield batch
