"""What people fill in about annotations; views read nothing but `cleaned_data`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from articles.models import Annotation


class TagNamesField(forms.CharField):
    """Names of tags with commas between them; its value is a list of names.

    A name that holds a comma or a quotation mark stands in quotation marks, as in CSV.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            label="Tags",
            help_text="With commas between them. A new name makes a new tag.",
            max_length=10_000,
            **kwargs,
        )

    def clean(self, value: Any) -> list[str]:
        line = " ".join((super().clean(value) or "").split())
        [cells] = csv.reader([line], skipinitialspace=True) if line else [[]]
        names = [" ".join(name.split()) for name in cells]
        return [name for name in dict.fromkeys(names) if name]


def joined(names: Iterable[str]) -> str:
    """Names of tags as the field takes them."""
    return ", ".join(
        '"{}"'.format(name.replace('"', '""')) if "," in name or '"' in name else name
        for name in names
    )


class NoteField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {
            "label": "Note",
            "required": False,
            "help_text": "Markdown: *so*, **so**.",
            "widget": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }
        super().__init__(**options | kwargs)

    def clean(self, value: Any) -> str:
        note = str(super().clean(value) or "").replace("\r\n", "\n")
        if len(note) > settings.NOTE_MAX_CHARACTERS:
            raise ValidationError(
                f"A note has {settings.NOTE_MAX_CHARACTERS:,} characters at most; "
                f"this one has {len(note):,}."
            )
        return note


class AboutForm(forms.Form):
    """What is said: tags, a note, and who may see it."""

    tags = TagNamesField()
    note = NoteField()
    visibility = forms.ChoiceField(
        required=False, choices=Annotation.Visibility, initial=Annotation.Visibility.SHARED
    )

    def clean_visibility(self) -> str:
        return self.cleaned_data["visibility"] or Annotation.Visibility.SHARED


class PassageForm(AboutForm):
    """A new annotation, of positions (code points), of a pasted passage, or of the whole article.

    `passage` as one number is the place chosen where the pasted words stand several times.
    """

    quote = forms.CharField(
        required=False,
        strip=True,
        label="Passage",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="Copied from the text. Leave it empty to annotate the whole article.",
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("quote", "tags", "note", "visibility")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("start") is None) != (cleaned.get("end") is None):
            raise ValidationError("A passage has a start and an end.")
        return cleaned


class EditForm(AboutForm):
    """Changes to an annotation; `version` is the one that was seen.

    A reply is as visible as what it answers, and has no tags: of it there is only the note.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, annotation: Annotation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if annotation.reply_to_id is not None:
            del self.fields["tags"], self.fields["visibility"]


class MoveForm(forms.Form):
    """Other edges for an annotation; `version` is the one that was seen."""

    version = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)


class ReplyForm(forms.Form):
    note = NoteField(label="Reply", required=True)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
