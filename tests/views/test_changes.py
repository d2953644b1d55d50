"""The page that shows what a change of the text did to annotations, and takes decisions."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from articles.actions.annotations import annotate
from articles.actions.articles import revise
from articles.actions.undo import undo
from articles.models import Activity, Annotation, Article
from articles.pages.changes import open_changes
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

TEXT = (
    "The ferry left the harbour at noon with forty people on board.\n"
    "The master said that the engine had been repaired in the spring.\n"
    "Nobody was hurt. The ferry came back."
)
REVISED = TEXT.replace("in the spring", "in the summer").replace("Nobody was hurt. ", "")


def on(article, author, quote: str, **values) -> Annotation:
    start = article.text.index(quote)
    end = start + len(quote)
    return annotate(article=article, author=author, start=start, end=end, **values)


@pytest.fixture
def article():
    return make_article(body=TEXT)


@pytest.fixture
def moved(article, annotator):
    return on(article, annotator, "the engine had been repaired in the spring", note="Which one?")


@pytest.fixture
def lost(article, annotator):
    return on(article, annotator, "Nobody was hurt.", tags=["Injuries"])


@pytest.fixture
def changed(article, moved, lost, annotator):
    revise(article=article, body=REVISED, by=annotator, reason="")
    moved.refresh_from_db()
    lost.refresh_from_db()
    return Article.objects.get(pk=article.pk)


def shown(client, article, query: str = "") -> str:
    response = client.get(reverse("articles:changes", args=[article.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def decide(client, article, row, decision: str, **values):
    address = reverse("articles:changes_decide", args=[article.pk])
    sent = {"annotation": row.uid, "version": row.version, "decision": decision}
    return client.post(address, sent | values)


def state(row) -> str:
    return Annotation.objects.get(pk=row.pk).state


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_old_and_new_stand_side_by_side(client, annotator, changed, moved, lost):
    client.force_login(annotator)
    html = shown(client, changed)
    assert "<del>spring</del>" in html
    assert "<ins>summer</ins>" in html
    alike = re.search(r"Moved, (\d+) % alike", words(html))
    assert 80 < int(alike[1]) < 100
    assert "Nobody was hurt." in html
    assert "Injuries" in html
    assert "Which one?" in html
    assert f"#mark-{moved.pk}" in html
    assert f"#mark-{lost.pk}" not in html
    assert open_changes(changed, annotator) == 2


def test_accepting_settles_it_and_the_notice_undoes_it(client, annotator, changed, moved):
    client.force_login(annotator)
    response = decide(client, changed, moved, "accept")
    assert response.url == reverse("articles:changes", args=[changed.pk])
    assert state(moved) == "exact"
    assert open_changes(changed, annotator) == 1
    entry = Activity.objects.latest("pk")
    assert reverse("articles:undo", args=[entry.pk]) in shown(client, changed)
    undo(activity=entry, by=annotator)
    assert open_changes(changed, annotator) == 2


def test_a_lost_one_is_left_lost_and_can_still_be_placed(client, annotator, changed, lost):
    client.force_login(annotator)
    decide(client, changed, lost, "leave")
    assert state(lost) == "lost"
    assert f"change-{lost.pk}" not in shown(client, changed)
    assert "left lost" in shown(client, changed, "?show=all")
    lost.refresh_from_db()
    decide(client, changed, lost, "place", quote="The ferry came back")
    lost.refresh_from_db()
    assert (lost.state, lost.quote) == ("exact", "The ferry came back")


def test_words_that_stand_several_times_are_asked_about(client, annotator, changed, lost):
    client.force_login(annotator)
    response = decide(client, changed, lost, "place", quote="The ferry")
    html = response.content.decode()
    assert html.count("This one</button>") == 2
    assert state(lost) == "lost"
    start = changed.text.rindex("The ferry")
    assert f'name="start" value="{start}"' in html
    decide(client, changed, lost, "place", start=start, end=start + 9)
    lost.refresh_from_db()
    assert (lost.start, lost.quote, lost.state) == (start, "The ferry", "exact")


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(client, annotator, changed, lost):
    client.force_login(annotator)
    response = decide(client, changed, lost, "place", quote="quite other words <b>")
    assert response.status_code == 422
    html = response.content.decode()
    assert "does not stand in the article" in html
    assert "quite other words &lt;b&gt;</textarea>" in html
    stale = decide(client, changed, lost, "place", quote="came back", version=lost.version - 1)
    assert stale.status_code == 422
    assert decide(client, changed, lost, "place").status_code == 422
    assert decide(client, changed, lost, "accept").status_code == 422
    assert decide(client, changed, lost, "odd").status_code == 422
    address = reverse("articles:changes_decide", args=[changed.pk])
    assert client.post(address, {"decision": "leave"}).status_code == 422
    assert state(lost) == "lost"


def test_all_that_moved_are_accepted_at_once(client, annotator, colleague, article, changed, moved):
    client.force_login(annotator)
    address = reverse("articles:changes_decide", args=[changed.pk])
    assert "Accept all that moved (1)" in shown(client, changed)
    old = client.post(address, {"decision": "accept-all", "text_digest": article.text_digest})
    assert old.status_code == 422
    assert state(moved) == "moved"
    client.post(address, {"decision": "accept-all", "text_digest": changed.text_digest})
    assert state(moved) == "exact"
    assert "Accept all" not in shown(client, changed)


PEOPLE = {
    #             sees shared, changes shared, sees private, changes private
    "stranger": (False, False, False, False),
    "reader": (True, False, False, False),
    "colleague": (True, False, False, False),
    "editor": (True, True, False, False),
    "author": (True, True, True, True),
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("visibility", ["shared", "private"])
def test_who_sees_and_decides(request, client, settings, article, annotator, who, visibility):
    settings.PUBLIC_READING = False
    person = annotator if who == "author" else request.getfixturevalue(who)
    row = on(article, annotator, "Nobody was hurt.", note="Mine", visibility=visibility)
    revise(article=article, body=REVISED, by=annotator, reason="")
    row.refresh_from_db()
    client.force_login(person)
    sees, changes = PEOPLE[who][:2] if visibility == "shared" else PEOPLE[who][2:]
    response = client.get(reverse("articles:changes", args=[article.pk]))
    html = response.content.decode()
    assert ("Mine" in html) == sees
    assert ("Place it by hand" in html) == changes
    if who != "stranger":
        assert ("To look at: 1" in html) == sees
        assert open_changes(article, person) == int(sees)
    decided = decide(client, article, row, "leave")
    row.refresh_from_db()
    assert (row.changed_in_id is None) == changes
    if not changes:
        assert decided.status_code in ({403} if sees or who in ("stranger", "reader") else {404})


def test_a_visitor_sees_where_reading_is_public_and_decides_nothing(
    client, settings, changed, moved
):
    settings.PUBLIC_READING = True
    html = shown(client, changed)
    assert "<ins>summer</ins>" in html
    assert "decisions" not in html
    assert decide(client, changed, moved, "accept").status_code in (302, 403)
    assert state(moved) == "moved"


def test_an_article_of_another_number_has_no_part_in_it(client, annotator, changed, moved):
    client.force_login(annotator)
    assert decide(client, make_article(), moved, "accept").status_code == 404


def test_the_page_asks_the_same_number_of_questions_for_many(
    client, count_queries, annotator, article
):
    address = reverse("articles:changes", args=[article.pk])
    client.force_login(annotator)

    def change(number: int, old: str, new: str) -> None:
        current = Article.objects.get(pk=article.pk)
        for _ in range(number):
            person = make_user("annotator")
            on(current, person, f"harbour at {old} with forty people", tags=["A", "B"])
        body = current.body.replace(old, new)
        revise(article=current, body=body, by=person, reason="")

    change(2, "noon", "nine")
    few = count_queries(lambda: client.get(address))
    change(12, "nine", "ten")
    change(30, "ten", "two")
    assert "Later in the text" in client.get(address).content.decode()
    assert count_queries(lambda: client.get(address)) == few
    assert few <= 14


def test_a_passage_left_lost_leads_from_its_card_to_where_it_is_placed_again(
    client, annotator, changed, moved, lost
):
    client.force_login(annotator)
    decide(client, changed, lost, "leave")
    lost.refresh_from_db()
    address = f"{reverse('articles:changes', args=[changed.pk])}?annotation={lost.uid}"
    assert (
        f'href="{address}">passage lost' in client.get(changed.get_absolute_url()).content.decode()
    )
    html = client.get(address).content.decode()
    assert f"change-{lost.pk}" in html
    assert f"change-{moved.pk}" not in html
    decide(client, changed, lost, "place", quote="The ferry came back.")
    lost.refresh_from_db()
    assert (lost.state, lost.quote) == ("exact", "The ferry came back.")
    assert "neither moved nor lost" in client.get(address).content.decode()


def test_what_somebody_keeps_private_is_not_shown_by_its_address_either(
    client, editor, changed, lost
):
    Annotation.objects.filter(pk=lost.pk).update(visibility="private")
    client.force_login(editor)
    html = shown(client, changed, f"?annotation={lost.uid}")
    assert "Nobody was hurt." not in html
    assert f"change-{lost.pk}" not in html
    assert "change-" in shown(client, changed, "?annotation=none")
