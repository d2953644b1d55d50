from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.actions.undo import undo
from articles.models import Activity, Tag
from tests.admin.posting import act, messages_of
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:articles_tag_changelist"


def address(row, verb="change") -> str:
    return reverse(f"admin:articles_tag_{verb}", args=[row.pk])


def form(tag, **changed) -> dict:
    return {
        "name": tag.name,
        "parent": tag.parent_id or "",
        "colour": tag.colour,
        "definition": tag.definition,
        "use_when": tag.use_when,
        "avoid_when": tag.avoid_when,
    } | changed


def uses(client) -> dict[str, int]:
    return {tag.name: tag.used for tag in client.get(reverse(LIST)).context["cl"].result_list}


def test_uses_are_counted_as_far_as_the_person_sees_them(at_desk, annotator, editor):
    tag, article = make_tag("Time"), make_article()
    for author, visibility in [(annotator, "shared"), (annotator, "private"), (editor, "private")]:
        make_annotation(article=article, author=author, tags=[tag], visibility=visibility)
    make_tag("Unused")
    assert uses(at_desk) == {"Time": 2, "Unused": 0}
    page = at_desk.get(reverse(LIST)).content.decode()
    assert f"{reverse('admin:articles_annotation_changelist')}?tag=Time" in page


def test_a_tag_is_made_changed_and_nested(at_desk, editor):
    parent = make_tag("Sea")
    blank = {"name": "  Ferry  ", "parent": parent.pk, "colour": "", "definition": "A\r\nboat"}
    assert at_desk.post(reverse("admin:articles_tag_add"), blank).status_code == 302
    tag = Tag.objects.get(name="Ferry")
    assert (tag.parent, tag.definition, tag.slug) == (parent, "A\nboat", "ferry")
    at_desk.post(address(tag), form(tag, name="Ship", parent="", colour="teal", retired="on"))
    tag.refresh_from_db()
    assert (tag.name, tag.slug, tag.parent, tag.colour, tag.retired) == (
        "Ship",
        "ship",
        None,
        "teal",
        True,
    )
    verbs = Activity.objects.order_by("pk").values_list("verb", "actor")
    assert [verb for verb, _ in verbs] == ["make tag", "change tag"]
    assert {actor for _, actor in verbs} == {editor.pk}
    assert not LogEntry.objects.exists()
    undo(activity=Activity.objects.get(verb="change tag"), by=editor)
    assert Tag.objects.get(pk=tag.pk).name == "Ferry"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "\0"},
        {"name": "x" * 101},
        {"name": "SEA"},
        {"colour": "pink"},
        {"colour": ""},
        {"parent": "x"},
        {"parent": "999999"},
        {"parent": "99999999999999999999"},
    ],
)
def test_what_cannot_be_is_refused(at_desk, wrong):
    make_tag("Sea")
    tag = make_tag("Ferry")
    response = at_desk.post(address(tag), form(tag, **wrong))
    assert response.context["adminform"].form.errors
    assert Tag.objects.get(pk=tag.pk).name == "Ferry"
    assert not Activity.objects.exists()


def test_who_comes_second_is_told_and_may_insist(at_desk):
    tag = make_tag("Ferry")
    seen = at_desk.get(address(tag)).context["adminform"].form["seen"].value()
    at_desk.post(address(tag), form(tag, name="Ship", seen=seen))
    told = at_desk.post(address(tag), form(tag, name="Boat", seen=seen))
    assert "Somebody else" in told.content.decode()
    again = told.context["adminform"].form["seen"].value()
    at_desk.post(address(tag), form(tag, name="Boat", seen=again))
    assert Tag.objects.get().name == "Boat"


def test_no_tag_stands_under_itself(at_desk):
    top = make_tag("Top")
    below = make_tag("Below", parent=top)
    response = at_desk.post(address(top), form(top, parent=below.pk))
    assert "under itself" in response.content.decode()


def test_tags_are_chosen_by_typing_and_retired_ones_are_not_offered(at_desk):
    make_tag("Ferry")
    make_tag("Old ferry", retired=True)
    offered = at_desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "annotation", "field_name": "tags", "term": "FERR"},
    )
    assert [row["text"] for row in offered.json()["results"]] == ["Ferry"]


def test_tags_are_merged_after_a_page_that_tells_what_it_touches(at_desk, annotator, editor):
    big, small = make_tag("Ferry"), make_tag("Ferries")
    child = make_tag("Night ferry", parent=small)
    article = make_article()
    both = make_annotation(article=article, author=annotator, tags=[big, small])
    one = make_annotation(article=article, author=annotator, tags=[small])
    make_annotation(article=article, author=annotator, tags=[big])
    kept = make_annotation(article=article, author=annotator, tags=[small], visibility="private")
    page = act(at_desk, LIST, "merge", [big, small])
    assert [row.name for row in page.context["rows"]] == ["Ferries", "Ferry"]
    assert page.context["touched"] == 3
    assert "Night ferry" in page.content.decode()
    done = act(at_desk, LIST, "merge", [big, small], into=big.pk)
    assert messages_of(done)[0].startswith("Merged into Ferry: 1 annotation has it now.")
    assert not Tag.objects.filter(pk=small.pk).exists()
    assert {row.pk for row in big.annotations.all()} >= {both.pk, one.pk, kept.pk}
    child.refresh_from_db()
    assert child.parent == big
    undo(activity=Activity.objects.get(verb="merge tags"), by=editor)
    assert {row.pk for row in Tag.objects.get(name="Ferries").annotations.all()} == {
        both.pk,
        one.pk,
        kept.pk,
    }


def test_one_tag_is_not_merged(at_desk):
    top = make_tag("Top")
    make_tag("Below", parent=top)
    assert "Choose 2" in messages_of(act(at_desk, LIST, "merge", [top]))[0]
    assert Tag.objects.count() == 2


def test_deleting_tells_what_it_touches_and_can_be_undone(at_desk, annotator, editor):
    top = make_tag("Top")
    tag = make_tag("Ferry", parent=top)
    child = make_tag("Night ferry", parent=tag)
    article = make_article()
    row = make_annotation(article=article, author=annotator, tags=[tag], quote="noon")
    make_annotation(
        article=article, author=annotator, tags=[tag], quote="ferry left", visibility="private"
    )
    for page in (at_desk.get(address(tag, "delete")), act(at_desk, LIST, "delete_selected", [tag])):
        told = page.content.decode().casefold()
        assert "annotations that lose one: 1" in told
        assert "tags below that move up: 1" in told
        assert "noon" not in told
        assert "ferry left" not in told
    at_desk.post(address(tag, "delete"), {"post": "yes"})
    child.refresh_from_db()
    assert (child.parent, row.tags.count()) == (top, 0)
    undo(activity=Activity.objects.get(verb="delete tag"), by=editor)
    assert row.tags.get().name == "Ferry"


def test_many_are_deleted_each_with_its_entry(at_desk):
    tags = [make_tag() for _ in range(2)]
    act(at_desk, LIST, "delete_selected", tags, post="yes")
    assert not Tag.objects.exists()
    assert Activity.objects.filter(verb="delete tag").count() == 2


def test_a_tag_that_is_not_there_is_not_found(at_desk):
    for key in ("999999", "x", "99999999999999999999"):
        assert at_desk.get(reverse("admin:articles_tag_change", args=[key])).status_code == 404


def test_an_annotator_on_the_staff_makes_tags_and_changes_none(client):
    client.force_login(make_user("annotator", is_staff=True))
    tag = make_tag("Ferry")
    blank = {"name": "New", "parent": "", "colour": ""}
    assert client.post(reverse("admin:articles_tag_add"), blank).status_code == 302
    assert client.post(address(tag), form(tag, name="x")).status_code == 403
    assert client.post(address(tag, "delete"), {"post": "yes"}).status_code == 403
    act(client, LIST, "merge", list(Tag.objects.all()), into=tag.pk)
    assert Tag.objects.count() == 2


def test_the_number_of_queries_is_the_same_for_more_rows(at_desk, count_queries, annotator):
    def look():
        assert at_desk.get(reverse(LIST)).status_code == 200

    article, parent = make_article(), make_tag()
    for number in range(40):
        tag = make_tag(parent=parent)
        make_annotation(article=article, author=annotator, tags=[tag])
        if number == 9:
            look()
            few = count_queries(look)
    assert count_queries(look) == few
