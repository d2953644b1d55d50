from __future__ import annotations

import uuid

import pytest

from articles.actions.articles import revise
from articles.actions.occurrences import Place, annotate_all
from articles.actions.refusal import Refused
from articles.actions.undo import undo
from articles.models import Activity, Annotation, Tag
from articles.search import ANNOTATIONS, Criteria, backend, parse
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


def place(article, words: str) -> Place:
    start = article.text.index(words)
    return Place(article.pk, start, start + len(words), article.text_digest)


@pytest.fixture
def places():
    first, second = make_article(body="The pier and the quay."), make_article(body="A pier.")
    return [place(first, "pier"), place(first, "quay"), place(second, "pier")]


def test_all_places_are_annotated_alike_in_one_entry_of_the_log(annotator, places):
    made = annotate_all(
        places=places, author=annotator, tags=["Harbour"], note="*so*", visibility="private"
    )
    rows = Annotation.objects.order_by("pk")
    assert [(row.article_id, row.start, row.end) for row in rows] == [
        (one.article, one.start, one.end) for one in places
    ]
    assert [row.quote for row in rows] == ["pier", "quay", "pier"]
    assert [row.prefix for row in rows] == ["The ", "The pier and the ", "A "]
    assert {row.visibility for row in rows} == {"private"}
    assert {row.note_html for row in rows} == {"<p><em>so</em></p>"}
    assert [list(row.tags.values_list("name", flat=True)) for row in rows] == [["Harbour"]] * 3
    assert (made.made, made.articles, made.had, made.stale) == (3, 2, 0, 0)
    assert list(Activity.objects.filter(verb="annotate all")) == [made.activity]


def test_they_are_undone_as_a_whole(annotator, places):
    made = annotate_all(places=places, author=annotator, tags=[make_tag("Harbour").name])
    assert undo(activity=made.activity, by=annotator).restored == 3
    assert not Annotation.objects.standing().exists()


def test_their_words_are_found(annotator, places):
    annotate_all(places=places, author=annotator, note="remarkable")
    found = backend(table=ANNOTATIONS).count(Criteria(query=parse("remarkable pier")))
    assert found == 2


def test_a_text_that_has_changed_is_left_alone(annotator, editor):
    article = make_article(body="The pier and the quay.")
    seen = place(article, "quay")
    revise(article=article, body="Long ago, the pier and the quay.", by=editor, reason="")
    told = annotate_all(places=[seen], author=annotator, tags=["Harbour"])
    assert (told.activity, told.made, told.stale) == (None, 0, 1)
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "digest"), [(5, 5, None), (0, 10_000, None), (0, 3, ""), (0, 3, "0" * 64)]
)
def test_what_is_no_place_of_the_text_is_left_alone(annotator, start, end, digest):
    article = make_article()
    digest = article.text_digest if digest is None else digest
    told = annotate_all(places=[Place(article.pk, start, end, digest)], author=annotator)
    assert (told.made, told.stale) == (0, 1)


def test_places_that_one_has_tagged_so_already_are_not_tagged_again(annotator, colleague, places):
    tag = make_tag("Harbour")
    annotate_all(places=places[:1], author=colleague, tags=["harbour"])
    assert annotate_all(places=places[:2], author=annotator, tags=["harbour"]).made == 2
    again = annotate_all(places=places, author=annotator, tags=["harbour"])
    assert (again.made, again.had) == (1, 2)
    assert tag.annotations.count() == 4
    assert annotate_all(places=places, author=annotator, tags=["harbour"], note="see").made == 3


def test_the_same_request_twice_makes_them_once(annotator, places):
    uid = uuid.uuid4()
    for _ in range(2):
        annotate_all(places=places, author=annotator, note="Once.", uid=uid)
    assert Annotation.objects.count() == 3
    assert Activity.objects.count() == 1


def test_bounds_are_told(annotator, places, settings):
    with pytest.raises(Refused, match="characters at most"):
        annotate_all(places=places, author=annotator, note="x" * 10_001)
    settings.ANNOTATION_MAX_TAGS = 1
    with pytest.raises(Refused, match="1 tags at most"):
        annotate_all(places=places, author=annotator, tags=["a", "b"])
    settings.OCCURRENCES_MAX = 2
    with pytest.raises(Refused, match="2 places at once"):
        annotate_all(places=places, author=annotator)
    assert not Annotation.objects.exists()
    assert not Tag.objects.exists()


def test_it_asks_the_database_as_often_for_many_places_as_for_few(annotator, count_queries):
    article = make_article(body="pier " * 60)
    make_annotation(article=article, author=annotator, quote="pier")
    make_tag("Harbour")

    def annotate(first: int, last: int) -> None:
        places = [
            Place(article.pk, at * 5, at * 5 + 4, article.text_digest) for at in range(first, last)
        ]
        annotate_all(places=places, author=annotator, tags=["Harbour"])

    few = count_queries(lambda: annotate(0, 5))
    assert count_queries(lambda: annotate(10, 60)) <= few + 100  # the index takes each by itself
