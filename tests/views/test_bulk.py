"""Changing many annotations at once: whose, how many, where one is led, and the way back."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.actions.undo import undo
from articles.models import Activity, Annotation, Tag
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db

BULK, LIST = reverse("articles:annotations_bulk"), reverse("articles:annotations")


@pytest.fixture
def tag():
    return make_tag("Delay", slug="delay")


@pytest.fixture
def said(annotator, colleague, tag):
    """Two of one's own, one of a colleague, and a private one of theirs."""
    article = make_article()
    return [
        make_annotation(article=article, author=annotator, tags=[tag]),
        make_annotation(article=article, author=annotator),
        make_annotation(article=article, author=colleague),
        make_annotation(article=article, author=colleague, visibility="private"),
    ]


@pytest.fixture
def post(client, annotator):
    client.force_login(annotator)

    def send(**values):
        return client.post(BULK, values)

    return send


def told(response) -> list[tuple[str, str]]:
    return [(str(one), one.extra_tags) for one in get_messages(response.wsgi_request)]


def tags_of(annotation: Annotation) -> list[str]:
    return [tag.name for tag in annotation.tags.order_by("name")]


def test_ticked_rows_get_tags_old_and_new(post, said):
    response = post(action="tag", tags="delay, Fog", row=[one.pk for one in said[:2]])
    assert [tags_of(one) for one in said[:2]] == [["Delay", "Fog"], ["Delay", "Fog"]]
    entry = Activity.objects.get(verb="retag")
    assert told(response) == [("Tagged: 2 annotations.", f"undo-{entry.pk}")]
    assert response.headers["Location"] == LIST


def test_others_are_left_as_they_are_and_counted(post, said):
    response = post(action="delete", row=[one.pk for one in said])
    standing = set(Annotation.objects.standing())
    assert standing == {said[2], said[3]}
    [(message, _)] = told(response)
    # The private one of somebody else is not even counted.
    assert message == "Deleted: 2 annotations. 1 is not yours to change, and is as before."


def test_an_editor_changes_what_is_shared(post, client, editor, said):
    client.force_login(editor)
    post(action="delete", row=[one.pk for one in said])
    assert list(Annotation.objects.standing()) == [said[3]]


def test_it_can_be_undone_in_one_go(post, said, annotator):
    post(action="delete", row=[one.pk for one in said])
    undo(activity=Activity.objects.get(verb="delete"), by=annotator)
    assert Annotation.objects.standing().count() == 4
    assert tags_of(said[0]) == ["Delay"]


def test_tags_are_taken_off(post, said):
    response = post(action="untag", tags="DELAY", row=[said[0].pk, said[1].pk])
    assert tags_of(said[0]) == []
    assert told(response)[0][0] == "Untagged: 1 annotation."


def test_one_tag_takes_the_place_of_another(post, said):
    post(action="replace", tags="Fog", instead_of="delay", row=[said[0].pk])
    assert tags_of(said[0]) == ["Fog"]
    assert Activity.objects.filter(verb="retag").count() == 1


def test_replacing_a_tag_by_itself_keeps_it(post, said):
    response = post(action="replace", tags="Delay, Fog", instead_of="delay", row=[said[0].pk])
    assert tags_of(said[0]) == ["Delay", "Fog"]
    assert told(response)[0][0] == "Re-tagged: 1 annotation."


def test_all_that_match_the_filter_whatever_is_ticked(post, said, colleague):
    response = post(action="tag", tags="Fog", whole="yes", filter="has_note=no&by=annotator")
    assert [bool(tags_of(one)) for one in said] == [True, True, False, False]
    assert told(response)[0][0] == "Tagged: 2 annotations."


def test_more_than_the_bound_are_refused_as_a_whole(post, said, settings):
    settings.BULK_MAX = 2
    response = post(action="delete", whole="yes", filter="")
    assert told(response)[0][0].startswith("These are more than 2,")
    assert Annotation.objects.standing().count() == 4


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"action": "tag", "tags": "Fog"}, "Tick the annotations"),
        ({"action": "tag", "tags": " , ", "whole": "yes"}, "Name a tag."),
        ({"action": "fly", "whole": "yes"}, "fly is not one of"),
        ({"tags": "Fog", "whole": "yes"}, "Choose what to do"),
        ({"action": "untag", "tags": "Nope", "whole": "yes"}, "no tag called “Nope”"),
        ({"action": "replace", "tags": "Fog", "whole": "yes"}, "is not there any more"),
        ({"action": "delete", "whole": "yes", "filter": "tag=gone"}, "filter has changed"),
        ({"action": "tag", "tags": "x" * 101, "whole": "yes"}, "100 characters"),
    ],
)
def test_what_makes_no_sense_changes_nothing(post, said, values, message):
    response = post(**values)
    assert response.status_code == 302
    assert message in told(response)[0][0]
    assert not Activity.objects.exists()
    assert not Tag.objects.filter(name="Fog").exists()


def test_too_many_tags_are_refused_and_nothing_is_tagged(post, said, settings):
    settings.ANNOTATION_MAX_TAGS = 1
    response = post(action="tag", tags="Fog", row=[said[0].pk, said[1].pk])
    assert "1 tags at most" in told(response)[0][0]
    assert tags_of(said[1]) == []
    assert not Tag.objects.filter(name="Fog").exists()


def test_nothing_to_change_is_said(post, said):
    response = post(action="tag", tags="Delay", row=[said[0].pk])
    assert told(response) == [("Nothing to change.", "")]


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/annotations/?tag=delay&page=2", "/annotations/?tag=delay&page=2"),
        ("/tags/delay/?by=ada", "/tags/delay/?by=ada"),
        ("https://evil.example/annotations/", LIST),
        ("//evil.example/tags/", LIST),
        ("/accounts/logout/", LIST),
        ("/annotations\\@evil.example", LIST),
        ("javascript:alert(1)", LIST),
        ("", LIST),
    ],
)
def test_back_to_a_list_of_this_site_alone(post, said, asked, goes):
    response = post(action="tag", tags="Fog", row=[said[0].pk], next=asked)
    assert response.headers["Location"] == goes


def test_who_may_only_read_may_not(client, reader, said):
    client.force_login(reader)
    assert client.post(BULK, {"action": "delete", "whole": "yes"}).status_code == 403
    assert Annotation.objects.standing().count() == 4


def test_it_asks_as_often_for_many_as_for_few(post, said, annotator, count_queries):
    article = make_article()

    def tag_all(name: str) -> int:
        return count_queries(lambda: post(action="tag", tags=name, whole="yes", filter=""))

    make_tag("A"), make_tag("B")
    few = tag_all("A")
    for _ in range(40):
        make_annotation(article=article, author=annotator)
    assert tag_all("B") == few


def test_a_tag_is_taken_off_by_its_name_in_any_case_and_script(post, said):
    fog = make_tag("Überflutung", slug="flood")
    said[0].tags.add(fog)
    post(action="untag", tags="ÜBERFLUTUNG", row=[said[0].pk])
    assert tags_of(said[0]) == ["Delay"]


@pytest.mark.parametrize("action", ["tag", "replace", "delete"])
def test_undoing_asks_as_often_for_many_as_for_few(
    client, post, said, annotator, tag, count_queries, action
):
    def undone() -> int:
        post(action=action, tags="New", instead_of=tag.slug, whole="yes", filter="")
        return count_queries(lambda: client.post(reverse("articles:undo_latest")))

    undone()
    few = undone()
    for _ in range(8):
        make_annotation(article=said[0].article, author=annotator, tags=[tag])
    assert undone() == few
    assert not Annotation.objects.filter(tags__name="New").exists()
    assert Annotation.objects.standing().count() == 12


def test_a_tag_is_replaced_where_it_is_and_not_where_one_below_it_is(post, said, tag):
    below = make_tag("Fog delay", parent=tag)
    said[1].tags.add(below)
    answer = post(
        action="replace", tags="Late", instead_of=tag.slug, whole="yes", filter=f"also={tag.slug}"
    )
    assert told(answer)[0][0] == "Re-tagged: 1 annotation."
    assert (tags_of(said[0]), tags_of(said[1])) == (["Late"], ["Fog delay"])
    answer = post(action="replace", tags="Later", instead_of=tag.slug, row=[said[1].pk])
    assert told(answer)[-1][0] == "Nothing to change."
    assert not Tag.objects.filter(name="Later").exists()
