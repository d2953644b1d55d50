from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.fields import MOST_VALUES, NamesField, TagsField, WordsField, YesNoField
from articles.models import Source, Tag
from tests.factories import make_source, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources() -> NamesField:
    return NamesField(queryset=Source.objects.all(), what="source", required=False)


@pytest.fixture
def tags() -> TagsField:
    return TagsField(queryset=Tag.objects.all(), required=False)


def test_words_are_a_query_and_nothing_is_none():
    field = WordsField(required=False)
    assert field.clean("  ") is None
    assert field.clean("ferry").tree is not None
    assert field.clean("-").tree is None


def test_names_by_slug_or_name_each_once(sources):
    tern = make_source("The Tern")
    assert sources.clean(["the-tern", "THE  TERN", "", " "]) == (tern,)
    assert sources.clean([""]) == sources.clean(None) == ()


def test_what_is_a_slug_is_not_looked_for_among_the_names(sources):
    first, second = make_source("Bild!"), make_source("Bild")
    assert (first.slug, second.slug) == ("bild", "bild-2")
    assert sources.clean(["bild"]) == (first,)
    assert sources.clean(["Bild"]) == sources.clean(["bild-2"]) == (second,)


def test_a_merged_name_means_its_successor(sources):
    gull, tern = make_source("Gull"), make_source("Tern")
    Source.objects.filter(pk=gull.pk).update(merged_into=tern)
    assert sources.clean(["gull"]) == sources.clean(["Gull", "tern"]) == (tern,)


def test_a_wrong_name_is_told_and_the_others_are_known(sources):
    tern = make_source("Tern")
    with pytest.raises(ValidationError, match="no source called “Auk”") as refusal:
        sources.clean(["tern", "Auk"])
    assert refusal.value.params["value"] == "Auk"
    assert sources.known(["tern", "Auk"]) == (tern,)


@pytest.mark.parametrize("value", ["a\0b", "a" * 301])
def test_what_can_be_no_name(sources, tags, value):
    for field in (sources, tags):
        with pytest.raises(ValidationError, match="no name"):
            field.clean([value])


def test_more_values_than_anyone_means(sources):
    with pytest.raises(ValidationError, match=f"{MOST_VALUES} at most"):
        sources.clean([str(number) for number in range(MOST_VALUES + 1)])


def test_tags_by_slug_or_name_in_any_case(tags):
    sea = make_tag("Sea & shore", slug="sea-shore")
    assert tags.clean(["sea-shore", "SEA & SHORE"]) == (sea,)
    with pytest.raises(ValidationError, match="no tag called “land”"):
        tags.clean(["sea-shore", "land"])
    assert tags.known(["sea-shore", "land"]) == (sea,)


@pytest.mark.parametrize(
    ("typed", "meant", "shown"),
    [
        ("", None, ""),
        (None, None, ""),
        ("Yes", True, "yes"),
        ("1", True, "yes"),
        ("false", False, "no"),
    ],
)
def test_yes_and_no_as_people_spell_them(typed, meant, shown):
    field = YesNoField(required=False)
    assert field.clean(typed) is meant
    assert field.prepare_value(typed) == shown


def test_neither_yes_nor_no():
    with pytest.raises(ValidationError, match="“perhaps” is neither"):
        YesNoField(required=False).clean("perhaps")


def test_what_is_a_slug_is_no_tags_name(tags):
    plus, plain = make_tag("C++", slug="c"), make_tag("C", slug="c-2")
    assert tags.clean(["c"]) == (plus,)
    assert tags.clean(["C", "c-2", "c++"]) == (plain, plus)
