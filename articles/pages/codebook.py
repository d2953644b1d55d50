"""The codebook as its page shows it: a tree of tags, each with how often a reader sees it used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from articles.codebooks.table import TagRow
from articles.codebooks.tree import line, walk, with_those_below
from articles.models import Activity, Annotation, Tag
from articles.models.counting import newest_keys
from articles.pages.kept_counts import kept_counts
from articles.pages.links import tag_path
from articles.search.words import words

COUNTED_AT_ONCE = 20_000  # tags on annotations; more take a tenth of a second
SHORT = 160  # code points of a definition that the tree shows
SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Node:
    """A tag in the tree. After it, `opens` begins those below it, or `closes` lists end."""

    pk: int
    name: str
    url: str
    edit_url: str
    nest_url: str
    colour: str
    colour_name: str
    definition: str
    retired: bool
    parent: int | None
    uses: str
    opens: bool
    closes: range


def codebook(viewer: Any) -> list[Node]:
    """All tags, each before those below it, siblings by name; four queries."""
    columns = ("pk", "name", "slug", "parent", "colour", "definition", "retired")
    rows = sorted(Tag.objects.values(*columns), key=lambda row: sorting(row["name"]))
    known = {row["pk"]: row for row in rows}
    parents = {pk: row["parent"] for pk, row in known.items()}
    own, totals = _numbers(viewer, parents)
    order = walk(parents)
    levels = [level for _, level in order] + [1]
    base = reverse("articles:codebook")
    colours = dict(Tag.Colour.choices)
    nodes = []
    for place, (pk, level) in enumerate(order):
        row, following = known[pk], levels[place + 1]
        opens = following > level
        nodes.append(
            Node(
                pk=pk,
                name=row["name"],
                url=tag_path(row["slug"]),
                edit_url=f"{base}{pk}/edit/",
                nest_url=f"{base}{pk}/nest/",
                colour=row["colour"],
                colour_name=colours[row["colour"]],
                definition=_short(row["definition"]),
                retired=row["retired"],
                parent=row["parent"],
                uses=_in_words(own.get(pk, 0), totals[pk], opens=opens),
                opens=opens,
                closes=range(max(level - following, 0)),
            )
        )
    return nodes


def sorting(name: str) -> tuple[str, str]:
    """Where a name stands among others: without case and accents, as it is searched."""
    return " ".join(words(name)), name


def paths(tags: dict[int, Tag]) -> dict[int, str]:
    """The names from the top down to each tag, itself included."""
    parents = {pk: tag.parent_id for pk, tag in tags.items()}
    return {pk: SEPARATOR.join(tags[one].name for one in line(pk, parents)) for pk in tags}


def _numbers(viewer: Any, parents: dict[int, int | None]) -> tuple[dict[int, int], dict[int, int]]:
    """How many annotations have each tag, and how many it or one below it.

    Those of very many annotations are kept for a while, or until the log has a new entry.
    """
    if Annotation.tags.through.objects.order_by()[: COUNTED_AT_ONCE + 1].count() <= COUNTED_AT_ONCE:
        return _counted(viewer, parents)
    state = ("codebook", getattr(viewer, "pk", None), newest_keys(Activity, Tag))
    return kept_counts(state, lambda: _counted(viewer, parents))


def _counted(viewer: Any, parents: dict[int, int | None]) -> tuple[dict[int, int], dict[int, int]]:
    own, several = _uses(viewer)
    return own, with_those_below(own, several, parents)


def _uses(viewer: Any) -> tuple[dict[int, int], list[list[int]]]:
    """How many annotations that the viewer may see have each tag, and the tags of those that
    have several."""
    through = Annotation.tags.through
    links = through.objects.filter(annotation__in=Annotation.objects.visible_to(viewer))
    own = dict(links.values_list("tag_id").annotate(number=Count("pk")))
    others = through.objects.filter(annotation=OuterRef("annotation")).exclude(tag=OuterRef("tag"))
    tags: dict[int, list[int]] = {}
    several = links.filter(Exists(others))
    for annotation, tag in several.values_list("annotation_id", "tag_id"):
        tags.setdefault(annotation, []).append(tag)
    return own, list(tags.values())


def _in_words(own: int, total: int, *, opens: bool) -> str:
    if opens:
        return f"{intcomma(own)} · {intcomma(total)} with those below"
    return intcomma(own)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[:SHORT].rstrip()}…"


def table_rows() -> list[TagRow]:
    """All tags as the file has them, each before those below it."""
    tags = {tag.pk: tag for tag in Tag.objects.all()}
    ordered = sorted(tags, key=lambda pk: sorting(tags[pk].name))
    parents = {pk: tags[pk].parent_id for pk in ordered}
    return [
        TagRow(
            tags[pk].name,
            tuple(tags[one].name for one in line(pk, parents)[:-1]),
            tags[pk].colour,
            tags[pk].definition,
            tags[pk].use_when,
            tags[pk].avoid_when,
            tags[pk].retired,
        )
        for pk, _ in walk(parents)
    ]
