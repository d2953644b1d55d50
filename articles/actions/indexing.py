"""What the search index holds of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.models import Article, Authorship
from articles.models.scope import author_key, source_key
from articles.search import Document, backend


def document(
    *, docid: int, title: str, byline: str, text: str, source: int | None, authors: Iterable[int]
) -> Document:
    """The search row of an article, with the keys that its filters go by."""
    keys = [author_key(pk) for pk in authors]
    if source is not None:
        keys.insert(0, source_key(source))
    return Document(docid=docid, title=title, byline=byline, text=text, keys=tuple(keys))


def documents(articles: Sequence[Article]) -> list[Document]:
    """The search rows of articles that stand in the database."""
    authors: dict[int, list[int]] = {}
    links = Authorship.objects.filter(article__in=articles).values_list("article_id", "author_id")
    for article, author in links:
        authors.setdefault(article, []).append(author)
    return [
        document(
            docid=article.docid,
            title=article.title,
            byline=article.byline,
            text=article.text,
            source=article.source_id,
            authors=authors.get(article.pk, ()),
        )
        for article in articles
    ]


def index(*, articles: Sequence[Article], gone: Iterable[int] = ()) -> None:
    """Bring the search rows of articles up to date; `gone` are docids no longer used."""
    search = backend()
    search.remove([*gone, *(article.docid for article in articles)])
    search.add(documents(articles))
