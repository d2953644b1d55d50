"""The page of the codebook, and the forms that change it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions.annotations import annotate
from articles.actions.codebook import fingerprint, nest_tag
from articles.models import Activity, Annotation, Tag
from articles.pages import codebook
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db

TREE = reverse("articles:codebook")


@pytest.fixture
def at_work(client, editor):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client


def flat(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_the_tree_counts_each_annotation_once_as_its_reader_may_see_it(
    client, annotator, colleague, reader
):
    water = make_tag("Water", definition="What flows.")
    rain, snow = make_tag("Rain", parent=water), make_tag("Snow", parent=water, retired=True)
    article = make_article()
    make_annotation(article=article, author=annotator, tags=[rain, snow])
    make_annotation(article=article, author=annotator, tags=[water, rain])
    make_annotation(article=article, author=colleague, tags=[rain], visibility="private")
    client.force_login(reader)
    page = flat(client.get(TREE))
    assert "Water 1 · 2 with those below What flows. Rain 2 Snow retired 1" in page
    client.force_login(colleague)
    assert "Water 1 · 3 with those below What flows. Rain 3 Snow" in flat(client.get(TREE))


def test_deleted_annotations_do_not_count(client, annotator, reader):
    make_annotation(
        article=make_article(), author=annotator, tags=[make_tag("Rain")], deleted_at=timezone.now()
    )
    client.force_login(reader)
    assert "Rain 0" in flat(client.get(TREE))


def test_the_lists_nest_as_the_tags_do(client):
    top = make_tag("a")
    middle = make_tag("b", parent=top)
    make_tag("c", parent=middle), make_tag("d", parent=middle), make_tag("e")
    html = client.get(TREE).content.decode()
    tree = html[html.index('<ul class="tree">') : html.index("</form>")]
    outline = re.findall(r"<(/?ul|/?li|bdi>\w)", tree)
    assert "".join(outline).replace("bdi>", "") == ("ulliaullibullic/lilid/li/ul/li/ul/lilie/li/ul")


def test_counts_of_very_many_are_kept_until_the_log_has_a_new_entry(
    client, annotator, reader, count_queries, monkeypatch
):
    monkeypatch.setattr(codebook, "COUNTED_AT_ONCE", 0)
    article = make_article()
    annotate(article=article, author=annotator, start=0, end=4, tags=["Rain"], visibility="private")
    client.force_login(annotator)
    first = count_queries(lambda: client.get(TREE))
    assert count_queries(lambda: client.get(TREE)) < first
    assert "Rain 1" in flat(client.get(TREE))
    annotate(article=article, author=annotator, start=0, end=5, tags=["Rain"])
    assert "Rain 2" in flat(client.get(TREE))
    client.force_login(reader)
    assert "Rain 1" in flat(client.get(TREE))


def test_two_thousand_tags_are_one_page_of_as_many_queries(client, annotator, count_queries):
    def fill(number: int) -> None:
        parent = make_tag()
        article = make_article()
        for _ in range(number):
            tag = make_tag(parent=parent)
            make_annotation(article=article, author=annotator, tags=[tag, parent])

    fill(5)
    client.force_login(annotator)
    few = count_queries(lambda: client.get(TREE))
    fill(40)
    Tag.objects.bulk_create(Tag(name=f"More {n}", slug=f"more-{n}") for n in range(2_000))
    assert count_queries(lambda: client.get(TREE)) == few
    assert client.get(TREE).content.count(b"data-tag=") == 2_047


@pytest.mark.parametrize(
    ("who", "makes", "edits"),
    [
        (None, False, False),
        ("reader", False, False),
        ("annotator", True, False),
        ("editor", True, True),
    ],
)
def test_who_changes_the_codebook(client, request, who, makes, edits):
    tag = make_tag("Water")
    if who:
        client.force_login(request.getfixturevalue(who))
    page = client.get(TREE).content.decode()
    assert (reverse("articles:tag_new") in page) == makes
    assert (reverse("articles:tag_edit", args=[tag.pk]) in page) == edits
    refused = 403 if who else 302
    assert client.get(reverse("articles:tag_new")).status_code == (200 if makes else refused)
    for name, args in (
        ("tag_edit", [tag.pk]),
        ("tag_delete", [tag.pk]),
        ("tags_merge", []),
        ("codebook_import", []),
    ):
        assert client.get(reverse(f"articles:{name}", args=args)).status_code == (
            200 if edits else refused
        )
    nested = client.post(reverse("articles:tag_nest", args=[tag.pk]), {"parent": ""})
    assert nested.status_code == (302 if edits or not who else 403)


def test_a_tag_is_made_under_another_and_can_be_undone(client, annotator):
    water = make_tag("Water")
    client.force_login(annotator)
    form = client.get(reverse("articles:tag_new"), {"under": water.pk})
    assert f'value="{water.pk}" selected' in form.content.decode()
    answer = client.post(
        reverse("articles:tag_new"),
        {"name": " Rain ", "parent": water.pk, "definition": "From above.", "colour": "plum"},
        follow=True,
    )
    rain = Tag.objects.get(name="Rain")
    assert (rain.parent, rain.colour, rain.definition) == (water, "plum", "From above.")
    assert "Made the tag “Rain”." in flat(answer)
    assert reverse("articles:undo", args=[Activity.objects.get().pk]) in answer.content.decode()


def test_a_name_that_is_taken_is_refused_with_what_was_typed(at_work):
    make_tag("Water")
    answer = at_work.post(reverse("articles:tag_new"), {"name": "WATER", "definition": "Mine."})
    assert answer.status_code == 422
    assert "There is a tag “Water” already." in flat(answer)
    assert "Mine." in answer.content.decode()


def edit_form(tag: Tag, **changes) -> dict:
    values = {
        "name": tag.name,
        "parent": tag.parent_id or "",
        "colour": tag.colour,
        "definition": tag.definition,
        "use_when": tag.use_when,
        "avoid_when": tag.avoid_when,
        "seen": fingerprint(tag),
    }
    return values | changes


def test_all_that_is_said_about_a_tag_is_changed_at_once(at_work):
    tag, above = make_tag("Water"), make_tag("Nature")
    changes = {
        "name": "Wasser",
        "parent": above.pk,
        "colour": "teal",
        "definition": "A",
        "use_when": "B",
        "avoid_when": "C",
        "retired": "on",
    }
    answer = at_work.post(reverse("articles:tag_edit", args=[tag.pk]), edit_form(tag, **changes))
    assert answer["Location"] == f"{TREE}#tag-{tag.pk}"
    tag.refresh_from_db()
    said = (tag.name, tag.parent, tag.colour, tag.definition, tag.use_when, tag.avoid_when)
    assert (*said, tag.retired) == ("Wasser", above, "teal", "A", "B", "C", True)
    assert Activity.objects.count() == 1


def test_who_comes_second_is_shown_what_stands_and_may_replace_it(at_work):
    tag = make_tag("Water")
    address = reverse("articles:tag_edit", args=[tag.pk])
    stale = edit_form(tag, definition="Mine.")
    Tag.objects.filter(pk=tag.pk).update(definition="Theirs.")
    answer = at_work.post(address, stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs." in page
    assert "Mine." in page
    tag.refresh_from_db()
    assert tag.definition == "Theirs."
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert at_work.post(address, stale | {"seen": seen}).status_code == 302
    tag.refresh_from_db()
    assert tag.definition == "Mine."


def test_a_tag_is_not_offered_a_place_below_itself(at_work):
    tag = make_tag("Water")
    below = make_tag("Rain", parent=tag)
    address = reverse("articles:tag_edit", args=[tag.pk])
    assert f'<option value="{below.pk}"' not in at_work.get(address).content.decode()
    assert at_work.post(address, edit_form(tag, parent=below.pk)).status_code == 422


def test_a_script_nests_and_is_told_how_to_undo_it(at_work):
    tag, parent = make_tag("Rain"), make_tag("Water")
    address = reverse("articles:tag_nest", args=[tag.pk])
    asks = {"headers": {"Accept": "application/json"}}
    answer = at_work.post(address, {"parent": parent.pk, "was": ""}, **asks)
    undo = reverse("articles:undo", args=[Activity.objects.get().pk])
    assert answer.json() == {"message": "“Rain” is now under “Water”.", "undo": undo}
    late = at_work.post(address, {"parent": "", "was": ""}, **asks)
    assert (late.status_code, "changed the tag" in late.json()["error"]) == (409, True)
    circle = at_work.post(
        reverse("articles:tag_nest", args=[parent.pk]), {"parent": tag.pk, "was": ""}, **asks
    )
    assert (circle.status_code, circle.json()["error"]) == (422, "A tag cannot stand under itself.")
    assert at_work.post(address, {"parent": "x"}, **asks).status_code == 422


def test_nesting_works_by_a_plain_form_too(at_work):
    tag, parent = make_tag("Rain"), make_tag("Water")
    address = reverse("articles:tag_nest", args=[tag.pk])
    assert at_work.post(address, {"parent": parent.pk}).status_code == 302
    refused = at_work.post(address, {"parent": tag.pk})
    assert (refused.status_code, "under itself" in flat(refused)) == (422, True)


def test_a_codebook_without_tags_says_so(client, annotator):
    client.force_login(annotator)
    page = flat(client.get(TREE))
    assert "There are no tags yet." in page
    assert Annotation.objects.count() == 0


def test_who_is_no_editor_any_more_does_not_undo(client, editor, annotator):
    tag = make_tag("Water")
    entry = nest_tag(tag=tag, parent=make_tag("Nature"), by=editor)
    editor.groups.set(annotator.groups.all())
    client.force_login(editor)
    assert client.post(reverse("articles:undo", args=[entry.pk])).status_code == 403


def test_forms_ask_as_often_however_many_tags_there_are(at_work, annotator, count_queries):
    tags = [make_tag(), make_tag()]
    addresses = [
        reverse("articles:tag_new"),
        reverse("articles:tag_edit", args=[tags[0].pk]),
        reverse("articles:tag_delete", args=[tags[0].pk]),
        f"{reverse('articles:tags_merge')}?tag={tags[0].pk}&tag={tags[1].pk}",
        reverse("articles:codebook_export"),
    ]

    def ask() -> list[int]:
        return [count_queries(lambda one=one: list(at_work.get(one))) for one in addresses]

    few = ask()
    article = make_article()
    for _ in range(60):
        below = make_tag(parent=tags[0])
        make_annotation(article=article, author=annotator, tags=[below, *tags])
    assert ask() == few


def test_a_tag_that_is_gone_is_not_found(at_work):
    for name in ("tag_edit", "tag_delete"):
        assert at_work.get(reverse(f"articles:{name}", args=[999])).status_code == 404
    assert at_work.post(reverse("articles:tag_nest", args=[999])).status_code == 404
