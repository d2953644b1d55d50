"""When a page that a browser keeps is still right."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.messages import get_messages
from django.db.models import Max
from django.http import HttpRequest

from articles.models import Activity, Article, NearDuplicate, Revision
from articles.models.counting import newest_keys


def article_etag(request: HttpRequest, pk: int, annotations: str) -> str | None:
    """A tag over all that an article's page shows: itself, its marks, its neighbours, its reader.

    `annotations` is the token of their state (`articles.pages.news.latest`). Newer articles and
    changes to others show in the numbers of the newest article, of the newest earlier state, of the
    newest change of the codebook and of the newest link between texts nearly the same. Not of the
    newest entry of the log: that would tell everybody when somebody does something in private. None
    while the page has a message to tell, which is told once.
    """
    found = Article.objects.order_by().filter(pk=pk)
    article = found.values_list("revision", "updated_at", "renderer").first()
    if article is None or len(get_messages(request)):
        return None
    state = (
        pk,
        article,
        annotations,
        newest_keys(Article, Revision, NearDuplicate),
        Activity.objects.order_by().filter(object_type="tag").aggregate(newest=Max("pk")),
        request.get_full_path(),
        request.user.pk,
        request.META.get("CSRF_COOKIE"),
        request.COOKIES.get("theme"),
        settings.PUBLIC_READING,
    )
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'
