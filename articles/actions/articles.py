"""Changing articles: nothing is overwritten without a Revision of what it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.actions import near_duplicates
from articles.actions.anchors import follow
from articles.actions.duplicates import first_with, relink
from articles.actions.indexing import index
from articles.importers.authors import split_byline
from articles.models import Annotation, Article, Author, Authorship, Revision
from articles.search import ANNOTATIONS, backend

CONTENT = ("title", "byline", "source_id", "url", "published_at", "language", "markup", "body")


@transaction.atomic
def revise(*, article: Article, body: str, by: Any, reason: str) -> Article:
    """Give an article another body. Returns it as it now is; the same body changes nothing."""
    return change(article=article, by=by, reason=reason, body=body)


@transaction.atomic
def change(
    *,
    article: Article,
    by: Any,
    reason: str,
    authors: Sequence[Author] | None = None,
    file_digest: str | None = None,
    **values: Any,
) -> Article:
    """Set some of an article's `CONTENT`, keeping its present state as a Revision.

    Authors follow from the byline when that changes, unless they are given. The order of
    publication, the search index and the links between duplicates follow. Returns the article as it
    now is. Raises TypeError for a value that is not content.
    """
    if unknown := values.keys() - set(CONTENT):
        raise TypeError(f"not an article's content: {', '.join(sorted(unknown))}")
    # Not its key: who replies meanwhile would wait for the article, and this for what is answered.
    locked = Article.objects.select_for_update(of=("self",), no_key=True)
    article = locked.select_related("source").get(pk=article.pk)
    before = {name: getattr(article, name) for name in CONTENT}
    changed = {name: value for name, value in values.items() if value != before[name]}
    people = None if authors is None else [author.pk for author in authors]
    if people == list(_author_ids(article)):
        people = None
    if people is None and authors is None and "byline" in changed:
        names = split_byline(changed["byline"])
        people = list(Author.objects.ensure(names).values())
    if changed:
        _keep_state(article, by=by, reason=reason)
        article.revision += 1
    if file_digest is not None:
        article.file_digest = file_digest
    for name, value in changed.items():
        setattr(article, name, value)
    old_docid, old_text, old_digest = article.docid, article.text, article.text_digest
    article.updated_at = timezone.now()
    article.save()
    if people is not None:
        _set_authors(article, people)
    elif article.docid != old_docid:
        Authorship.objects.filter(article=article).update(docid=article.docid)
    index(articles=[article], gone=[old_docid] if old_docid != article.docid else [])
    if article.text_digest != old_digest:
        relink(article=article, old_digest=old_digest)
        near_duplicates.follow_text(article=article, old_text=old_text, old_digest=old_digest)
        follow(article=article, old_text=old_text, old_digest=old_digest, by=by)
    return article


@transaction.atomic
def create(*, authors: Sequence[Author] | None = None, **values: Any) -> Article:
    """Make an article of its `CONTENT`; authors follow from the byline unless they are given.

    Raises IntegrityError when the archive has the article already.
    """
    article = Article(**values)
    article.save()
    if authors is None:
        people = list(Author.objects.ensure(split_byline(article.byline)).values())
    else:
        people = [author.pk for author in authors]
    _set_authors(article, people)
    original = first_with(article.text_digest, but=article.pk)
    if original is not None:
        article.duplicate_of = original
        article.save(update_fields=["duplicate_of"])
    else:
        near_duplicates.enter({article.pk: article.text})
    index(articles=[article])
    return article


@transaction.atomic
def rerender(*, articles: QuerySet[Article]) -> int:
    """Render articles anew, as after a change of the renderer. Returns how many look different."""
    changed = 0
    rows = articles.select_for_update(of=("self",), no_key=True).order_by("pk")
    for article in rows.iterator(100):  # locked: all columns are written
        old_html, old_text, old_digest = article.html, article.text, article.text_digest
        article.save()
        changed += article.html != old_html
        if article.text_digest != old_digest:
            index(articles=[article])
            relink(article=article, old_digest=old_digest)
            near_duplicates.follow_text(article=article, old_text=old_text, old_digest=old_digest)
            follow(article=article, old_text=old_text, old_digest=old_digest, by=None)
    return changed


@transaction.atomic
def remove(*, articles: Sequence[Article]) -> None:
    """Delete articles with all that hangs on them, and their search rows."""
    texts = {article.pk: article.text for article in articles}
    for article in articles:
        relink(article=article, old_digest=article.text_digest, going=True)
    backend().remove([article.docid for article in articles])
    said = Annotation.objects.filter(article__in=[article.pk for article in articles])
    backend(table=ANNOTATIONS).remove(list(said.values_list("pk", flat=True)))
    Article.objects.filter(pk__in=texts).delete()
    for article in articles:
        near_duplicates.follow_text(
            article=article, old_text=texts[article.pk], old_digest=article.text_digest
        )


def _keep_state(article: Article, *, by: Any, reason: str) -> None:
    Revision.objects.create(
        article=article,
        number=article.revision,
        title=article.title,
        byline=article.byline,
        source_name=article.source.name if article.source else "",
        url=article.url,
        published_at=article.published_at,
        markup=article.markup,
        body=article.body,
        file_digest=article.file_digest,
        made_by=by if by is not None and by.is_authenticated else None,
        reason=reason[:300],
    )


def _author_ids(article: Article) -> list[int]:
    links = Authorship.objects.filter(article=article).order_by("position")
    return list(links.values_list("author_id", flat=True))


def _set_authors(article: Article, people: Sequence[int]) -> None:
    Authorship.objects.filter(article=article).delete()
    Authorship.objects.bulk_create(
        Authorship(article=article, author_id=pk, position=position, docid=article.docid)
        for position, pk in enumerate(dict.fromkeys(people))
    )
