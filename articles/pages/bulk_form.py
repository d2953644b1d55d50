"""What is to be done with many annotations at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles.forms import TagNamesField
from articles.models import Tag

TAG, UNTAG, REPLACE, DELETE = "tag", "untag", "replace", "delete"
ACTIONS = [(TAG, "Tag"), (UNTAG, "Untag"), (REPLACE, "Replace"), (DELETE, "Delete")]
LONGEST_FILTER = 20_000


class KeysField(forms.Field):
    """Primary keys of the rows that were ticked; its value is a tuple of them."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[int, ...]:
        keys = [one for one in value or () if one.isascii() and one.isdigit() and len(one) < 19]
        return tuple(dict.fromkeys(int(one) for one in keys))


class BulkForm(forms.Form):
    """The ticked rows (`row`) or, with `whole`, all that `filter` finds, and what to do with them.

    `instead_of` is the tag that `replace` takes off, by its slug. `next` is where to go then.
    """

    action = forms.ChoiceField(
        choices=ACTIONS, error_messages={"required": "Choose what to do with them."}
    )
    tags = TagNamesField()
    row = KeysField(required=False)
    whole = forms.BooleanField(required=False)
    filter = forms.CharField(required=False, max_length=LONGEST_FILTER)
    instead_of = forms.ModelChoiceField(
        queryset=Tag.objects.all(), to_field_name="slug", required=False
    )
    next = forms.CharField(required=False, max_length=LONGEST_FILTER)

    def clean_filter(self) -> QueryDict:
        return QueryDict(self.cleaned_data["filter"].removeprefix("?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("whole") and not cleaned.get("row"):
            raise ValidationError("Tick the annotations that are meant.")
        if cleaned.get("action") in (TAG, UNTAG, REPLACE) and not cleaned.get("tags"):
            raise ValidationError("Name a tag.")
        if cleaned.get("action") == REPLACE and cleaned.get("instead_of") is None:
            raise ValidationError("The tag to replace is not there any more.")
        return cleaned
