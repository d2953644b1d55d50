"""Annotations follow the text of their article, in the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.states import annotation_states
from articles.anchoring import Anchor, Relocation, describe, locate_all, relocate
from articles.models import Activity, Annotation, Article
from articles.models.article import digest

State = Annotation.State
FATES = (
    ("exact", "stays", "stay"),
    ("moved", "changes", "change"),
    ("lost", "is lost", "are lost"),
    ("found", "is found again", "are found again"),
)
NOWHERE = Relocation("lost", None, None, 0.0)
COLUMNS = (
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
    "text_digest",
    "state",
    "version",
    "changed_in",
)


def follow(*, article: Article, old_text: str, old_digest: str, by: Any) -> Counter[str]:
    """Find the passages of an article's annotations in its new text.

    Passages that stand unchanged get their new positions. What was changed is `moved` and takes the
    new words as its quote; what is gone is `lost` and keeps the old ones: both are in the log with
    their states before. Where the words that were annotated stand again, nobody has to look any
    more. Returns how many annotations are exact, moved and lost.
    """
    passages = Annotation.objects.select_for_update().filter(article=article, start__isnull=False)
    passages = passages.exclude(~Q(state=State.LOST), text_digest=article.text_digest)
    rows = list(passages.order_by("pk"))
    if not rows:
        return Counter()
    places = _places(rows, old_text, old_digest, article.text)
    write(
        rows=rows,
        places=places,
        text=article.text,
        text_digest=article.text_digest,
        by=by,
        verb="follow text",
        about=article.title,
    )
    return Counter(places[row.pk].state for row in rows)


def write(
    *,
    rows: Sequence[Annotation],
    places: Mapping[int, Relocation],
    text: str,
    text_digest: str,
    by: Any,
    verb: str,
    about: str,
    news: Sequence[Annotation] | None = None,
) -> None:
    """Put annotations (locked, of one article) on their places, by primary key, in its text.

    Entries of the log, named `verb`, have the `news`: if not given, those that were moved, lost or
    found again. What is moved or lost is open (`changed_in`) until somebody has looked at it.
    Private ones have an entry of their author's, who may undo it: whoever changed the text learns
    nothing of them.
    """
    touched = news
    if touched is None:
        touched = [row for row in rows if _is_news(row, places[row.pk], text)]
    before = annotation_states(touched)
    for row in rows:
        put(row, places[row.pk], text, text_digest)
    for row in touched:
        row.version += 1
    Annotation.objects.bulk_update(rows, COLUMNS, batch_size=200)
    if not touched:
        return
    index_annotations(annotations=touched)
    shared = [row for row in touched if row.visibility == Annotation.Visibility.SHARED]
    kept: dict[int, list[Annotation]] = {}
    for row in touched:
        if row.visibility != Annotation.Visibility.SHARED:
            kept.setdefault(row.author_id, []).append(row)
    groups = [(by, shared), *((group[0].author, group) for group in kept.values())]
    opened = []
    for actor, group in groups:
        if not group:
            continue
        label = f"{about[:150]}: {len(group)} passage{'' if len(group) == 1 else 's'}"
        states = {key: before[key] for key in (f"annotation:{row.pk}" for row in group)}
        entry = record(actor=actor, verb=verb, objects=group, before=states, label=label)
        for row in group:
            if row.state != State.EXACT and row.changed_in_id is None:
                row.changed_in = entry
                opened.append(row)
    Annotation.objects.bulk_update(opened, ["changed_in"], batch_size=500)


def foresee(*, article: Article, new_text: str, viewer: Any = None) -> Counter[str]:
    """What `follow` would find if the article's text became `new_text`; nothing is written.

    Counts the annotations that stand and that the `viewer` may see (None: all, for those who run
    the machine): those whose passage would stay as it is (`exact`), be another
    (`moved`), be gone (`lost`), or be there again after an earlier change lost it (`found`). Those
    that are lost and would remain so are not counted: this change does nothing to them.
    """
    every = Annotation.objects
    seen = every.standing() if viewer is None else every.visible_to(viewer)
    passages = seen.filter(article=article, start__isnull=False)
    rows = list(passages.only(*COLUMNS))
    if not rows:
        return Counter()
    old_text, old_digest = Article.objects.values_list("text", "text_digest").get(pk=article.pk)
    places = _places(rows, old_text, old_digest, new_text)
    return Counter(
        fate for row in rows if (fate := _fate(row.state, places[row.pk].state)) is not None
    )


def told(counts: Mapping[str, int]) -> str:
    """What `foresee` counted, in words: `3 annotated passages: 1 stays, 2 are lost`."""
    total = sum(counts.values())
    if not total:
        return ""
    parts = [
        f"{counts[fate]:,} {one if counts[fate] == 1 else many}"
        for fate, one, many in FATES
        if counts.get(fate)
    ]
    return f"{total:,} annotated passage{'' if total == 1 else 's'}: {', '.join(parts)}"


def _fate(before: str, after: str) -> str | None:
    if before != State.LOST:
        return after
    return None if after == State.LOST else "found"


def _places(
    rows: Sequence[Annotation], old_text: str, old_digest: str, new_text: str
) -> dict[int, Relocation]:
    """Where the passages of annotations are in the new text, by primary key."""
    for row in rows:
        make_words(row)
    # Those lost in an earlier text may stand in this one again.
    quoted = [row for row in rows if row.quote]
    standing = [row for row in quoted if row.text_digest == old_digest]
    lost = [row for row in quoted if row.text_digest != old_digest]
    found = relocate(old_text, new_text, [anchor_of(row) for row in standing])
    found += locate_all(new_text, [anchor_of(row) for row in lost])
    places = {row.pk: NOWHERE for row in rows}  # without a quote: `check_anchors` has told so
    places |= {row.pk: place for row, place in zip(standing + lost, found, strict=True)}
    return places | _returned(rows, places, new_text)


def _returned(
    rows: Sequence[Annotation], places: Mapping[int, Relocation], new_text: str
) -> dict[int, Relocation]:
    """The places of passages, open still, that read again as they did when annotated."""
    still_open = [row for row in rows if row.state != State.EXACT and row.changed_in_id]
    entries = Activity.objects.only("before").in_bulk({row.changed_in_id for row in still_open})
    new_digest = digest(new_text) if still_open else ""
    found = {}
    for row in still_open:
        entry, place = entries.get(row.changed_in_id), places[row.pk]
        before = entry.before.get(f"annotation:{row.pk}") if entry is not None else None
        if before is None or before["state"] != State.EXACT:
            continue
        start, end = place.start, place.end
        if before["text_digest"] == new_digest:
            start, end = before["start"], before["end"]
        if start is not None and new_text[start:end] == before["quote"]:
            found[row.pk] = Relocation("exact", start, end, 1.0)
    return found


def anchor_of(row: Annotation) -> Anchor:
    """Where an annotation with a passage says that it is; positions that are none are left out.

    Raises ValueError for an empty quote.
    """
    if not has_positions(row):
        return Anchor(None, None, row.quote, row.prefix, row.suffix)
    return Anchor(row.start, row.end, row.quote, row.prefix, row.suffix)


def make_words(row: Annotation) -> None:
    """SQLite keeps bytes, and numbers, in a column of words: that is damage, and tells nothing."""
    for column in ("quote", "prefix", "suffix"):
        if not isinstance(getattr(row, column), str):
            setattr(row, column, "")


def has_positions(row: Annotation) -> bool:
    """Whether it goes from somewhere to somewhere behind; the database sees to that, undamaged.

    SQLite keeps numbers with a fraction, and words, in a column of whole numbers.
    """
    start, end = row.start, row.end
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end


def _is_news(row: Annotation, place: Relocation, text: str) -> bool:
    """Whether it goes into the log: not where it stands as it stood, nor is lost as before."""
    if place.state == "exact":
        return row.state == State.LOST or text[place.start : place.end] != row.quote
    return not (place.state == "lost" and row.state == State.LOST)


def put(row: Annotation, place: Relocation, text: str, text_digest: str) -> None:
    """Give an annotation, which is not saved, the place that was found for it in a text."""
    if place.start is None or place.end is None:
        row.state = State.LOST
        return
    anchor = describe(text, place.start, place.end)
    row.start, row.end, row.text_digest = place.start, place.end, text_digest
    row.prefix, row.suffix = anchor.prefix, anchor.suffix
    if place.state == "moved":
        row.state = State.MOVED
    elif row.state == State.LOST or row.quote != anchor.quote:  # the words are back
        row.state, row.changed_in = State.EXACT, None
    row.quote = anchor.quote
