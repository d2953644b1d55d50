"""What is ticked in a list, checked before an action sees it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.choosing import is_key
from articles.admin.lookups import OfferedLookups


class CheckedSelection(OfferedLookups):
    """Django takes what was ticked as it came, and fails on what is no number."""

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            if not is_key(key):
                self.message_user(request, "These rows are not in the list.", messages.ERROR)
                return None
        return super().response_action(request, queryset, *args, **kwargs)
