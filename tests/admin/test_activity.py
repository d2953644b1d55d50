from __future__ import annotations

import pytest
from django.urls import reverse

from articles.actions.annotations import annotate, delete, edit, retag
from articles.actions.articles import revise
from articles.actions.codebook import change_tag, delete_tag
from articles.models import Activity
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:articles_activity_changelist"


@pytest.fixture
def article():
    return make_article(body="The ferry left at noon.\nIt came back.")


def listed(client, **asked) -> list[str]:
    rows = client.get(reverse(LIST), asked).context["cl"].result_list
    return [f"{row.verb} {row.label}" for row in rows]


def address(entry) -> str:
    return reverse("admin:articles_activity_change", args=[entry.pk])


def test_the_log_tells_who_did_what_and_what_it_changed(at_desk, annotator, article):
    row = annotate(article=article, author=annotator, start=18, end=22, tags=["Time"])
    edit(annotation=row, by=annotator, version=1, note="Late <b>", tags=[])
    change_tag(tag=row.tags.model.objects.get(), by=annotator, name="Hour")
    assert listed(at_desk) == ["change tag Hour", "edit noon", "annotate noon", "make tag Time"]
    entry = Activity.objects.get(verb="edit")
    page = at_desk.get(address(entry)).content.decode()
    assert "Late &lt;b&gt;" in page
    assert "Hour" in page
    assert reverse("admin:articles_annotation_change", args=[row.pk]) in page
    assert 'name="_save"' not in page


def test_nothing_of_it_is_written(at_desk, annotator, article):
    annotate(article=article, author=annotator, start=18, end=22)
    entry = Activity.objects.get()
    assert at_desk.post(address(entry), {"verb": "x"}).status_code == 403
    assert at_desk.get(reverse("admin:articles_activity_add")).status_code == 403
    delete_page = reverse("admin:articles_activity_delete", args=[entry.pk])
    assert at_desk.post(delete_page, {"post": "yes"}).status_code == 403
    assert Activity.objects.get() == entry


def test_what_others_did_in_private_is_not_there(client, annotator, editor, admin, article):
    row = annotate(article=article, author=annotator, start=18, end=22, visibility="private")
    edit(annotation=row, by=annotator, version=1, note="Secret")
    delete(annotations=[row], by=annotator)
    entries = list(Activity.objects.all())
    for person in (editor, admin):
        client.force_login(person)
        assert listed(client) == []
        assert {client.get(address(entry)).status_code for entry in entries} == {404}
    annotator.is_staff = True
    annotator.save()
    annotator.user_permissions.add(*editor.groups.get().permissions.all())
    client.force_login(annotator)
    assert listed(client) == ["delete noon", "edit noon", "annotate noon"]


def test_what_became_private_is_not_there_any_more(at_desk, annotator, editor, article):
    row = annotate(article=article, author=annotator, start=18, end=22)
    edit(annotation=row, by=editor, version=1, note="By the editor")
    assert len(listed(at_desk)) == 2
    edit(annotation=row, by=annotator, version=2, visibility="private")
    assert listed(at_desk) == []


def test_what_became_shared_is_told_from_then_on(at_desk, annotator, article):
    row = annotate(
        article=article, author=annotator, start=18, end=22, note="Draft", visibility="private"
    )
    edit(annotation=row, by=annotator, version=1, visibility="shared", note="Final")
    assert listed(at_desk) == []
    edit(annotation=row, by=annotator, version=2, note="Better")
    assert listed(at_desk) == ["edit noon"]
    assert "Draft" not in at_desk.get(address(Activity.objects.latest("pk"))).content.decode()


def test_words_in_a_note_do_not_hide_an_entry(at_desk, annotator, article):
    annotate(article=article, author=annotator, start=18, end=22, note='{"visibility": "private"}')
    assert listed(at_desk) == ["annotate noon"]


def test_an_entry_of_many_shows_those_that_are_still_seen(at_desk, annotator, article):
    tag = make_tag("Time")
    rows = [annotate(article=article, author=annotator, start=18, end=22) for _ in range(2)]
    entry = retag(annotations=rows, by=annotator, add=[tag])
    edit(annotation=rows[0], by=annotator, version=None, visibility="private")
    page = at_desk.get(address(entry)).content.decode()
    assert f"annotation {rows[1].pk}" in page
    assert f"annotation {rows[0].pk}" not in page


def test_a_changed_text_tells_editors_nothing_of_private_passages(
    at_desk, client, annotator, editor, article
):
    shared = annotate(article=article, author=annotator, start=18, end=22)
    kept = annotate(article=article, author=annotator, start=4, end=9, visibility="private")
    article = revise(article=article, body="Nothing stayed of it.", by=editor, reason="")
    entries = Activity.objects.filter(verb="follow text")
    assert listed(at_desk, verb="follow") == [f"follow text {article.title}: 1 passage"]
    mine = entries.get(actor=editor)
    assert set(mine.after) == {f"annotation:{shared.pk}"}
    assert set(entries.get(actor=annotator).after) == {f"annotation:{kept.pk}"}


def test_deleting_a_tag_does_not_tell_on_which_annotations_it_was(
    at_desk, annotator, editor, article
):
    row = annotate(
        article=article, author=annotator, start=18, end=22, tags=["Time"], visibility="private"
    )
    delete_tag(tag=row.tags.get(), by=editor)
    assert listed(at_desk) == ["delete tag Time", "make tag Time"]
    page = at_desk.get(address(Activity.objects.latest("pk"))).content.decode()
    assert "Time" in page
    assert f"{row.pk}]" not in page
    assert ">links<" not in page


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"verb": "tag"}, 1),
        ({"person": "annot"}, 2),
        ({"person": "nobody"}, 0),
        ({"object_type": "tag"}, 1),
        ({"object_type": "x"}, 0),
        ({"of": "annotation:999999"}, 0),
        ({"of": "x"}, 0),
        ({"of": "annotation:x"}, 0),
    ],
)
def test_filters(at_desk, annotator, article, asked, number):
    annotate(article=article, author=annotator, start=18, end=22, tags=["Time"])
    assert len(listed(at_desk, **asked)) == number


def test_the_log_is_not_read_for_the_kinds_to_filter_by(at_desk):
    page = at_desk.get(reverse(LIST)).content.decode()
    assert "object_type=annotation" in page
    assert "object_type=tag" in page


def test_it_is_for_editors(client):
    client.force_login(make_user("annotator", is_staff=True))
    assert client.get(reverse(LIST)).status_code == 403


def test_the_number_of_queries_is_the_same_for_more_rows(
    at_desk, count_queries, annotator, article
):
    def look():
        assert at_desk.get(reverse(LIST)).status_code == 200

    for number in range(40):
        annotate(article=article, author=annotator, start=18, end=22)
        if number == 9:
            look()
            few = count_queries(look)
    assert count_queries(look) == few
