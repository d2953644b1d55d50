from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User

from articles import urls
from articles.access import READING_PAGES, may_annotate, may_edit, may_read, may_undo
from articles.actions.annotations import annotate, delete, edit, reply
from articles.models import Activity
from tests.factories import make_article, make_user

RIGHTS = {
    #           read, annotate, edit
    "stranger": (False, False, False),
    "reader": (True, False, False),
    "annotator": (True, True, False),
    "editor": (True, True, True),
    "admin": (True, True, True),
}

# The archive's addresses that no visitor may open, however public reading is.
NEED_AN_ACCOUNT = {
    f"articles:{name}"
    for name in (
        "annotate",
        "annotation_carry",
        "annotation_delete",
        "changes_decide",
        "annotation_edit",
        "annotation_move",
        "annotation_reply",
        "annotations_bulk",
        "codebook_import",
        "log",
        "tag_delete",
        "tag_edit",
        "tag_nest",
        "tag_new",
        "tags_merge",
        "occurrences",
        "undo",
        "undo_latest",
    )
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RIGHTS)
def test_who_may_do_what(settings, kind):
    settings.PUBLIC_READING = False
    user = make_user(kind)
    assert (may_read(user), may_annotate(user), may_edit(user)) == RIGHTS[kind]


@pytest.mark.django_db
def test_a_closed_account_may_do_nothing(settings):
    settings.PUBLIC_READING = False
    user = make_user("editor", is_active=False)
    assert (may_read(user), may_annotate(user), may_edit(user)) == (False, False, False)


@pytest.mark.django_db
def test_undoing_takes_the_rights_that_one_has_now(annotator, editor):
    row = annotate(article=make_article(), author=annotator, start=0, end=3)
    reply(to=row, author=editor, note="Indeed")
    edit(annotation=row, by=editor, version=1, note="Seen")
    corrected = Activity.objects.get(verb="edit")
    assert may_undo(editor, corrected)
    assert not may_undo(annotator, corrected)
    editor.groups.set(annotator.groups.all())
    former = User.objects.get(pk=editor.pk)
    assert not may_undo(former, corrected)
    assert may_undo(former, Activity.objects.get(verb="reply"))
    # The replies of others go, and come back, with what they answer.
    delete(annotations=[row], by=annotator)
    assert may_undo(annotator, Activity.objects.get(verb="delete"))


@pytest.mark.parametrize("public", [True, False])
def test_a_visitor_reads_where_reading_is_public_and_writes_nowhere(settings, public):
    settings.PUBLIC_READING = public
    visitor = AnonymousUser()
    assert (may_read(visitor), may_annotate(visitor), may_edit(visitor)) == (public, False, False)


def test_every_address_of_the_archive_is_open_to_readers_or_closed_on_purpose():
    names = {f"{urls.app_name}:{pattern.name}" for pattern in urls.urlpatterns}
    assert names - READING_PAGES == NEED_AN_ACCOUNT
    assert READING_PAGES - names == set()
