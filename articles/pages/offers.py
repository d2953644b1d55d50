"""The tags that somebody who annotates is offered: recent ones first, then those used most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from articles.codebooks.tree import line
from articles.models import Annotation, Tag
from articles.pages.kept_counts import kept_counts
from articles.search.words import words

RECENT = 9
MOST = 300
# How far back one looks for recent tags, in annotations: enough for nine, whatever the archive has.
LOOKED_AT = 200
SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Offers:
    """`tags` as JSON takes them; `complete` says that no others would have been offered."""

    tags: list[dict[str, Any]]
    complete: bool


def offers(*, viewer: Any, typed: str = "") -> Offers:
    """At most `MOST` tags that are not retired and that hold what was typed; three queries.

    `path` is the whole path, the name at its end. Those whose name begins with what was typed come
    first, then those used recently by the viewer (`recent` 0 to 8), then those used most.
    """
    rows = {
        row["pk"]: row for row in Tag.objects.values("pk", "name", "colour", "parent", "retired")
    }
    parents = {pk: row["parent"] for pk, row in rows.items()}
    recent, used = _recent(viewer), _used()
    wanted, plain = _folded(typed), typed.strip().casefold()
    found = []
    for pk, row in rows.items():
        if row["retired"]:
            continue
        name = row["name"]
        path = SEPARATOR.join(rows[one]["name"] for one in line(pk, parents))
        rank = _rank(name, path, wanted, plain)
        if rank is None:
            continue
        order = (rank, recent.get(pk, RECENT), -used.get(pk, 0), _folded(name), name)
        offer = {"name": name, "colour": row["colour"], "path": path, "recent": recent.get(pk)}
        found.append((order, offer))
    found.sort(key=lambda one: one[0])
    return Offers([offer for _, offer in found[:MOST]], len(found) <= MOST)


def _rank(name: str, path: str, wanted: str, plain: str) -> int | None:
    """0: the name begins so; 1: it holds it; 2: the path does; None: it is not meant."""
    if not plain:
        return 0
    # A name without letters or digits folds to nothing: then what was typed must stand there.
    folded = _folded(name)
    if (wanted and folded.startswith(wanted)) or name.casefold().startswith(plain):
        return 0
    if (wanted and wanted in folded) or plain in name.casefold():
        return 1
    return 2 if (wanted and wanted in _folded(path)) or plain in path.casefold() else None


def _folded(text: str) -> str:
    return " ".join(words(text))


def _recent(viewer: Any) -> dict[int, int]:
    """The nine tags that the viewer gave last, with their place from 0."""
    if not viewer.is_authenticated:
        return {}
    own = Annotation.objects.standing().filter(author=viewer).order_by("-pk").values("pk")
    links = Annotation.tags.through.objects.filter(annotation__in=own[:LOOKED_AT])
    given = links.filter(tag__retired=False).values_list("tag_id").annotate(last=Max("pk"))
    newest = sorted(dict(given).items(), key=lambda one: -one[1])
    return {tag: place for place, (tag, _) in enumerate(newest[:RECENT])}


def _used() -> dict[int, int]:
    """How many shared annotations each tag has: the same for everybody, so kept for a while.

    Private ones do not count: the order must not tell what others keep to themselves.
    """
    shared = Annotation.objects.standing().filter(visibility=Annotation.Visibility.SHARED)
    links = Annotation.tags.through.objects.filter(annotation__in=shared)
    uses = links.values_list("tag_id").annotate(number=Count("pk"))
    return kept_counts("use of tags", lambda: dict(uses))
