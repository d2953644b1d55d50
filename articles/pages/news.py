"""What has become of an article's annotations since a page was made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Q, Sum

from articles.models import Annotation, Article

# A transaction may be seen later than one that began after it: look back a little further.
OVERLAP = dt.timedelta(seconds=10)


def latest(article: int, viewer: Any) -> str:
    """A token for the present state of the annotations that the viewer may see.

    It changes with each of them that is made, changed, deleted, or shown or hidden.
    """
    state = (
        Annotation.objects.visible_to(viewer)
        .order_by()
        .filter(article=article)
        .aggregate(at=Max("updated_at"), number=Count("pk"), versions=Sum("version"))
    )
    at = f"{state['at'].timestamp():.6f}" if state["at"] else "0"
    return f"{at}-{state['number']}-{state['versions'] or 0}"


def news(article: Article, *, since: str, viewer: Any) -> dict[str, Any]:
    """Which annotations there are, and which threads changed after the token `since` was made."""
    visible = Annotation.objects.visible_to(viewer).order_by().filter(article=article)
    threads = visible.filter(reply_to=None)
    changed = _since(since)
    after = Annotation.objects.filter(article=article, updated_at__gt=changed)
    # A reply that was deleted is not to be seen, but its thread is another one now.
    answered = after.filter(reply_to__isnull=False).values("reply_to")
    rows = threads.filter(Q(updated_at__gt=changed) | Q(pk__in=answered))
    return {
        "latest": latest(article.pk, viewer),
        "digest": article.text_digest,
        "ids": sorted(threads.values_list("pk", flat=True)),
        "changed": [
            {"id": pk, "start": start, "end": end}
            for pk, start, end in rows.order_by("pk").values_list("pk", "start", "end")
        ],
    }


def _since(token: str) -> dt.datetime:
    """The time in a token; the beginning of all for what is none."""
    try:
        return dt.datetime.fromtimestamp(float(token.partition("-")[0]), dt.UTC) - OVERLAP
    except (ValueError, OverflowError, OSError):
        return dt.datetime.min.replace(tzinfo=dt.UTC)
