"""Pages are the same, byte for byte, whether or not somebody keeps something private."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponseBase
from django.test import Client

from articles.actions.annotations import edit
from articles.actions.codebook import fingerprint
from tests.admin.posting import article_form
from tests.rights.addresses import address
from tests.rights.asking import SCRIPT, ask
from tests.rights.test_table import TABLES, Row, read
from tests.rights.world import World, forget_private, make_world, taken_back

STRANGERS = [
    *((who, {}) for who in ("public", "colleague", "desk", "editor", "admin")),
    *((who, SCRIPT) for who in ("colleague", "editor")),
]

# Asked for besides what the tables ask for: `{pk}` and `{uid}` are the target's.
FILTERED = """
articles:list         -?annotated=yes
articles:list         -?annotated=no
articles:list         -?tag=time&counts=1
articles:list         -?tag=rare&counts=1
articles:list         -?q=ferry&annotated=yes&tag=rare
articles:list         -?q=secret
articles:feed         -?tag=rare
articles:facets       -?q=ferry
articles:facets       -?annotated=yes
articles:facets       -?tag=rare
articles:detail       article?marks_tag=rare
articles:detail       article?marks_by=author
articles:detail       article?marks=mine
articles:detail       article?tag=rare
articles:detail       other
articles:news         other
articles:news         article?since=0
articles:cards        whole?id={pk}
articles:marks        article?at=4
articles:changes      article?show=all
articles:changes      other?show=all
articles:annotations  -?tag=rare
articles:annotations  -?tag=rare&tag=time
articles:annotations  -?visibility=private
articles:annotations  -?by=author
articles:annotations  -?state=lost
articles:annotations  -?has_note=yes
articles:annotations  -?q=secret
articles:annotations  -?q=ferry&order=oldest
articles:annotations_export  -?tag=rare
articles:tag          rare_tag
articles:tag          second_tag?by=author
articles:tag_offers   -
articles:tag_offers   -?q=rare
articles:occurrences  article?words=ferry&tags=Rare
articles:occurrences  article?words=noon&where=archive&tags=Rare
articles:annotation_carry  shared
admin:articles_annotation_changelist  -?tag=rare
admin:articles_annotation_changelist  -?person=author
admin:articles_annotation_changelist  -?note=yes
admin:articles_annotation_changelist  -?visibility__exact=private
admin:articles_annotation_changelist  -?state__exact=lost
admin:articles_annotation_changelist  -?article={pk}
admin:articles_annotation_changelist  -?q=third+thought
admin:articles_annotation_changelist  -?_facets=True
admin:articles_annotation_changelist  -?note_html__icontains=secret
admin:articles_annotation_changelist  -?author__username=author
admin:articles_tag_changelist         -?o=2
admin:articles_tag_changelist         -?annotations__note__icontains=secret
admin:articles_tag_delete             rare_tag
admin:articles_tag_change             rare_tag
admin:articles_activity_changelist    -?person=author
admin:articles_activity_changelist    -?object_type=annotation
admin:articles_activity_changelist    -?of=annotation:1
admin:articles_activity_changelist    -?after__icontains=secret
admin:articles_article_changelist     -?annotations__note__icontains=secret
admin:articles_article_delete         other
admin:auth_user_changelist            -?annotations__note__icontains=secret
admin:auth_user_change                author
admin:auth_user_history               author
admin:autocomplete  -?app_label=articles&model_name=activity&field_name=undoes&term=secret
"""

Values = dict[str, Any]
Said = Callable[[World], Values]


def _ticked(action: str, *targets: str, **values: Any) -> Said:
    return lambda world: (
        {
            "action": action,
            "_selected_action": [getattr(world, target).pk for target in targets],
        }
        | values
    )


# Forms whose answers might tell what they touched: the address, its object, and what is sent.
SENT: list[tuple[str, str, Said]] = [
    ("admin:articles_tag_changelist", "-", _ticked("merge", "tag", "rare_tag")),
    ("admin:articles_tag_changelist", "-", _ticked("delete_selected", "rare_tag")),
    (
        "admin:articles_tag_changelist",
        "-",
        lambda world: _ticked("merge", "tag", "rare_tag", into=world.tag.pk)(world),
    ),
    (
        "admin:articles_annotation_changelist",
        "-",
        _ticked("delete_selected", "shared", "private", "whole"),
    ),
    (
        "admin:articles_annotation_changelist",
        "-",
        _ticked("delete_selected", "shared", "private", apply="1"),
    ),
    ("admin:articles_article_changelist", "-", _ticked("delete_selected", "article", "other")),
    (
        "admin:articles_article_preview",
        "article",
        lambda world: {"article": world.article.pk, "body": "Gone.", "markup": "plain"},
    ),
    (
        "admin:articles_article_change",
        "other",
        lambda world: article_form(world.other, body="Gone."),
    ),
    ("articles:tag_delete", "rare_tag", lambda world: {"seen": fingerprint(world.rare_tag)}),
    (
        "articles:tags_merge",
        "-",
        lambda world: {"tag": [world.rare_tag.pk, world.tag.pk], "into": world.tag.pk},
    ),
    (
        "articles:annotations_bulk",
        "-",
        lambda world: {
            "action": "delete",
            "row": [world.shared.pk, world.private.pk, world.whole.pk],
        },
    ),
    (
        "articles:annotations_bulk",
        "-",
        lambda world: {"action": "tag", "tags": "Rare", "whole": "1", "filter": "by=author"},
    ),
    (
        "articles:changes_decide",
        "article",
        lambda world: {"decision": "accept-all", "text_digest": world.article.text_digest},
    ),
]

# What differs from one request to the next whoever asks: a token, a new form's own number, the
# moment, the token of a new state, which begins with the moment, and the number of a new entry of
# the log: PostgreSQL counts on over what was taken back.
FLEETING = re.compile(
    rb'name=\\?"(csrfmiddlewaretoken|uid)\\?" value=\\?"[\w-]+'
    rb"|\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+"
    rb"|\b\d{10}\.\d{6}\b"
    rb"|/log/\d+/undo/"
    rb"|\d\d:\d\d(?= UTC)|\d+:\d\d [ap]\.m\."
)
LEFT_OUT = {"X-Request-ID", "Set-Cookie", "Content-Length", "Expires"}


def shown(response: HttpResponseBase) -> tuple[Any, ...]:
    """All of a response that its reader can tell from another."""
    content = b"".join(response) if response.streaming else response.content
    headers = {name: value for name, value in response.items() if name not in LEFT_OUT}
    return response.status_code, headers, FLEETING.sub(b"", content)


def difference(one: tuple[Any, ...], other: tuple[Any, ...]) -> str:
    """Where two answers part, for whoever has to find out why."""
    if one[0] != other[0]:
        return f"{one[0]} / {other[0]}"
    if one[1] != other[1]:
        return f"{one[1].items() ^ other[1].items()}"
    lines = zip(one[2].splitlines(), other[2].splitlines(), strict=False)
    return next((f"{left!r} / {right!r}" for left, right in lines if left != right), "longer")


@pytest.fixture
def world(db, settings):
    settings.PUBLIC_READING = False
    return make_world()


def pages() -> list[tuple[str, str]]:
    """Every page of the tables and the filtered ones: what is asked for, not who may."""
    rows: list[Row] = [row for table in TABLES for row in read(table)[1]]
    asked = [(row.name, row.target) for row in rows if row.method == "GET"]
    asked += [(name, target) for name, target in map(str.split, FILTERED.strip().splitlines())]
    return [one for one in dict.fromkeys(asked) if not one[0].startswith(("mfa_", "account_"))]


@pytest.mark.parametrize(("who", "headers"), STRANGERS)
def test_pages_are_the_same_with_and_without_what_is_private(world, who, headers):
    asked = [one for one in pages() if not (headers and one[0].startswith(("admin:", "/admin")))]
    without = {}
    with taken_back():
        forget_private()
        Client().force_login(world.author)  # which is no secret: the admin shows when
        for name, target in asked:
            with taken_back():
                without[name, target] = shown(ask(world, who, "GET", name, target, headers))
    differing = {}
    for name, target in asked:
        with taken_back():
            # What is kept for a while must not be the author's for everybody.
            ask(world, "author", "GET", name, target, headers)
            found = shown(ask(world, who, "GET", name, target, headers))
            if found != without[name, target]:
                differing[name, target] = difference(without[name, target], found)
    assert differing == {}


@pytest.mark.parametrize("who", ["colleague", "desk", "editor", "admin"])
def test_forms_answer_the_same_with_and_without_what_is_private(world, who):
    for name, target, said in SENT:
        found = []
        for private in (False, True):
            with taken_back():
                path, values = address(world, name, target), said(world)
                if not private:
                    forget_private()
                client = Client()
                client.force_login(world.people[who])
                answer = client.post(path, values, follow=True)
                found.append((answer.redirect_chain, *shown(answer)))
                after = client.get("/log/")
                found[-1] += shown(after)
        assert (name, values, *found[1]) == (name, values, *found[0])


def test_the_author_sees_the_difference(world):
    """The test above would otherwise hold of pages that show nothing to anybody."""
    differing = set()
    for name, target in pages():
        answers = []
        for private in (False, True):
            caches["counts"].clear()
            with taken_back():
                if not private:
                    forget_private()
                answers.append(shown(ask(world, "author", "GET", name, target)))
        if answers[0] != answers[1]:
            differing.add(name)
    assert differing >= {
        f"articles:{name}"
        for name in (
            "annotation",
            "annotations",
            "annotations_export",
            "cards",
            "changes",
            "codebook",
            "detail",
            "facets",
            "list",
            "log",
            "marks",
            "news",
            "tag",
        )
    }


def test_what_became_private_leaves_the_log_of_who_had_changed_it(client, world):
    edit(annotation=world.shared, by=world.editor, version=1, note="Seen")
    world.answer.delete()
    client.force_login(world.editor)
    assert "<bdi>noon</bdi>" in client.get("/log/").content.decode()
    edit(annotation=world.shared, by=world.author, version=2, visibility="private")
    assert "<bdi>noon</bdi>" not in client.get("/log/").content.decode()
