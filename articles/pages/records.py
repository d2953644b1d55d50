"""Annotations of a list as records for exporters, in pieces that take little memory.

Which annotations they are is settled at the start, as a list of keys; the rows are then read piece
by piece, so that others may write meanwhile, and what is deleted meanwhile is left out.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse

from articles.exporters import AnnotationRecord, ArticleRecord, PersonRecord, TagRecord
from articles.models import Annotation, Article, Authorship, Tag
from articles.models.passage_listing import PassageListing
from articles.pages.links import tag_path

CHUNK = 500
COLUMNS = (
    "pk",
    "uid",
    "article_id",
    "author_id",
    "reply_to_id",
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
    "text_digest",
    "state",
    "note",
    "visibility",
    "created_at",
    "updated_at",
)


class Records:
    """The annotations of a listing, each followed by the replies to it; `len` counts no replies.

    `base` is the address of the site without a slash at its end: addresses in files are absolute.
    """

    def __init__(self, listing: PassageListing, *, base: str) -> None:
        self._viewer, self._base = listing.scope.viewer, base
        self._keys = array("q", listing.everything.values_list("pk", flat=True).iterator(10_000))
        self._annotations = base + reverse("articles:annotations")
        self._articles = base + reverse("articles:list")
        self._tags: dict[int, TagRecord] = {}
        self._people: dict[int, PersonRecord] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[AnnotationRecord]:
        keys = iter(self._keys)
        self._tags = self._tag_records()
        while chunk := list(islice(keys, CHUNK)):
            yield from self._records(chunk)

    def _records(self, keys: Sequence[int]) -> Iterator[AnnotationRecord]:
        visible = Annotation.objects.visible_to(self._viewer).order_by("pk")
        asked = Q(pk__in=keys, reply_to=None) | Q(reply_to__in=keys)
        rows = list(visible.filter(asked).values_list(*COLUMNS))
        articles = self._article_records({row[2] for row in rows})
        tags = self._tags_of(row[0] for row in rows)
        self._know({row[3] for row in rows})
        threads: dict[int, list[Any]] = {}
        uids = {}
        for row in rows:
            uids[row[0]] = row[1]
            threads.setdefault(row[4] or row[0], []).append(row)
        for key in keys:
            for row in threads.get(key, ()) if key in uids else ():
                yield self._record(row, articles, tags, uids)

    def _record(
        self,
        row: tuple[Any, ...],
        articles: dict[int, ArticleRecord],
        tags: dict[int, list[TagRecord]],
        uids: dict[int, Any],
    ) -> AnnotationRecord:
        pk, uid, article, author, reply_to, *said = row
        start, end, words, prefix, suffix, digest, state, note, visibility, created, updated = said
        return AnnotationRecord(
            uid=str(uid),
            url=f"{self._annotations}{uid}/",
            article=articles[article],
            person=self._people[author],
            start=start,
            end=end,
            quote=words,
            prefix=prefix,
            suffix=suffix,
            text_digest=digest,
            state=state,
            note=note,
            tags=tuple(tags.get(pk, ())),
            visibility=visibility,
            reply_to=f"{self._annotations}{uids[reply_to]}/" if reply_to else None,
            created_at=created,
            updated_at=updated,
        )

    def _tags_of(self, annotations: Iterator[int]) -> dict[int, list[TagRecord]]:
        links = Annotation.tags.through.objects.filter(annotation__in=list(annotations))
        found: dict[int, list[TagRecord]] = {}
        for annotation, tag in links.order_by("id").values_list("annotation_id", "tag_id"):
            if tag in self._tags:
                found.setdefault(annotation, []).append(self._tags[tag])
        return found

    def _tag_records(self) -> dict[int, TagRecord]:
        """Every tag of the codebook, its path once."""
        rows = {
            pk: (name, slug, parent)
            for pk, name, slug, parent in Tag.objects.order_by().values_list(
                "pk", "name", "slug", "parent_id"
            )
        }
        records = {}
        for pk, (name, slug, parent) in rows.items():
            path, seen = [name], {pk}
            while parent is not None and parent not in seen:
                seen.add(parent)
                above, _, parent = rows[parent]
                path.insert(0, above)
            records[pk] = TagRecord(self._base + tag_path(slug), name, tuple(path))
        return records

    def _article_records(self, keys: set[int]) -> dict[int, ArticleRecord]:
        authors: dict[int, list[str]] = {}
        written = Authorship.objects.filter(article__in=keys).order_by("article", "position")
        for article, name in written.values_list("article_id", "author__name"):
            authors.setdefault(article, []).append(name)
        rows: QuerySet[Article, Any] = (
            Article.objects.order_by()
            .filter(pk__in=keys)
            .values_list(
                "pk", "title", "source__name", "published_at", "url", "language", "text_digest"
            )
        )
        return {
            pk: ArticleRecord(
                url=f"{self._articles}{pk}/",
                title=title,
                source=source or "",
                authors=tuple(authors.get(pk, ())),
                published_at=published_at,
                original_url=url,
                language=language,
                text_digest=digest,
            )
            for pk, title, source, published_at, url, language, digest in rows
        }

    def _know(self, people: set[int]) -> None:
        """Look up those people whom no piece before was by."""
        if unknown := people - self._people.keys():
            model = get_user_model()
            names = model._default_manager.filter(pk__in=unknown)
            for pk, name in names.values_list("pk", model.USERNAME_FIELD):
                # What they said is a page, they themselves are not: so the address has a fragment.
                url = f"{self._annotations}?by={quote(name, safe='')}#person"
                self._people[pk] = PersonRecord(url, name)
