"""The same text under several addresses: each copy is linked to the first."""

from __future__ import annotations

from articles.models import Article


def first_with(text_digest: str, *, but: int) -> Article | None:
    """The first article with that text, which the others are linked to."""
    same = Article.objects.filter(text_digest=text_digest).exclude(pk=but)
    return same.order_by("pk").only("pk").first()


def relink(*, article: Article, old_digest: str, going: bool = False) -> None:
    """Put the links right after an article's text changed, or before the article is deleted.

    Copies that were linked to it and keep the old text are linked to the first of themselves.
    """
    copies = Article.objects.filter(duplicate_of=article).exclude(pk=article.pk)
    if not going:
        copies = copies.exclude(text_digest=article.text_digest)
    first = copies.filter(text_digest=old_digest).order_by("pk").only("pk").first()
    if first is not None:
        copies.exclude(pk=first.pk).update(duplicate_of=first)
        Article.objects.filter(pk=first.pk).update(duplicate_of=None)
    if going:
        return
    original = first_with(article.text_digest, but=article.pk)
    Article.objects.filter(pk=article.pk).update(
        duplicate_of=original if original and original.pk < article.pk else None
    )
