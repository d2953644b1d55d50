"""What the bar and the forms offer while tags are typed."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import access
from articles.pages.offers import offers

LONGEST = 100


@require_safe
@cache_control(private=True, max_age=0)
def tag_offers(request: HttpRequest) -> JsonResponse:
    """Tags that hold `q` (of at most 100 code points), those that its reader used last first."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    found = offers(viewer=request.user, typed=typed)
    return JsonResponse(
        {
            "tags": found.tags,
            "complete": found.complete,
            "may_make": access.may_code(request.user),
        }
    )
