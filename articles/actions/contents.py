"""What an annotation holds: checked, and put on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from articles.actions.refusal import Refused
from articles.anchoring import describe
from articles.models import Annotation, Article
from articles.rendering import render_note


def locked_text(article: int) -> tuple[str, str]:
    """An article's text, which stays so until the transaction ends, and its digest.

    Who locks annotations as well locks the text first: in this order a change of it goes.
    """
    articles = Article.objects.select_for_update(no_key=True).filter(pk=article)
    row = articles.values_list("text", "text_digest").order_by().first()
    if row is None:
        raise Refused("This article is not in the archive any more.")
    return row


def set_passage(annotation: Annotation, start: int | None, end: int | None) -> None:
    """Put the annotation on a passage of the text, which stays so until both are saved."""
    text, digest = locked_text(annotation.article_id)
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise Refused("This passage does not lie within the article's text.")
    anchor = describe(text, start, end)
    annotation.start, annotation.end, annotation.quote = start, end, anchor.quote
    annotation.prefix, annotation.suffix = anchor.prefix, anchor.suffix
    annotation.text_digest, annotation.state = digest, Annotation.State.EXACT
    annotation.changed_in = None


def set_note(annotation: Annotation, note: str) -> None:
    """Give it a note, and the note's safe HTML. Raises Refused for one that is too long."""
    note = note.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if len(note) > settings.NOTE_MAX_CHARACTERS:
        raise Refused(f"A note has {settings.NOTE_MAX_CHARACTERS:,} characters at most.")
    annotation.note = note
    annotation.note_html = render_note(note) if note else ""


def check_number(tags: int) -> None:
    """Raises Refused for more tags than an annotation has."""
    if tags > settings.ANNOTATION_MAX_TAGS:
        raise Refused(f"An annotation has {settings.ANNOTATION_MAX_TAGS} tags at most.")


def check_reply(
    *,
    note: str | None,
    tags: Iterable[str] | None = None,
    start: int | None = None,
    end: int | None = None,
) -> None:
    """Raises Refused for what a reply does not have, and for one that says nothing."""
    if note is not None and not note.strip():
        raise Refused("A reply needs some words.")
    if tags:
        raise Refused("A reply has no tags: they are on what it answers.")
    if start is not None or end is not None:
        raise Refused("A reply has no passage of its own.")


def checked_visibility(visibility: str) -> str:
    """The same value. Raises Refused for one that there is not."""
    if visibility not in Annotation.Visibility.values:
        raise Refused("An annotation is either shared or private.")
    return visibility
