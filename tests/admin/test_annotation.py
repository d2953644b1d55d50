from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.actions.annotations import reply
from articles.actions.undo import undo
from articles.admin import annotations_of
from articles.models import Activity, Annotation
from tests.admin.posting import act, messages_of
from tests.admin.posting import change_address as article_address
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:articles_annotation_changelist"


@pytest.fixture
def article():
    return make_article(body="The ferry left at noon.\nIt came back.")


def address(row, verb="change") -> str:
    return reverse(f"admin:articles_annotation_{verb}", args=[row.pk])


def listed(client, **asked) -> list[Annotation]:
    return list(client.get(reverse(LIST), asked).context["cl"].result_list)


def form(row, **changed) -> dict:
    return {
        "tags": [tag.pk for tag in row.tags.all()],
        "note": row.note,
        "visibility": row.visibility,
        "version": row.version,
    } | changed


def test_the_list_tells_the_passage_in_its_context(at_desk, annotator, article):
    make_annotation(
        article=article, author=annotator, quote="noon", tags=[make_tag("Time")], note="Late"
    )
    page = at_desk.get(reverse(LIST)).content.decode()
    assert "The ferry left at <mark>noon</mark>.\nIt came back." in page
    assert all(words in page for words in ("Time", "Late", "annotator", article.title, "Exact"))


def test_the_context_in_the_list_begins_and_ends_with_whole_words(at_desk, annotator):
    article = make_article(
        body="The ferry to the islands left at noon, and nobody saw it come back."
    )
    make_annotation(article=article, author=annotator, quote="noon")
    page = at_desk.get(reverse(LIST)).content.decode()
    assert "…ferry to the islands left at <mark>noon</mark>, and nobody saw it come back." in page


def test_a_long_quote_is_cut_in_the_list_alone(at_desk, annotator):
    article = make_article(body="word " * 100)
    row = make_annotation(article=article, author=annotator, quote=article.text)
    assert f"{article.text[:199]}…" in at_desk.get(reverse(LIST)).content.decode()
    assert article.text in at_desk.get(address(row)).content.decode()


def test_what_others_keep_private_is_not_there(client, annotator, editor, admin, article):
    kept = make_annotation(
        article=article, author=annotator, quote="noon", note="Secret", visibility="private"
    )
    for person in (editor, admin):
        client.force_login(person)
        assert listed(client) == listed(client, q="secret") == listed(client, note="yes") == []
        for verb in ("change", "delete", "history"):
            assert client.get(address(kept, verb)).status_code == 404
        assert client.post(address(kept), form(kept)).status_code == 404
        act(client, LIST, "delete_selected", [kept], apply="1")
    annotator.is_staff = True
    annotator.save()
    client.force_login(annotator)
    assert listed(client) == [kept]
    assert Annotation.objects.standing().get() == kept


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"state__exact": "lost"}, 1),
        ({"visibility__exact": "private"}, 1),
        ({"tag": "time"}, 2),
        ({"tag": "nothing"}, 0),
        ({"person": "COLL"}, 1),
        ({"note": "yes"}, 1),
        ({"note": "no"}, 4),
        ({"note": "x"}, 0),
        ({"kind": "article"}, 1),
        ({"kind": "reply"}, 1),
        ({"kind": "passage", "tag": "Time"}, 2),
        ({"article": "999999"}, 0),
        ({"article": "x"}, 0),
        ({"q": "noon"}, 2),
        ({"q": "noon back"}, 0),
        ({"q": "early BACK"}, 1),
    ],
)
def test_filters_and_search(at_desk, editor, annotator, colleague, article, asked, number):
    tag = make_tag("Time")
    first = make_annotation(article=article, author=annotator, quote="noon", tags=[tag])
    make_annotation(article=article, author=editor, quote="noon", visibility="private", tags=[tag])
    make_annotation(
        article=article, author=colleague, quote="came back", note="Too early", state="lost"
    )
    make_annotation(article=article, author=annotator)
    make_annotation(article=article, author=annotator, reply_to=first)
    make_annotation(article=article, author=annotator, quote="noon", visibility="private")
    assert len(listed(at_desk, **asked)) == number


def test_an_article_is_filtered_by_and_named(at_desk, annotator, article):
    row = make_annotation(article=article, author=annotator, quote="noon")
    make_annotation(article=make_article(), author=annotator, quote="noon")
    assert listed(at_desk, article=article.pk) == [row]
    page = at_desk.get(reverse(LIST), {"article": article.pk}).content.decode()
    assert "By article" in page


def test_what_it_says_is_changed_and_can_be_undone(at_desk, annotator, article):
    old, new = make_tag("Old"), make_tag("New")
    row = make_annotation(article=article, author=annotator, quote="noon", tags=[old])
    response = at_desk.post(address(row), form(row, tags=[new.pk], note="Late\r\nagain"))
    assert response.status_code == 302
    row.refresh_from_db()
    assert (list(row.tags.all()), row.note, row.version) == ([new], "Late\nagain", 2)
    assert row.note_html
    undo(activity=Activity.objects.get(), by=annotator)
    row.refresh_from_db()
    assert (list(row.tags.all()), row.note) == ([old], "")
    assert not LogEntry.objects.exists()


def test_positions_and_quote_stay_as_they_are(at_desk, annotator, article):
    row = make_annotation(article=article, author=annotator, quote="noon")
    at_desk.post(address(row), form(row, start=0, end=3, quote="x", author=1, state="lost"))
    now = Annotation.objects.get()
    assert (now.start, now.end, now.quote, now.state) == (row.start, row.end, "noon", "exact")
    assert now.author == annotator


def test_who_comes_second_is_told_and_may_insist(at_desk, annotator, article):
    row = make_annotation(article=article, author=annotator, quote="noon")
    seen = form(row, note="Mine")
    at_desk.post(address(row), form(row, note="Theirs"))
    response = at_desk.post(address(row), seen)
    assert "“Theirs”" in response.content.decode()
    assert Annotation.objects.get().note == "Theirs"
    again = response.context["adminform"].form
    assert again["note"].value() == "Mine"
    at_desk.post(address(row), seen | {"version": again["version"].value()})
    assert Annotation.objects.get().note == "Mine"


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "x" * 10_001},
        {"visibility": "secret"},
        {"tags": ["x"]},
        {"tags": ["99999999999999999999"]},
        {"version": "x"},
        {"version": ""},
    ],
)
def test_what_cannot_be_is_refused(at_desk, annotator, article, wrong):
    row = make_annotation(article=article, author=annotator, quote="noon", note="Before")
    response = at_desk.post(address(row), form(row, **wrong))
    assert response.context["adminform"].form.errors
    assert Annotation.objects.get().note == "Before"
    assert not Activity.objects.exists()


def test_a_retired_tag_stays_and_is_not_given(at_desk, annotator, article):
    retired = make_tag("Retired", retired=True)
    bare = make_annotation(article=article, author=annotator, quote="noon")
    has = make_annotation(article=article, author=annotator, quote="noon", tags=[retired])
    refused = at_desk.post(address(bare), form(bare, tags=[retired.pk]))
    assert "retired" in str(refused.context["adminform"].form.errors)
    assert at_desk.post(address(has), form(has, note="More")).status_code == 302
    assert list(has.tags.all()) == [retired]


def test_of_a_reply_only_the_words_are_changed(at_desk, annotator, article):
    row = make_annotation(article=article, author=annotator, quote="noon")
    answer = reply(to=row, author=annotator, note="Yes")
    page = at_desk.get(address(answer)).content.decode()
    assert 'name="note"' in page
    assert 'name="tags"' not in page
    assert 'name="visibility"' not in page
    assert at_desk.post(address(answer), {"note": "No", "version": 1}).status_code == 302
    answer.refresh_from_db()
    assert (answer.note, answer.visibility) == ("No", "shared")


def test_deleting_brings_the_replies_along_and_can_be_undone(at_desk, annotator, article, editor):
    row = make_annotation(article=article, author=annotator, quote="noon")
    make_annotation(article=article, author=annotator, reply_to=row, note="Yes")
    page = at_desk.get(address(row, "delete")).content.decode()
    assert "replies: 1" in page.casefold()
    at_desk.post(address(row, "delete"), {"post": "yes"})
    assert not Annotation.objects.standing().exists()
    undo(activity=Activity.objects.get(), by=editor)
    assert Annotation.objects.standing().count() == 2


def test_an_annotator_on_the_staff_changes_what_is_theirs(client, colleague, article):
    person = make_user("annotator", is_staff=True)
    own = make_annotation(article=article, author=person, quote="noon")
    other = make_annotation(article=article, author=colleague, quote="noon")
    client.force_login(person)
    assert client.get(address(other)).status_code == 200
    assert client.post(address(other), form(other, note="x")).status_code == 403
    assert client.post(address(other, "delete"), {"post": "yes"}).status_code == 403
    done = act(client, LIST, "delete_selected", [own, other], apply="1")
    assert "1 of them are not yours" in messages_of(done)[0]
    assert list(Annotation.objects.standing()) == [other]


def test_none_are_added_in_the_admin(at_desk):
    assert at_desk.get(reverse("admin:articles_annotation_add")).status_code == 403


def test_history_is_in_the_log(at_desk, annotator, article):
    row = make_annotation(article=article, author=annotator, quote="noon")
    at_desk.post(address(row), form(row, note="Late"))
    page = at_desk.get(address(row, "history"), follow=True)
    assert [entry.verb for entry in page.context["cl"].result_list] == ["edit"]


def test_an_articles_page_shows_its_annotations(
    at_desk, annotator, colleague, article, monkeypatch
):
    monkeypatch.setattr(annotations_of, "SHOWN", 2)
    tag = make_tag("Time")
    for _ in range(3):
        make_annotation(article=article, author=annotator, quote="noon", tags=[tag], note="Late")
    make_annotation(article=article, author=colleague, quote="noon", visibility="private")
    response = at_desk.get(article_address(article))
    page = response.content.decode()
    assert len(response.context["annotated"].rows) == 2
    assert "All, with 1 more" in page
    assert all(words in page for words in ("<mark>noon</mark>", "Time", "Late", "18–22"))
    assert address(response.context["annotated"].rows[0]) in page


def test_the_number_of_queries_is_the_same_for_more_rows(
    at_desk, count_queries, annotator, article
):
    def look():
        for page in (reverse(LIST), f"{reverse(LIST)}?q=noon&tag=time", article_address(article)):
            assert at_desk.get(page).status_code == 200

    tag = make_tag("Time")
    for number in range(40):
        make_annotation(article=article, author=annotator, quote="noon", tags=[tag])
        if number == 9:
            look()
            few = count_queries(look)
    assert count_queries(look) == few
