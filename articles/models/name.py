"""What sources and authors share: a name, how it is compared, and an address made from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import models
from django.utils.text import slugify

NAME_LENGTH = 200


def name_key(name: str) -> str:
    """The name as it is compared: compatibility forms, letter case and spaces folded."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.split())[:NAME_LENGTH]


class NamedQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def addressed(self, values: Sequence[str]) -> Self:
        """Those that a URL means by slugs or else names; merged ones mean their successor."""
        keys = [name_key(value) for value in values]
        found = self.filter(models.Q(slug__in=values) | models.Q(key__in=keys))
        rows = list(found.values_list("slug", "key", "pk", "merged_into"))
        slugs = {slug for slug, *_ in rows}
        # The slug of “Bild!” is the name of “Bild”: what is a slug is no name.
        named = {name_key(value) for value in values if value not in slugs}
        meant = [row for row in rows if row[0] in values or row[1] in named]
        return self.filter(pk__in=[successor or pk for _, _, pk, successor in meant])

    def containing(self, typed: str) -> Self:
        """Those whose name holds what was typed (folded), names that begin with it first."""
        starts = models.Case(models.When(key__startswith=typed, then=0), default=1)
        return self.filter(key__contains=typed).order_by(starts, "key")

    def ensure(self, names: Iterable[str]) -> dict[str, int]:
        """The primary key for each name, made on first sight; a merged one gives its successor."""
        names = list(names)
        keys = {name_key(name): name for name in names}
        known = self._keys(keys)
        missing = [key for key in keys if key not in known]
        if missing:
            made = [self.model(name=keys[key], key=key) for key in missing]
            slugs = self.free_slugs([row.name for row in made])
            for row, slug in zip(made, slugs, strict=True):
                row.slug = slug
            self.bulk_create(made)
            known |= self._keys(missing)
        return {name: known[name_key(name)] for name in names}

    def _keys(self, keys: Iterable[str]) -> dict[str, int]:
        rows = self.filter(key__in=list(keys)).values_list("key", "pk", "merged_into_id")
        return {key: merged or pk for key, pk, merged in rows}

    def free_slugs(self, names: Sequence[str]) -> list[str]:
        """A slug for each name that neither the table nor the others use."""
        stems = [
            slugify(name, allow_unicode=True)[:80] or self.model.__name__.lower() for name in names
        ]
        taken = set(self.filter(slug__in=stems).values_list("slug", flat=True))
        free = []
        for stem in stems:
            slug, number = stem, 2
            while slug in taken or (number > 2 and self.filter(slug=slug).exists()):
                slug, number = f"{stem}-{number}", number + 1
            taken.add(slug)
            free.append(slug)
        return free


class Named(models.Model):
    """A name as written in bylines and headers, and an address that stays when it changes."""

    name = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=NAME_LENGTH, unique=True, editable=False)
    slug = models.SlugField(max_length=90, unique=True, allow_unicode=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)
        if not self.slug:
            self.slug = NamedQuerySet(type(self)).free_slugs([self.name])[0]
        super().save(*args, **kwargs)
