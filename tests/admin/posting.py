"""What the admin's forms send."""

from __future__ import annotations

from django.urls import reverse

from articles.models import Article

LIST = "admin:articles_article_changelist"


def article_form(article: Article, **overrides) -> dict:
    """The form of an article as a browser would send it, with some of its values changed."""
    moment = article.published_at
    return {
        "title": article.title,
        "source": article.source_id or "",
        "published_at_0": f"{moment:%Y-%m-%d}" if moment else "",
        "published_at_1": f"{moment:%H:%M:%S}" if moment else "",
        "byline": article.byline,
        "authors": list(article.authors.order_by("name").values_list("pk", flat=True)),
        "url": article.url,
        "language": article.language,
        "markup": article.markup,
        "body": article.body.replace("\n", "\r\n"),
        "reason": "",
    } | overrides


def change_address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def act(client, address: str, action: str, rows, **values):
    """Choose rows of a list and ask for an action."""
    return client.post(
        reverse(address),
        {"action": action, "_selected_action": [row.pk for row in rows]} | values,
        follow=True,
    )


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
