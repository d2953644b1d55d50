"""Merging and deleting tags by their pages."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from articles.actions.codebook import fingerprint
from articles.models import Tag
from tests.factories import make_annotation, make_article, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(client, editor):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client


def flat(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_merging_tells_what_it_touches_and_does_not_count_what_others_hide(
    at_work, editor, annotator
):
    water, wasser = make_tag("Water"), make_tag("Wasser")
    make_tag("Rain", parent=wasser)
    article = make_article()
    make_annotation(article=article, author=editor, tags=[water])
    make_annotation(article=article, author=annotator, tags=[water, wasser])
    hidden = make_annotation(article=article, author=annotator, tags=[wasser], visibility="private")
    address = reverse("articles:tags_merge")
    page = at_work.get(address, {"tag": [water.pk, wasser.pk]})
    assert "2 annotations that you can see, 1 of them by other people" in flat(page)
    assert "move under the one that stays: Rain" in flat(page)
    seen = re.findall(r'name="seen" value="([^"]+)"', page.content.decode())
    asked = {"tag": [water.pk, wasser.pk], "into": water.pk, "seen": seen}
    answer = at_work.post(address, asked, follow=True)
    assert "Merged into “Water”." in flat(answer)
    assert list(hidden.tags.all()) == [water]
    assert Tag.objects.get(name="Rain").parent == water
    assert not Tag.objects.filter(name="Wasser").exists()


def test_merging_what_has_changed_or_gone_is_told(at_work):
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    address = reverse("articles:tags_merge")
    asked = {
        "tag": [one.pk, two.pk, three.pk],
        "into": one.pk,
        "seen": f"{two.pk}:{fingerprint(two)}",
    }
    Tag.objects.filter(pk=two.pk).update(definition="By then another thing.")
    answer = at_work.post(address, asked)
    assert "changed the tag “Two” meanwhile" in flat(answer)
    two.delete()
    assert "has been deleted or merged meanwhile" in flat(at_work.post(address, asked))
    assert Tag.objects.count() == 2


def test_merging_asks_for_tags_and_for_one_that_stays(at_work):
    one = make_tag("One")
    address = reverse("articles:tags_merge")
    assert "No tag is chosen" in flat(at_work.get(address))
    assert "No tag is chosen" in flat(at_work.get(address, {"tag": ["x", "-1", "9" * 30]}))
    alone = at_work.post(address, {"tag": one.pk, "into": one.pk})
    assert "this one alone is nothing to merge" in flat(alone)
    assert at_work.post(address, {"tag": one.pk}).status_code == 422


def test_deleting_tells_what_it_touches_and_is_undone_by_the_notice(at_work, editor, annotator):
    water = make_tag("Water")
    make_tag("Rain", parent=water)
    row = make_annotation(article=make_article(), author=annotator, tags=[water])
    address = reverse("articles:tag_delete", args=[water.pk])
    page = at_work.get(address)
    assert "1 annotation that you can see, 1 of them by other people" in flat(page)
    assert "move up one level: Rain" in flat(page)
    assert at_work.post(address).status_code == 409
    answer = at_work.post(address, {"seen": fingerprint(water)}, follow=True)
    assert list(row.tags.all()) == []
    undo = re.search(r'action="(/log/\d+/undo/)"', answer.content.decode())[1]
    at_work.post(undo)
    assert [tag.name for tag in row.tags.all()] == ["Water"]
    assert Tag.objects.get(name="Rain").parent.name == "Water"
