"""Who published an article."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from articles.models.name import Named, NamedQuerySet


class Source(Named):
    """A publisher, by name; made on first sight."""

    objects = NamedQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        return f"{reverse('articles:list')}?{urlencode({'source': self.slug})}"
