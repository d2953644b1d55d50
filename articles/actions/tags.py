"""The codebook's tags: found by name, made when they are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from articles.actions.again import again
from articles.actions.log import record
from articles.actions.refusal import Overtaken, Refused
from articles.codebooks import names as spelling
from articles.codebooks.tree import DEEPEST, Circle, depth
from articles.models import Annotation, Tag

CHUNK = 500
TEXTS = ("definition", "use_when", "avoid_when")


def tags_named(*, names: Iterable[str], by: Any, kept: Iterable[Tag] = ()) -> list[Tag]:
    """The tags of those names (case does not matter), new ones made; each once, in their order.

    `kept` are tags that the object has already: they may stay though they are retired. Raises
    Refused for a name that cannot be one, or that belongs to a retired tag.
    """
    clean = [clean_name(name) for name in names]
    have = {spelling.name_key(tag.name): tag for tag in kept}
    known = _by_key(clean) if clean else {}
    missing = {spelling.name_key(name): name for name in reversed(clean)}
    for key in sorted(missing.keys() - have.keys() - known.keys()):
        # In one order, whoever makes them: else two who name the same would wait for each other.
        known[key] = create_tag(name=missing[key], by=by)
    found: dict[int, Tag] = {}
    for name in clean:
        key = spelling.name_key(name)
        tag = have.get(key) or known[key]
        if tag.retired and key not in have:
            raise Refused(f"The tag “{tag.name}” is retired: it is not used any more.")
        found[tag.pk] = tag
    return list(found.values())


def tag_named(name: str) -> Tag | None:
    """The tag that is called so, in whatever case."""
    return _by_key([name]).get(spelling.name_key(name))


@again
@transaction.atomic
def create_tag(*, name: str, by: Any, **values: Any) -> Tag:
    """Make a tag. Without a colour it gets the one that is used least.

    Raises Refused for a name that is taken, and for values out of bounds.
    """
    name = clean_name(name)
    if (there := tag_named(name)) is not None:
        raise Overtaken(f"There is a tag “{there.name}” already.")
    tag = Tag(name=name, **checked_values(values))
    if "colour" not in values:
        tag.colour = least_used_colour(Tag.objects.order_by().values_list("colour", flat=True))
    if tag.parent_id is not None:
        parents = {pk: row.parent_id for pk, row in locked_codebook().items()}
        if tag.parent_id not in parents:
            raise Refused("The tag above is gone meanwhile.")
        check_tree(parents | {0: tag.parent_id})
    tag.slug = free_slug(name)
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError as error:
        raise Overtaken(f"Somebody else has just made a tag “{name}”. Try again.") from error
    record(actor=by, verb="make tag", objects=[tag], before={})
    return tag


def put_tags(annotation: int, tags: Sequence[int]) -> None:
    """Give an annotation these tags and no others, in this order; both by their keys.

    The order is that of the links' keys, which Django's own `set` does not keep.
    """
    links = Annotation.tags.through.objects.filter(annotation=annotation)
    present = list(links.order_by("pk").values_list("tag_id", flat=True))
    put_tags_of({annotation: tags}, {annotation: present})


def put_tags_of(wanted: Mapping[int, Sequence[int]], present: Mapping[int, Sequence[int]]) -> None:
    """`put_tags` for many, all by keys, whose present tags are known.

    It takes a statement for those that lose the same tags, and one for what is new.
    """
    through = Annotation.tags.through
    losing: dict[tuple[int, ...], list[int]] = {}
    fresh = []
    for annotation, tags in wanted.items():
        had = present[annotation]
        pairs = zip(had, tags, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        losing.setdefault(tuple(had[same:]), []).append(annotation)
        fresh += [through(annotation_id=annotation, tag_id=tag) for tag in tags[same:]]
    losing.pop((), None)
    for gone, keys in losing.items():
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            through.objects.filter(annotation__in=chunk, tag__in=gone).delete()
    through.objects.bulk_create(fresh, batch_size=CHUNK)


def clean_name(name: str) -> str:
    """The name without spaces to spare. Raises Refused when nothing or too much is left."""
    try:
        return spelling.clean_name(name)
    except spelling.BadName as error:
        raise Refused(str(error)) from error


def checked_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is said about a tag, its texts cleaned. Raises Refused for what is out of bounds."""
    checked = dict(values)
    for name in TEXTS:
        if name in checked:
            checked[name] = spelling.clean_text(checked[name])
            if len(checked[name]) > settings.CODEBOOK_TEXT_MAX_CHARACTERS:
                raise Refused(
                    f"What is said about a tag has {settings.CODEBOOK_TEXT_MAX_CHARACTERS:,} "
                    f"characters at most; this has {len(checked[name]):,}."
                )
    if checked.get("colour", Tag.Colour.ROSE) not in Tag.Colour.values:
        raise Refused("There is no such colour.")
    return checked


def check_tree(parents: Mapping[int, int | None]) -> None:
    """Raises Refused unless the tags, given with their parents, are a forest of bounded depth."""
    try:
        levels = depth(parents)
    except Circle as error:
        raise Refused("A tag cannot stand under itself.") from error
    if levels > DEEPEST:
        raise Refused(f"The codebook is {DEEPEST} levels deep at most.")


def locked_codebook() -> dict[int, Tag]:
    """All tags by key, locked against other changes until the transaction ends.

    Annotating with them goes on: it asks only that their keys stay (PostgreSQL, 13.3.2).
    """
    rows = Tag.objects.select_for_update(no_key=True).order_by("pk")
    return {tag.pk: tag for tag in rows}


def free_slug(name: str, *, but: int | None = None) -> str:
    """An address for a tag that no other tag has, and that is no page of its own."""
    stem = _stem(name)
    others = Tag.objects.filter(slug__startswith=stem)
    if but is not None:
        others = others.exclude(pk=but)
    return slug_beside(name, set(others.values_list("slug", flat=True)))


def slug_beside(name: str, taken: Container[str]) -> str:
    """An address for a tag that is not among those taken."""
    stem = _stem(name)
    slug, number = stem, 2
    while slug in taken or slug in spelling.RESERVED_SLUGS:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def least_used_colour(colours: Iterable[str]) -> str:
    """The colour that is least among those used; of several, the first of the palette."""
    used = Counter(colours)
    palette: list[str] = list(Tag.Colour.values)
    return min(palette, key=lambda colour: (used[colour], palette.index(colour)))


def _stem(name: str) -> str:
    return slugify(name, allow_unicode=True)[:100] or "tag"


def _by_key(names: Iterable[str]) -> dict[str, Tag]:
    """The tags of clean names by their keys.

    The database folds the case of ASCII alone (SQLite), so the rest is compared here.
    """
    names = list(names)
    lowered = {name.lower() for name in names}
    rows = Tag.objects.alias(lowered=Lower("name"))
    found = rows.filter(Q(name__in=names) | Q(lowered__in=lowered))
    known: dict[str, Tag] = {spelling.name_key(tag.name): tag for tag in found}
    wanted = {spelling.name_key(name) for name in names if not name.isascii()} - known.keys()
    if wanted:
        pks = [
            pk
            for pk, name in Tag.objects.values_list("pk", "name")
            if spelling.name_key(name) in wanted
        ]
        known |= {spelling.name_key(tag.name): tag for tag in Tag.objects.filter(pk__in=pks)}
    return known
