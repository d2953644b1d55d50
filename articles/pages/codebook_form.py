"""What people fill in to change the codebook; views read nothing but `cleaned_data`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.codebooks.names import NAME_LENGTH
from articles.codebooks.tree import below
from articles.models import Tag
from articles.pages.codebook import paths, sorting

MOST_AT_ONCE = 500  # tags that one merge takes


class TagChoice(forms.ChoiceField):
    """One of the tags, by its path; its value is a Tag or None."""

    tags: dict[int, Tag]

    def offer(self, tags: dict[int, Tag], *, empty: str, but: set[int] | None = None) -> None:
        """Offer these tags, without those whose keys are `but`."""
        self.tags = tags
        self.choices = [("", empty), *self.named(but or set())]

    def named(self, but: set[int]) -> list[tuple[str, str]]:
        """The choices by path, without those whose keys are `but`."""
        named = sorted(paths(self.tags).items(), key=lambda one: sorting(one[1]))
        return [(str(pk), path) for pk, path in named if pk not in but]

    def clean(self, value: Any) -> Tag | None:
        key = super().clean(value)
        return self.tags[int(key)] if key else None


class TagForm(forms.Form):
    """A tag as it is to be; `seen` is the fingerprint of what the form was filled with."""

    name = forms.CharField(
        max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    parent = TagChoice(required=False, label="Under")
    colour = forms.ChoiceField(
        required=False, choices=Tag.Colour, widget=forms.RadioSelect, label="Colour"
    )
    definition = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    use_when = forms.CharField(
        required=False,
        label="Use when",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    avoid_when = forms.CharField(
        required=False,
        label="Avoid when",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    retired = forms.BooleanField(
        required=False, help_text="Not offered any more; it stays on old passages."
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tag: Tag | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = {row.pk: row for row in Tag.objects.all()}
        parents = {pk: row.parent_id for pk, row in tags.items()}
        under = below([tag.pk], parents) if tag is not None else set()
        parent = self.fields["parent"]
        assert isinstance(parent, TagChoice)
        parent.offer(tags, empty="Nothing: at the top", but=under)
        if tag is None:
            del self.fields["retired"]
            self.fields["colour"].help_text = "Without one it gets the colour that is used least."

    @property
    def values(self) -> dict[str, Any]:
        """What is said about the tag; the name and what was seen stand apart."""
        asked = self.cleaned_data
        left_out = {"name", "seen"} | ({"colour"} if not asked["colour"] else set())
        return {name: value for name, value in asked.items() if name not in left_out}


class NestForm(forms.Form):
    """Where a tag goes, and where it stood; both are keys, empty for the top."""

    parent = forms.ModelChoiceField(queryset=Tag.objects.all(), required=False)
    was = forms.IntegerField(required=False)


class MergeForm(forms.Form):
    """Tags to be made one; `seen` are `key:fingerprint` of those that were shown."""

    into = TagChoice(label="The tag that stays")

    def __init__(self, *args: Any, chosen: list[Tag], tags: dict[int, Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, TagChoice)
        into.offer(tags, empty="Choose one")
        keys = {str(tag.pk) for tag in chosen}
        choices = into.named(set())
        mine = [choice for choice in choices if choice[0] in keys]
        rest = [choice for choice in choices if choice[0] not in keys]
        groups: list[Any] = [("", "Choose one"), ("Of these", mine)]
        into.choices = [*groups, ("Another", rest)] if rest else groups
        self.chosen = chosen

    def clean_into(self) -> Tag:
        into: Tag = self.cleaned_data["into"]
        if all(tag.pk == into.pk for tag in self.chosen):
            raise ValidationError("Choose another tag: this one alone is nothing to merge.")
        return into


def asked_keys(values: list[str]) -> list[int]:
    """Keys of tags out of an address; what is none is left out."""
    known = [value for value in values if value.isascii() and value.isdigit() and len(value) < 16]
    return [int(value) for value in dict.fromkeys(known)][:MOST_AT_ONCE]


def asked_fingerprints(values: list[str]) -> dict[int, str]:
    """What was seen of each tag, from `key:fingerprint`."""
    pairs = (value.partition(":") for value in values)
    return {
        int(key): seen[:64]
        for key, _, seen in pairs
        if key.isascii() and key.isdigit() and len(key) < 16
    }
