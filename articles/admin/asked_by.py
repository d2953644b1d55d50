"""Forms that know who fills them in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class AskedBy(admin.ModelAdmin):
    """The form's class gets the person as `user`."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form
