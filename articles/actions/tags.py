"""The codebook's tags: found by name, made when they are new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.text import slugify

from articles.actions.log import record
from articles.actions.refusal import Refused
from articles.models import Tag

NAME_LENGTH = 100


def tags_named(*, names: Iterable[str], by: Any, kept: Iterable[Tag] = ()) -> list[Tag]:
    """The tags of those names (case does not matter), new ones made; each once, in their order.

    `kept` are tags that the object has already: they may stay though they are retired. Raises
    Refused for a name that cannot be one, or that belongs to a retired tag.
    """
    have = {tag.name.casefold(): tag for tag in kept}
    found: dict[int, Tag] = {}
    for name in names:
        clean = clean_name(name)
        tag = have.get(clean.casefold()) or Tag.objects.filter(name__iexact=clean).first()
        if tag is None:
            tag = create_tag(name=clean, by=by)
        elif tag.retired and clean.casefold() not in have:
            raise Refused(f"The tag “{tag.name}” is retired: it is not used any more.")
        found[tag.pk] = tag
    return list(found.values())


@transaction.atomic
def create_tag(*, name: str, by: Any, **values: Any) -> Tag:
    """Make a tag. Without a colour it gets the one that is used least."""
    name = clean_name(name)
    tag = Tag(name=name, slug=free_slug(name), **values)
    if "colour" not in values:
        tag.colour = _least_used_colour()
    tag.save()
    record(actor=by, verb="make tag", objects=[tag], before={})
    return tag


def clean_name(name: str) -> str:
    """The name without spaces to spare. Raises Refused when nothing or too much is left."""
    clean = " ".join(name.replace("\0", "").split())
    if not clean:
        raise Refused("A tag needs a name.")
    if len(clean) > NAME_LENGTH:
        raise Refused(f"A tag's name has {NAME_LENGTH} characters at most.")
    return clean


def free_slug(name: str, *, but: int | None = None) -> str:
    """An address for a tag that no other tag has."""
    stem = slugify(name, allow_unicode=True)[:100] or "tag"
    others = Tag.objects.all() if but is None else Tag.objects.exclude(pk=but)
    slug, number = stem, 2
    while others.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _least_used_colour() -> str:
    used = dict(Tag.objects.order_by().values_list("colour").annotate(number=Count("pk")))
    colours: list[str] = list(Tag.Colour.values)
    return min(colours, key=lambda colour: (used.get(colour, 0), colours.index(colour)))
