"""Models whose changes stand in the archive's own log."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin.choosing import is_key


class Logged(admin.ModelAdmin):
    """Their history is the log, which knows what is private and can undo.

    Django's own log would keep the first words of an annotation beyond its author's reach. What a
    person may not see is not there: 404, as everywhere.
    """

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field) if is_key(object_id) else None
        if found is None:
            raise Http404
        return found

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        address = reverse("admin:articles_activity_changelist")
        return redirect(f"{address}?of={self.opts.model_name}:{row.pk}")
