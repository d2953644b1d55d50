"""New articles, many at a time, with all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from articles.actions.entries import Entry
from articles.actions.indexing import document
from articles.actions.inserting import as_stored, insert, reserve_keys
from articles.models import Article, Author, Authorship, Source, Uncompared
from articles.rendering import RENDERER_VERSION
from articles.search import backend


@dataclass(slots=True)
class Known:
    """Primary keys of the sources and authors met so far in a run, by name."""

    sources: dict[str, int] = field(default_factory=dict)
    authors: dict[str, int] = field(default_factory=dict)

    def learn(self, entries: Sequence[Entry]) -> None:
        """Make sure that every source and author of the entries is in the archive.

        In the order in which they are met, so that the same import gives the same addresses.
        """
        sources = dict.fromkeys(entry.draft.source for entry in entries if entry.draft.source)
        if missing := [name for name in sources if name not in self.sources]:
            self.sources |= Source.objects.ensure(missing)
        self._follow_merges(Source, self.sources, sources)
        authors = dict.fromkeys(name for entry in entries for name in entry.draft.authors)
        if missing := [name for name in authors if name not in self.authors]:
            self.authors |= Author.objects.ensure(missing)
        self._follow_merges(Author, self.authors, authors)

    def _follow_merges(self, model: Any, known: dict[str, int], names: Iterable[str]) -> None:
        """What an editor has merged since it was met stands for its successor."""
        rows = model.objects.filter(pk__in={known[name] for name in names})
        merged = dict(rows.exclude(merged_into=None).values_list("pk", "merged_into"))
        known.update({name: merged[pk] for name, pk in known.items() if pk in merged})

    def people(self, entry: Entry) -> list[int]:
        """The authors of an entry, in their order, each once."""
        return list(dict.fromkeys(self.authors[name] for name in entry.draft.authors))

    def forget(self) -> None:
        """After a transaction that came to nothing: what it made is not there."""
        self.sources.clear()
        self.authors.clear()


class Stored(NamedTuple):
    """A new article's primary key, and that of the first article with its text, if there is one."""

    pk: int
    duplicate_of: int | None


@transaction.atomic
def store(*, entries: Sequence[Entry], known: Known) -> list[Stored]:
    """Write new articles, each linked to the first copy of its text; what was stored, in order.

    Raises IntegrityError when another run has stored one of them meanwhile.
    """
    known.learn(entries)
    keys = reserve_keys(Article, len(entries))
    originals = _originals(entries, keys)
    docids = Article.objects.free_docids(
        [(entry.draft.published_at, entry.identity) for entry in entries]
    )
    sources = [
        known.sources[entry.draft.source] if entry.draft.source else None for entry in entries
    ]
    people = [known.people(entry) for entry in entries]
    facts = list(zip(entries, keys, docids, sources, originals, strict=True))
    now = as_stored(Article, timezone.now())
    insert(Article, ARTICLE_COLUMNS, (_article_row(*one, now) for one in facts))
    insert(
        Authorship,
        AUTHORSHIP_COLUMNS,
        (
            (key, author, position, docid)
            for key, docid, authors in zip(keys, docids, people, strict=True)
            for position, author in enumerate(authors)
        ),
    )
    documents = [
        document(
            docid=docid,
            title=entry.draft.title,
            byline=entry.draft.byline,
            text=entry.derived.text,
            source=source,
            authors=authors,
        )
        for entry, docid, source, authors in zip(entries, docids, sources, people, strict=True)
    ]
    firsts = (key for key, original in zip(keys, originals, strict=True) if original is None)
    insert(Uncompared, ("article_id",), ((key,) for key in firsts))
    # In rising order: SQLite's index would else write out what it has at every step back.
    backend().add(sorted(documents, key=lambda one: one.docid))
    return [Stored(key, original) for key, original in zip(keys, originals, strict=True)]


ARTICLE_COLUMNS = (
    "id",
    "docid",
    "source_id",
    "duplicate_of_id",
    "created_at",
    "updated_at",
    "published_at",
    "identity",
    "title",
    "slug",
    "byline",
    "language",
    "markup",
    "word_count",
    "revision",
    "url",
    "url_key",
    "text_digest",
    "file_digest",
    "renderer",
    "body",
    "text",
    "html",
)
AUTHORSHIP_COLUMNS = ("article_id", "author_id", "position", "docid")


def _article_row(
    entry: Entry, key: int, docid: int, source: int | None, original: int | None, now: Any
) -> tuple[Any, ...]:
    draft, derived = entry.draft, entry.derived
    return (
        key,
        docid,
        source,
        original,
        now,
        now,
        as_stored(Article, draft.published_at),
        entry.identity,
        draft.title,
        derived.slug,
        draft.byline,
        draft.language,
        draft.markup,
        derived.word_count,
        1,
        draft.url,
        draft.url_key,
        derived.text_digest,
        draft.file_digest,
        RENDERER_VERSION,
        draft.body,
        derived.text,
        derived.html,
    )


def _originals(entries: Sequence[Entry], keys: Sequence[int]) -> list[int | None]:
    """For each entry the first article that has its text, in the archive or among those before."""
    digests = {entry.derived.text_digest for entry in entries}
    same = Article.objects.filter(text_digest__in=digests).order_by("-pk")
    first = dict(same.values_list("text_digest", "pk"))  # the last of each is the first of all
    return [
        None if (original := first.setdefault(entry.derived.text_digest, key)) == key else original
        for entry, key in zip(entries, keys, strict=True)
    ]
