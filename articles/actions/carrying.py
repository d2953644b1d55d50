"""Carrying an annotation over to copies of its article: the same words, said there too.

Each new annotation is linked to the first one (`carried_from`). Callers have asked `access` before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.actions.again import again
from articles.actions.anchors import anchor_of
from articles.actions.annotations import locked
from articles.actions.indexing import index_annotations
from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.actions.tags import put_tags
from articles.anchoring import Relocation, describe, relocate
from articles.models import Activity, Annotation, Article


def place_in(annotation: Annotation, from_text: str, to_text: str) -> Relocation | None:
    """Where an annotation's passage is in the text of a copy; None for one of a whole article."""
    if annotation.start is None:
        return None
    return relocate(from_text, to_text, [anchor_of(annotation)])[0]


@again
@transaction.atomic
def carry(*, annotation: Annotation, to: Sequence[Article], by: Any) -> Activity:
    """Annotate the same passage of other articles, with the same tags, note and visibility.

    The person who carries is the author. Returns the one entry of the log. Raises Refused, and
    carries nothing, when the passage is lost in one of them or was carried there before; and for
    a reply.
    """
    annotation = locked(annotation)
    if annotation.reply_to_id is not None:
        raise Refused("A reply goes with what it answers.")
    first = annotation.carried_from_id or annotation.pk
    # Two who carry the same words come one after the other.
    Annotation.objects.select_for_update().only("pk").filter(pk=first).first()
    keys = list(dict.fromkeys(article.pk for article in to))
    locked_rows = Article.objects.select_for_update(of=("self",), no_key=True)
    rows = list(locked_rows.filter(pk__in=keys).defer("body", "html").order_by("pk"))
    if not rows or len(rows) < len(keys):
        raise Refused("Choose articles of the archive.")
    tags = list(annotation.tags.through.objects.filter(annotation=annotation).order_by("id"))
    there = carried_to(annotation, by) | {annotation.article_id}
    from_text = Article.objects.values_list("text", flat=True).get(pk=annotation.article_id)
    made = [_made(annotation, first, from_text, row, by, there) for row in rows]
    for one in made:
        one.save()
        put_tags(one.pk, [link.tag_id for link in tags])
    index_annotations(annotations=made)
    label = f"{str(annotation)[:120]}: to {len(made)} cop{'y' if len(made) == 1 else 'ies'}"
    return record(actor=by, verb="carry over", objects=made, before={}, label=label)


def carried_to(annotation: Annotation, viewer: Any) -> set[int]:
    """The articles, by primary key, that the viewer sees to have it: the first, and its copies."""
    first = annotation.carried_from_id or annotation.pk
    visible = Annotation.objects.visible_to(viewer)
    rows = visible.filter(Q(pk=first) | Q(carried_from=first))
    return set(rows.values_list("article", flat=True))


def _made(
    annotation: Annotation, first: int, from_text: str, to: Article, by: Any, there: set[int]
) -> Annotation:
    if to.pk in there:
        raise Refused(f"“{to.title}” has this annotation already.")
    place = place_in(annotation, from_text, to.text)
    made = Annotation(
        article_id=to.pk,
        author=by,
        note=annotation.note,
        note_html=annotation.note_html,
        visibility=annotation.visibility,
        carried_from_id=first,
        text_digest=to.text_digest,
    )
    if place is None:
        return made
    if place.start is None or place.end is None:
        raise Refused(f"The passage does not stand in “{to.title}”.")
    anchor = describe(to.text, place.start, place.end)
    made.start, made.end, made.quote = place.start, place.end, anchor.quote
    made.prefix, made.suffix = anchor.prefix, anchor.suffix
    return made
