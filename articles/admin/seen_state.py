"""A form that was opened before somebody else changed the article is not saved over the change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Article

FIELD = "state_seen"


class SeenStateField(forms.IntegerField):
    """The number of the state that the editor has before them."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, widget=forms.HiddenInput)


def refuse_once_if_changed(form: Any) -> None:
    """Add an error to a bound form of an article, unless the article is in the state that was seen.

    The article is locked until the transaction ends. Saved again, the form takes the place of what
    the other has written, which stays among the revisions.
    """
    seen = form.cleaned_data.get(FIELD)
    if form.instance.pk is None or seen is None:
        return
    rows = Article.objects.select_for_update(no_key=True).filter(pk=form.instance.pk).order_by()
    now = rows.values_list("revision", flat=True).first()
    if now is None or now == seen:
        return
    form.data = form.data.copy()
    form.data[form.add_prefix(FIELD)] = str(now)
    message = format_html(
        "Somebody else has changed this article since you opened it: "
        '<a href="{}">see what they changed</a>. Nothing of yours is saved yet. If you save again, '
        "your version takes the place of theirs, which stays among the revisions.",
        reverse("articles:revision", args=[form.instance.pk, min(seen, now - 1)]),
    )
    form.add_error(None, message)
