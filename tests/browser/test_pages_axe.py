"""Every page for readers: nothing that keeps people out, and nothing that sticks out of a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from articles.actions.articles import change, create
from tests.browser.examining import examine
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 3
MARKDOWN = f"""# Heading

Some *words* with `code` and [a link](https://port.example/{"long/" * 40}).

- one
    1. nested

> quoted

| {" | ".join(f"column {n}" for n in range(12))} |
|{"---|" * 12}
| {" | ".join(LONG[:20] for _ in range(12))} |

```
{"a line of code that is far too long for a phone " * 5}
```

![a picture](https://port.example/p.png)

{LONG}
"""


@pytest.fixture
def look(page: Page):
    """A function that opens an address and examines it, in both schemes and on a phone."""

    def at(address: str, status: int = 200) -> None:
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(address)
        assert response.status == status
        examine(page)
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        examine(page)

    return at


def test_the_list(look):
    look("/articles/")  # empty
    user = make_user("annotator")
    for number in range(30):
        article = make_article(
            title=f"{LONG if number == 3 else 'Ferry'} {number}",
            source=f"{'Tern' if number % 2 else LONG}",
            authors=[LONG, "Ada Oar"] if number % 7 == 0 else ["Bo Quay"],
            revision=1 + number % 3,
        )
        colour = ("rose", "teal", "plum")[number % 3]
        make_annotation(
            article=article, author=user, quote="noon", tags=[make_tag(f"T{number}", colour=colour)]
        )
    make_article(title="الميناء", language="ar", source="الجزيرة", body="ferry")
    look("/articles/")
    look(
        "/articles/?q=ferry+OR+noon&source=tern&author=bo-quay&published_after=2024-01-01&annotated=yes&order=oldest&tag=tag-x"
    )
    look("/articles/?q=noon&source=tern&author=bo-quay&published_after=2024-01-01&annotated=yes")
    look("/articles/?q=zebra")
    look(
        f"/articles/?source={LONG}&published_after=x&published_before=y&order=z&annotated=maybe&q=a%00"
    )


@pytest.mark.parametrize("kind", ["plain", "markdown", "arabic"])
def test_the_article(look, kind):
    first = create(title="First", body="The same.", url="https://a.example/1")
    values = {
        "plain": {"title": LONG, "body": f"The ferry.\n{LONG}\nIt came back."},
        "markdown": {"title": "Marked up", "body": MARKDOWN, "markup": "markdown"},
        "arabic": {"title": "افتتاح الميناء", "body": "افتتح الميناء\nferry", "language": "ar"},
    }[kind]
    article = make_article(authors=["Ada Oar", LONG], duplicate_of=first, **values)
    make_article(title=LONG), make_article(source="Gull")
    look(article.get_absolute_url())
    look(article.get_absolute_url() + "?q=ferry")


def test_earlier_states(look, editor):
    article = make_article(body=f"One.\nTwo.\n{LONG}", language="en")
    look(f"/articles/{article.pk}/revisions/")
    body = "\n".join(["One and more.", "Two.", LONG + "x"] + [f"Line {n}." for n in range(9)])
    article = change(article=article, by=editor, reason=LONG, body=body)
    change(article=article, by=None, reason="", title="Another", body=body + "\nThe end.")
    look(f"/articles/{article.pk}/revisions/")
    look(f"/articles/{article.pk}/revisions/1/")
    look(f"/articles/{article.pk}/revisions/2/")


def test_pages_that_lead_on(look, faults):
    look("/accounts/login/")
    look("/articles/999999/nothing/", status=404)
    assert [fault for fault in faults if "404" not in fault] == []
    faults.clear()


def test_the_help_for_the_keys(page):
    page.goto("/articles/")
    page.keyboard.press("?")
    examine(page)
