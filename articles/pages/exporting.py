"""Where a list of annotations can be had as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from articles.exporters import FORMATS
from articles.pages.links import query_string


@dataclass(frozen=True, slots=True)
class ExportLink:
    label: str
    url: str


def export_links(query: QueryDict) -> list[ExportLink]:
    """A link for each format, to what the filter of the list finds (in its order)."""
    return [
        ExportLink(
            form.label, reverse("articles:annotations_export", args=[name]) + query_string(query)
        )
        for name, form in FORMATS.items()
    ]
