"""Every address of the site, and how to ask for it about a certain object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver, reverse

from tests.rights.world import World

KEYS = re.compile(r"<(?:\w+:)?(\w+)>")  # also within (?P<…>…)


def routes() -> dict[str, str]:
    """The routes of the site's URL patterns by name; one without a name goes by its route."""
    return dict(_walk(get_resolver().url_patterns, "", ""))


def _walk(found: list[Any], namespace: str, route: str) -> Iterator[tuple[str, str]]:
    for one in found:
        here = route + str(one.pattern)
        if isinstance(one, URLPattern):
            yield (namespace + one.name if one.name else f"/{here}"), here
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one.url_patterns, inner, here)


def address(world: World, name: str, target: str) -> str:
    """The address called `name` for the object that the world calls `target` (`-`: for none).

    A query string may follow the target; `{pk}` and `{uid}` in it are the object's.
    """
    target, _, query = target.partition("?")
    row = None if target == "-" else getattr(world, target)
    if query:
        uid = getattr(row, "uid", "")
        query = "?" + query.replace("{pk}", str(getattr(row, "pk", ""))).replace("{uid}", str(uid))
    if name.startswith("/"):
        path = name.replace("(?P<url>.*)$", "nowhere/")
        return path.replace("<path:object_id>", str(getattr(row, "pk", ""))) + query
    kwargs = {key: _value(key, row) for key in KEYS.findall(routes()[name])}
    return reverse(name, kwargs=kwargs) + query


def _value(key: str, row: Any) -> Any:
    if key in {"pk", "object_id", "id"}:
        # What hangs on an article is asked for at the article's address.
        return row.article_id if key == "pk" and hasattr(row, "article_id") else row.pk
    if key == "content_type_id":
        return ContentType.objects.get_for_model(row).pk
    fixed = {
        "number": 1,
        "name": "csv",
        "app_label": "articles",
        "uidb36": "1",
        "key": "set-password",
        "url": "nowhere/",
    }
    return fixed[key] if key in fixed else getattr(row, key)
