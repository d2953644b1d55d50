"""The log: what one did, with a way back for each."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.actions.annotations import annotate
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_undo_is_seen_on_a_phone_whatever_was_done(new_context, log_in):
    user = make_user("annotator")
    words = "Donaudampfschifffahrtsgesellschaftskapitaen"
    article = make_article(body=f"{words} went ashore in the old harbour.", markup="plain")
    annotate(article=article, author=user, start=0, end=len(words), tags=["Night ferries"])
    page = new_context(viewport={"width": 360, "height": 740}, has_touch=True).new_page()
    log_in(page, user)
    page.goto("/log/")
    buttons = page.get_by_role("button", name="Undo")
    expect(buttons).to_have_count(2)
    for button in buttons.all():
        expect(button).to_be_in_viewport(ratio=1)
    table = page.locator(".table")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")
