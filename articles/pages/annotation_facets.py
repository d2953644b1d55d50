"""The filters beside a list of annotations: what can be chosen, with counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from articles.filters import AnnotationFilter
from articles.models import Annotation
from articles.models.facets import Facet, FacetValue
from articles.models.passage_counts import PassageCounts
from articles.pages.passage_links import slug_of

LABELS = {"tag": "Tag", "by": "Person", "source": "Source", "state": "State"}
BY_NAME = {"tag", "by", "source"}


@dataclass(frozen=True, slots=True)
class FacetField:
    """A group of checkboxes; `unknown` is a value that was typed and refused.

    `is_open`: whether further values may be typed.
    """

    name: str
    label: str
    values: Sequence[FacetValue]
    chosen: Collection[str]
    field: Any
    sampled: int | None
    unknown: str
    is_open: bool


def counted(found: AnnotationFilter, counts: PassageCounts) -> list[FacetField]:
    """The choices of a valid filter with what each would leave."""
    asked = found.form.cleaned_data
    tags = counts.by_tag(
        [tag.pk for tag in asked["tag"]],
        found.families if found.takes_children else None,
        but=[found.fixed.pk] if found.fixed else (),
    )
    facets = {
        "tag": tags,
        "by": counts.by_person(),
        "source": counts.by_source(),
        "state": counts.by_state(),
    }
    return [_field(found, name, facet) for name, facet in facets.items()]


def uncounted(found: AnnotationFilter) -> list[FacetField]:
    """The same choices of an invalid filter: only what is chosen already, or was refused."""
    fields = []
    for name in LABELS:
        if name == "state":
            values = [
                FacetValue(place, label, state, None)
                for place, (state, label) in enumerate(Annotation.State.choices)
            ]
        else:
            values = [
                FacetValue(row.pk, _name(row), slug_of(row), None) for row in _chosen(found, name)
            ]
        fields.append(_field(found, name, Facet(values)))
    return fields


def _field(found: AnnotationFilter, name: str, facet: Facet) -> FacetField:
    errors = found.form.errors.as_data().get(name, [])
    unknown = next((error.params["value"] for error in errors if error.params), "")
    return FacetField(
        name=name,
        label=LABELS[name],
        values=facet.values,
        chosen={slug_of(value) for value in _chosen(found, name)},
        field=found.form[name],
        sampled=facet.sampled,
        unknown=unknown,
        is_open=name in BY_NAME,
    )


def _chosen(found: AnnotationFilter, name: str) -> tuple[Any, ...]:
    """The rows that a field means; of a refused one, those that there are."""
    if name in found.form.cleaned_data:
        return tuple(found.form.cleaned_data[name] or ())
    errors = found.form.errors.as_data().get(name, [])
    wrong = {error.params["value"] for error in errors if error.params}
    given = [value for value in found.form.data.getlist(name) if value.strip() not in wrong]
    field = found.form.fields[name]
    return tuple(field.known(given)) if wrong and hasattr(field, "known") else ()


def _name(row: Any) -> str:
    return str(row.name if hasattr(row, "name") else row.get_username())
