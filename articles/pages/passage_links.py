"""Addresses of the list of annotations: the present filter with something changed or taken off."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse

from articles.models import Annotation, Article, Tag
from articles.pages.links import Chip, query_string

SEVERAL = ("tag", "also", "by", "state", "source", "author")
SINGLE = (
    "q",
    "with_children",
    "visibility",
    "has_note",
    "article",
    "published_after",
    "published_before",
    "order",
)
LABELS = {
    "q": "Words",
    "tag": "Tag",
    "also": "And tag",
    "by": "Person",
    "state": "State",
    "source": "Source",
    "author": "Author",
    "visibility": "Visibility",
    "has_note": "With a note",
    "published_after": "From",
    "published_before": "To",
}


def passages_kept(data: QueryDict) -> QueryDict:
    """The list's own parameters that say something, without the page number."""
    query = QueryDict(mutable=True)
    for name in (*SINGLE, *SEVERAL):
        if values := [value for value in data.getlist(name) if value.strip()]:
            query.setlist(name, values if name in SEVERAL else values[-1:])
    return query


def of_tag(query: QueryDict, tag: Tag | None) -> QueryDict:
    """The filter of a tag's page as one of the whole list, for exports and bulk changes."""
    if tag is None:
        return query
    whole = query.copy()
    whole.setlist("also", [tag.slug, *query.getlist("also")])
    return whole


def passage_chips(query: QueryDict, form: Any) -> list[Chip]:
    """The active filters of a valid form, each with the way to take it off alone."""
    asked = form.cleaned_data
    found = [
        Chip(LABELS[name], str(query[name]), query_string(query, **{name: None}))
        for name in ("q", "visibility", "published_after", "published_before")
        if asked[name]
    ]
    for name in SEVERAL:
        values = asked[name]
        found += [
            Chip(LABELS[name], _label(value), _without(query, name, values, value))
            for value in values
        ]
    if asked["has_note"] is not None:
        value = "yes" if asked["has_note"] else "no"
        found.append(Chip(LABELS["has_note"], value, query_string(query, has_note=None)))
    if asked["article"] is not None:
        title = Article.objects.filter(pk=asked["article"]).values_list("title", flat=True).first()
        found.append(Chip("Article", title or "", query_string(query, article=None)))
    return found


def slug_of(value: Any) -> str:
    """What a value of the filter is in an address."""
    if isinstance(value, str):
        return value
    return str(value.slug if hasattr(value, "slug") else value.get_username())


def local_path(address: str) -> str:
    """The path and query of a page of these lists, or the list itself for any other address."""
    lists = (reverse("articles:annotations"), f"{reverse('articles:home')}tags/")
    try:
        parts = urlsplit(address)
    except ValueError:  # half an address of another site, such as //[
        return lists[0]
    if parts.scheme or parts.netloc or not parts.path.startswith(lists) or "\\" in address:
        return lists[0]
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _label(value: Any) -> str:
    if isinstance(value, str):
        return str(Annotation.State(value).label)
    return str(value.name if hasattr(value, "name") else value.get_username())


def _without(query: QueryDict, name: str, values: tuple[Any, ...], gone: Any) -> str:
    rest = query.copy()
    rest.setlist(name, [slug_of(value) for value in values if value != gone])
    return query_string(rest)
