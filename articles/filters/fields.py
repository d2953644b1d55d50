"""Form fields that read what URLs of lists of annotations hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from articles.fields import several, unknown
from articles.models import Annotation, Article

DIGITS = 18  # of a number that a table's key can be, as in the archive's addresses


class PeopleField(forms.Field):
    """People by their user names, any of which may match; its value is a tuple of users.

    `viewer` is told of those alone of whom they see an annotation: who else has an account is not
    for everybody to find out.
    """

    widget = forms.MultipleHiddenInput
    viewer: Any = None

    def clean(self, value: Any) -> tuple[Any, ...]:
        names = several(value)
        found = {user.get_username(): user for user in self.known(names)}
        for name in names:
            if name not in found:
                raise unknown("annotation by anybody", name)
        return tuple(found.values())

    def known(self, values: Sequence[str]) -> tuple[Any, ...]:
        """Those of the values that there are, so that a wrong one does not undo the others."""
        if not (names := several(values)):
            return ()
        name = get_user_model().USERNAME_FIELD
        visible = Annotation.objects.visible_to(self.viewer).order_by()
        people = get_user_model()._default_manager.filter(**{f"{name}__in": names})
        seen = people.filter(pk__in=visible.filter(author__in=people).values("author"))
        rows = {row.get_username(): row for row in seen}
        if self.viewer is not None and self.viewer.get_username() in names:
            rows.setdefault(self.viewer.get_username(), self.viewer)
        return tuple(rows[one] for one in names if one in rows)


class StatesField(forms.Field):
    """States of the anchor, any of which may match; its value is a tuple of them."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[str, ...]:
        states = tuple(several(value))
        if set(states) - set(Annotation.State.values):
            raise ValidationError("States are exact, moved and lost.", code="unknown")
        return states


class ArticleField(forms.Field):
    """An article by its number; its value is that number, or None."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        given = (value or "").strip()
        if not given:
            return None
        is_number = given.isascii() and given.isdigit() and len(given) <= DIGITS
        if not is_number or not Article.objects.filter(pk=int(given)).exists():
            raise unknown("article", given[:20])
        return int(given)
