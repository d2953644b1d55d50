from __future__ import annotations

import pytest

from articles.models import Source
from articles.models.name import name_key

pytestmark = pytest.mark.django_db


def test_names_are_compared_without_letter_case_spaces_and_compatibility_forms():
    assert name_key(" The  HARBOUR\u00a0Post ") == name_key("the harbour post")
    assert name_key("Ｈarbour") == name_key("harbour")


def test_ensure_makes_each_name_once():
    first = Source.objects.ensure(["Harbour Post", "HARBOUR post", "Tern"])
    again = Source.objects.ensure(["harbour  post"])
    assert first["Harbour Post"] == first["HARBOUR post"] == again["harbour  post"]
    assert Source.objects.count() == 2


def test_ensure_gives_the_successor_of_a_merged_name():
    keys = Source.objects.ensure(["Old Post", "New Post"])
    Source.objects.filter(pk=keys["Old Post"]).update(merged_into=keys["New Post"])
    assert Source.objects.ensure(["Old Post"]) == {"Old Post": keys["New Post"]}


def test_names_that_give_the_same_address_get_different_ones():
    keys = Source.objects.ensure(["Post!", "Post?", "Post", "***", "+++"])
    slugs = set(Source.objects.filter(pk__in=keys.values()).values_list("slug", flat=True))
    assert slugs == {"post", "post-2", "post-3", "source", "source-2"}


def test_names_in_other_scripts_have_addresses_in_them():
    Source.objects.ensure(["شبكة الجزيرة", "新华社"])
    assert set(Source.objects.values_list("slug", flat=True)) == {"شبكة-الجزيرة", "新华社"}


def test_addressed_by_slug_by_name_and_through_merges():
    keys = Source.objects.ensure(["Old Post", "New Post", "Tern"])
    Source.objects.filter(pk=keys["Old Post"]).update(merged_into=keys["New Post"])

    def found(*values: str) -> set[str]:
        return set(Source.objects.addressed(values).values_list("name", flat=True))

    assert found("old-post") == {"New Post"}
    assert found("OLD POST", "tern") == {"New Post", "Tern"}
    assert found("nothing") == set()


def test_an_address_stays_when_the_name_changes():
    source = Source.objects.get(pk=Source.objects.ensure(["Old Post"])["Old Post"])
    source.name = "Newer Post"
    source.save()
    assert source.slug == "old-post"
    assert set(Source.objects.addressed(["Newer Post"])) == {source}


def test_names_that_begin_with_what_was_typed_come_first():
    Source.objects.ensure(["A Post", "Postal News", "Tern"])
    names = Source.objects.standing().containing(name_key("POST"))
    assert [one.name for one in names] == ["Postal News", "A Post"]
