"""What is filled in to find every occurrence of some words, and to annotate those ticked."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.actions.occurrences import Place
from articles.anchoring.occurrences import Wanted
from articles.forms import AboutForm

LONGEST_WORDS = 200  # code points
_PLACE = re.compile(r"(\d{1,18}):(\d{1,9}):(\d{1,9}):([0-9a-f]{16,64})")


class WantedForm(forms.Form):
    """The words, and where they are looked for; what the archive is filtered by stands beside."""

    words = forms.CharField(
        label="Words",
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    where = forms.ChoiceField(
        required=False,
        label="Where",
        choices=[("article", "In this article"), ("archive", "In the archive")],
        widget=forms.RadioSelect,
    )
    exact_case = forms.BooleanField(required=False, label="Capitals as typed")
    within_words = forms.BooleanField(required=False, label="Within longer words too")

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if "\0" in words:
            raise ValidationError("No text holds this character.")
        return str(words)

    def clean_where(self) -> str:
        return self.cleaned_data["where"] or "article"

    @property
    def wanted(self) -> Wanted:
        """What the valid form asks for."""
        asked = self.cleaned_data
        return Wanted(asked["words"], asked["exact_case"], asked["within_words"])


class PlacesField(forms.MultipleChoiceField):
    """Places ticked, as `spelled` writes them; its value is a list of `Place`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.MultipleHiddenInput, **kwargs)

    def clean(self, value: Any) -> list[Place]:
        places = []
        for one in self.to_python(value):
            if not (found := _PLACE.fullmatch(one)):
                raise ValidationError("That is no place in a text.")
            article, start, end, digest = found.groups()
            places.append(Place(int(article), int(start), int(end), digest))
        if not places:
            raise ValidationError("Nothing is ticked.")
        return places


class AnnotateAllForm(AboutForm):
    """What is said about the places that are ticked."""

    place = PlacesField()
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)


def spelled(article: Any, start: Any, end: Any, digest: Any) -> str:
    """A place of a text as the form's ticks have it."""
    return f"{article}:{start}:{end}:{digest[:16]}"
