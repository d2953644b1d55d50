"""New articles, many at a time, with all that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from articles.actions.entries import Entry
from articles.actions.indexing import document
from articles.models import Article, Author, Authorship, Source
from articles.search import backend


@dataclass(slots=True)
class Known:
    """Primary keys of the sources and authors met so far in a run, by name."""

    sources: dict[str, int] = field(default_factory=dict)
    authors: dict[str, int] = field(default_factory=dict)

    def learn(self, entries: Sequence[Entry]) -> None:
        """Make sure that every source and author of the entries is in the archive."""
        sources = {entry.draft.source for entry in entries if entry.draft.source}
        if missing := sources - self.sources.keys():
            self.sources |= Source.objects.ensure(missing)
        authors = {name for entry in entries for name in entry.draft.authors}
        if missing := authors - self.authors.keys():
            self.authors |= Author.objects.ensure(missing)

    def forget(self) -> None:
        """After a transaction that came to nothing: what it made is not there."""
        self.sources.clear()
        self.authors.clear()


@transaction.atomic
def store(*, entries: Sequence[Entry], known: Known) -> list[Article]:
    """Write new articles, each linked to the first copy of its text. Returns them in their order.

    Raises IntegrityError when another run has stored one of them meanwhile.
    """
    known.learn(entries)
    articles = [entry.article for entry in entries]
    docids = Article.objects.free_docids([(one.published_at, one.identity) for one in articles])
    for entry, article, docid in zip(entries, articles, docids, strict=True):
        article.docid = docid
        article.source_id = known.sources[entry.draft.source] if entry.draft.source else None
    Article.objects.bulk_create(articles)
    links = [
        Authorship(article_id=article.pk, author_id=pk, position=position, docid=article.docid)
        for entry, article in zip(entries, articles, strict=True)
        for position, pk in enumerate(_people(entry, known))
    ]
    Authorship.objects.bulk_create(links)
    _link_copies(articles)
    backend().add(
        document(
            docid=article.docid,
            title=article.title,
            byline=article.byline,
            text=article.text,
            source=article.source_id,
            authors=_people(entry, known),
        )
        for entry, article in zip(entries, articles, strict=True)
    )
    return articles


def _people(entry: Entry, known: Known) -> list[int]:
    return list(dict.fromkeys(known.authors[name] for name in entry.draft.authors))


def _link_copies(articles: Sequence[Article]) -> None:
    """Link each article whose text stands in the archive already to the first that has it."""
    digests = {article.text_digest for article in articles}
    same = Article.objects.filter(text_digest__in=digests).order_by("-pk")
    first = dict(same.values_list("text_digest", "pk"))  # the last of each is the first of all
    for article in articles:
        if first[article.text_digest] != article.pk:
            article.duplicate_of_id = first[article.text_digest]
            Article.objects.filter(pk=article.pk).update(duplicate_of=article.duplicate_of_id)
