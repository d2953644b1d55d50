"""What the tests of cards share: an article to annotate, and what is asked of its page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from articles.models import Annotation, Article
from articles.rendering import render_note
from tests.factories import make_annotation, make_article

PARAGRAPHS = (
    "The ferry left the old harbour at noon with forty people on board.",
    "Nobody on the quay could say when the new terminal would open.",
    "A captain \U0001f469‍\U0001f467 waited two years, and then two more.",
    "By evening the wind had turned and the last boat stayed in.",
)


def ferry_article(**overrides: Any) -> Article:
    return make_article(**{"title": "The ferry", "body": "\n".join(PARAGRAPHS)} | overrides)


def noted(
    article: Article, author: Any, quote: str = "", note: str = "", **more: Any
) -> Annotation:
    return make_annotation(
        article=article,
        author=author,
        quote=quote,
        note=note,
        note_html=render_note(note) if note else "",
        **more,
    )


def text_of(page: Page) -> str:
    return page.locator("[data-article-text]").evaluate("one => one.textContent")


def focused(page: Page) -> str:
    """The id of the element that has the focus."""
    return page.evaluate("document.activeElement.id")


def mark(page: Page, annotation: Annotation):
    return page.locator(f'[data-annotations~="{annotation.pk}"]')


def card(page: Page, annotation: Annotation):
    return page.locator(f"#card-{annotation.pk}")


def ask_for_news(page: Page) -> None:
    """Have the page ask now, and five times a second from now on."""
    page.evaluate("""
        document.querySelector("[data-article]").dataset.newsSeconds = "0.2";
        document.dispatchEvent(new Event("visibilitychange"));
    """)
