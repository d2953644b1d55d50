"""What a person decides about moved and lost passages, as forms send it."""

from __future__ import annotations

from typing import Any

from django import forms

ACCEPT, ACCEPT_ALL, LEAVE, PLACE = "accept", "accept-all", "leave", "place"


class DecisionForm(forms.Form):
    """A decision about one annotation (`annotation`, as seen in `version`), or about all moved.

    To place it by hand: `quote`, words of the text, or `start` and `end` in code points. For all
    moved: `text_digest` is the text in which they were seen.
    """

    decision = forms.ChoiceField(choices=[(one, one) for one in (ACCEPT, ACCEPT_ALL, LEAVE, PLACE)])
    annotation = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False, min_value=1)
    quote = forms.CharField(required=False, strip=True, max_length=100_000)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=1)
    text_digest = forms.CharField(required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        one = cleaned.get("annotation") is not None and cleaned.get("version") is not None
        if cleaned.get("decision") != ACCEPT_ALL and not one:
            raise forms.ValidationError("Which annotation is meant?")
        ranged = cleaned.get("start") is not None and cleaned.get("end") is not None
        if cleaned.get("decision") == PLACE and not ranged and not cleaned.get("quote"):
            raise forms.ValidationError("Paste the words of the text that are meant.")
        return cleaned
