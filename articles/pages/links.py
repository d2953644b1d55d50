"""The list's addresses: the present filter with something added, changed or taken off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import QueryDict
from django.urls import reverse

PARAMETERS = (
    "q",
    "source",
    "author",
    "tag",
    "annotated",
    "published_after",
    "published_before",
    "order",
)


# What a path may hold as it is (RFC 3986, section 3.3), as Django's `reverse` leaves it.
SAFE_IN_PATH = "!$&'()*+,;=/~:@"


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, and the query string of the list without it."""

    label: str
    value: str
    without: str


def article_paths(keys: Iterable[tuple[int, str]]) -> list[str]:
    """`get_absolute_url` of many articles, by primary key and slug; `reverse` takes its time."""
    base = reverse("articles:list")
    return [f"{base}{pk}/{quote(slug, safe=SAFE_IN_PATH)}/" for pk, slug in keys]


def tag_path(slug: str) -> str:
    """The address of a tag's page."""
    return f"{reverse('articles:codebook')}{quote(slug, safe=SAFE_IN_PATH)}/"


def kept(data: QueryDict) -> QueryDict:
    """The list's own parameters that say something, without the page number."""
    query = QueryDict(mutable=True)
    for name in PARAMETERS:
        if values := [value for value in data.getlist(name) if value.strip()]:
            query.setlist(name, values)
    return query


def query_string(query: QueryDict, **changes: Any) -> str:
    """The query as `?a=b` with parameters set or, for None, taken off; "" when nothing is left."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    encoded = changed.urlencode()
    return f"?{encoded}" if encoded else ""


def chips(query: QueryDict, form: Any) -> list[Chip]:
    """The active filters of a valid form, each with the way to take it off alone."""
    asked = form.cleaned_data
    found = []
    if words := query.get("q"):
        found.append(Chip("Words", str(words), query_string(query, q=None, order=_order(query))))
    for name, label in (("source", "Source"), ("author", "Author"), ("tag", "Tag")):
        found += [
            Chip(label, row.name, _without(query, name, asked[name], row)) for row in asked[name]
        ]
    if asked["annotated"] is not None:
        value = "yes" if asked["annotated"] else "no"
        found.append(Chip("Annotated", value, query_string(query, annotated=None)))
    for name, label in (("published_after", "From"), ("published_before", "To")):
        if asked[name]:
            found.append(Chip(label, asked[name].isoformat(), query_string(query, **{name: None})))
    return found


def _without(query: QueryDict, name: str, rows: Iterable[Any], gone: Any) -> str:
    rest = query.copy()
    rest.setlist(name, [row.slug for row in rows if row != gone])
    return query_string(rest)


def _order(query: QueryDict) -> str | None:
    """Without words there is no best match."""
    order = query.get("order")
    return None if order == "relevance" else order
