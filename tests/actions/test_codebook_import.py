"""Importing a codebook: one entry of the log, which takes all of it back."""

from __future__ import annotations

import pytest

from articles.actions.annotations import annotate
from articles.actions.codebook import change_tag, nest_tag
from articles.actions.codebook_import import PlanChanged, import_codebook, planned
from articles.actions.refusal import Refused
from articles.actions.undo import undo
from articles.codebooks.plan import digest
from articles.codebooks.table import Row
from articles.models import Activity, Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def rows(*cells: dict[str, str]) -> list[Row]:
    return [Row(line, one) for line, one in enumerate(cells, start=2)]


def imported(by, *cells: dict[str, str]) -> Activity | None:
    given = rows(*cells)
    return import_codebook(rows=given, by=by, seen=digest(planned(given)))


def state() -> list[tuple]:
    return list(Tag.objects.order_by("pk").values_list())


def test_tags_are_made_below_each_other_in_any_order_and_changed(editor):
    water = make_tag("Water")
    entry = imported(
        editor,
        {"name": "Drizzle", "parent": "Rain", "definition": "Fine."},
        {"name": "Rain", "parent": "Water", "colour": "plum"},
        {"name": "Water", "parent": "Nature", "definition": "Flows.", "retired": "yes"},
        {"name": "Nature", "parent": ""},
        {"name": "new", "parent": "Nowhere"},
    )
    parents = dict(Tag.objects.values_list("name", "parent__name"))
    assert parents == {"Drizzle": "Rain", "Rain": "Water", "Water": "Nature", "Nature": None}
    water.refresh_from_db()
    assert (water.definition, water.retired) == ("Flows.", True)
    assert Tag.objects.get(name="Rain").colour == "plum"
    assert entry.label == "3 made, 1 changed"


def test_undoing_takes_all_of_it_back_and_doing_it_again_brings_it(editor):
    make_tag("Water", parent=make_tag("Nature"))
    begun = state()
    entry = imported(
        editor,
        {"name": "Weather", "parent": ""},
        {"name": "Nature", "parent": "Weather"},
        {"name": "Water", "parent": ""},
        {"name": "Rain", "parent": "Water"},
    )
    done = state()
    undone = undo(activity=entry, by=editor)
    assert (state(), undone.kept) == (begun, 0)
    undo(activity=undone.activity, by=editor)
    assert state() == done


def test_what_is_in_use_or_was_changed_since_stays(editor):
    make_tag("Water", definition="Old.")
    entry = imported(
        editor,
        {"name": "Water", "definition": "New."},
        {"name": "Used"},
        {"name": "Above"},
        {"name": "Unused"},
    )
    annotate(article=make_article(), author=editor, start=0, end=3, tags=["Used"])
    nest_tag(tag=Tag.objects.get(name="Water"), parent=Tag.objects.get(name="Above"), by=editor)
    change_tag(tag=Tag.objects.get(name="Water"), by=editor, definition="Newer.")
    undone = undo(activity=entry, by=editor)
    assert (undone.restored, undone.kept) == (1, 3)
    assert dict(Tag.objects.values_list("name", "definition")) == {
        "Water": "Newer.",
        "Used": "",
        "Above": "",
    }


def test_nothing_is_done_that_nobody_has_seen(editor):
    given = rows({"name": "Water"})
    seen = digest(planned(given))
    make_tag("Water")
    with pytest.raises(PlanChanged):
        import_codebook(rows=given, by=editor, seen=seen)
    assert not Activity.objects.exists()


def test_nothing_to_do_is_no_entry(editor):
    make_tag("Water")
    assert imported(editor, {"name": "water"}, {"name": ""}) is None
    assert not Activity.objects.exists()


def test_addresses_and_colours_of_new_tags_differ(editor):
    make_tag("Rain", slug="rain")
    imported(editor, {"name": "Rain!"}, {"name": "rain?"}, {"name": "offers"})
    slugs = set(Tag.objects.values_list("slug", flat=True))
    assert slugs == {"rain", "rain-2", "rain-3", "offers-2"}
    assert Tag.objects.values("colour").distinct().count() == 4


def test_as_many_statements_for_many_tags(editor, count_queries):
    def bring(number: int) -> None:
        imported(editor, *({"name": f"{number} {n}", "parent": ""} for n in range(number)))

    few = count_queries(lambda: bring(3))
    assert count_queries(lambda: bring(100)) <= few


def test_undoing_an_import_that_is_all_in_use_is_refused(editor):
    entry = imported(editor, {"name": "Used"})
    annotate(article=make_article(), author=editor, start=0, end=3, tags=["Used"])
    with pytest.raises(Refused, match="“Used” is in use"):
        undo(activity=entry, by=editor)
