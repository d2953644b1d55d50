"""What the search indexes hold of an article and of an annotation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.models import Annotation, Article, Authorship
from articles.models.scope import author_key, source_key
from articles.search import ANNOTATIONS, Document, backend

CHUNK = 500


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


def annotation_documents(threads: Iterable[int]) -> list[Document]:
    """The search rows of annotations by key, of those that stand and are no replies.

    A row has the quote as its text, the note as its title, and the notes of the replies as its
    byline: whoever sees an annotation sees the replies to it, so words in these find it too.
    """
    standing = Annotation.objects.standing().order_by("pk")
    keys = list(threads)
    replies: dict[int, list[str]] = {}
    for thread, note in standing.filter(reply_to__in=keys).values_list("reply_to_id", "note"):
        replies.setdefault(thread, []).append(note)
    rows = standing.first_level().filter(pk__in=keys).values_list("pk", "quote", "note")
    return [
        Document(docid=pk, title=note, byline="\n".join(replies.get(pk, ())), text=quote)
        for pk, quote, note in rows
    ]


def index_made(*, annotations: Iterable[Annotation]) -> None:
    """Add the search rows of first-level annotations made just now, which have no replies."""
    backend(table=ANNOTATIONS).add(
        Document(docid=one.pk, title=one.note, byline="", text=one.quote) for one in annotations
    )


def index_annotations(*, annotations: Iterable[Annotation]) -> None:
    """Bring the search rows of annotations, or of what they reply to, in line with the tables."""
    threads = sorted({one.reply_to_id or one.pk for one in annotations})
    search = backend(table=ANNOTATIONS)
    for start in range(0, len(threads), CHUNK):
        chunk = threads[start : start + CHUNK]
        search.remove(chunk)
        search.add(annotation_documents(chunk))
