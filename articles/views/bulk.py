"""One change to many annotations, one entry of the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_POST

from articles import access
from articles.actions.annotations import delete, retag
from articles.actions.refusal import Refused
from articles.actions.tags import tag_named, tags_named
from articles.filters import AnnotationFilter
from articles.models import Activity, Annotation, Tag
from articles.pages.bulk_form import DELETE, REPLACE, UNTAG, BulkForm
from articles.pages.passage_links import local_path
from articles.views.answering import told

DONE = {"tag": "Tagged", "untag": "Untagged", "replace": "Re-tagged", "delete": "Deleted"}


@require_POST
def annotations_bulk(request: HttpRequest) -> HttpResponse:
    """Tag, untag or delete the ticked annotations, or all of a filter; then back to the list.

    Those that the person may not change are left as they are, and counted.
    """
    if not access.may_annotate(request.user):
        raise PermissionDenied
    form = BulkForm(request.POST)
    if form.is_valid():
        try:
            message, activity = _change(request.user, form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told(request, message, activity)
    else:
        messages.error(
            request, " ".join(str(text) for texts in form.errors.values() for text in texts)
        )
    return HttpResponseRedirect(local_path(request.POST.get("next", "")))


@transaction.atomic
def _change(person: Any, asked: dict[str, Any]) -> tuple[str, Activity | None]:
    """Do what is asked. Returns what to tell, and the entry of the log if anything changed."""
    rows = _meant(person, asked)
    own = [row for row in rows if access.may_change(person, row)]
    skipped = len(rows) - len(own)
    activity = _done(person, asked, own) if own else None
    number = len(own) if activity is None else _threads(activity)
    told = f"{DONE[asked['action']]}: {number:,} annotation{pluralize(number)}."
    if activity is None:
        told = "Nothing to change."
    if skipped:
        are = "is" if skipped == 1 else "are"
        told += f" {skipped:,} {are} not yours to change, and {are} as before."
    return told, activity


def _meant(person: Any, asked: dict[str, Any]) -> list[Annotation]:
    """The annotations that were ticked, or all of the filter. Raises Refused for too many."""
    visible = Annotation.objects.visible_to(person).first_level().order_by("pk")
    keys: Sequence[int] = asked["row"]
    if asked["whole"]:
        keys = _found(person, asked["filter"])
    if len(keys) > settings.BULK_MAX:
        raise Refused(
            f"These are more than {settings.BULK_MAX:,}, which is as many as can be changed at "
            "once. Narrow the filter."
        )
    return list(visible.filter(pk__in=keys).only("pk", "author_id", "visibility"))


def _found(person: Any, query: QueryDict) -> list[int]:
    """What a filter finds, one more than the bound at most. Raises Refused for an invalid one."""
    found = AnnotationFilter(query, viewer=person)
    if not found.form.is_valid():
        raise Refused("The filter has changed meanwhile: look at the list again.")
    keys = found.listing.everything.values_list("pk", flat=True)
    return list(keys[: settings.BULK_MAX + 1])


def _done(person: Any, asked: dict[str, Any], rows: list[Annotation]) -> Activity | None:
    action, names = asked["action"], asked["tags"]
    if action == DELETE:
        return delete(annotations=rows, by=person)
    if action == UNTAG:
        return retag(annotations=rows, by=person, remove=_known(names))
    gone = [asked["instead_of"]] if action == REPLACE else []
    if gone:
        rows = _having(gone[0], rows)
    tags = tags_named(names=names, by=person) if rows else []
    remove = [tag for tag in gone if tag not in tags]
    return retag(annotations=rows, by=person, add=tags, remove=remove)


def _having(tag: Tag, rows: Sequence[Annotation]) -> list[Annotation]:
    """Those with the tag itself: its page has those with the tags below it, too."""
    keys = set(tag.annotations.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.pk in keys]


def _known(names: Sequence[str]) -> list[Tag]:
    """The tags of those names. Raises Refused for one that is not there."""
    found = []
    for name in names:
        tag = tag_named(name)
        if tag is None:
            raise Refused(f"There is no tag called “{name}”.")
        found.append(tag)
    return found


def _threads(activity: Activity) -> int:
    """How many annotations an entry of the log changed, replies not counted."""
    states = activity.before.values()
    return sum(state is not None and state["reply_to_id"] is None for state in states)
