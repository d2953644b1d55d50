"""A tag as an editor of the codebook writes it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from articles.actions.codebook import EDITABLE, TagChanged, change_tag, fingerprint
from articles.actions.refusal import Refused
from articles.actions.tags import create_tag
from articles.admin.choosing import is_key
from articles.admin.rehearsing import rehearse
from articles.admin.tag_choosing import ParentSelect
from articles.admin.typed import block, line
from articles.models import Tag


class ParentField(forms.ModelChoiceField):
    """A tag, or none for the top of the codebook."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Tag.objects.all(), widget=ParentSelect(), **kwargs)

    def to_python(self, value: Any) -> Any:
        if value not in self.empty_values and not is_key(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class TagForm(forms.ModelForm):
    """Every value of a tag; `write` saves them through the actions."""

    user: ClassVar[Any]
    name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"class": "vTextField"}))
    parent = ParentField(required=False, help_text="Empty: at the top.")
    colour = forms.ChoiceField(
        required=False,
        choices=[("", "The one that is used least"), *Tag.Colour.choices],
    )

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Tag
        fields = ("definition", "use_when", "avoid_when", "retired")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row := self.instance if self.instance.pk else None:
            self.fields["colour"].required = True
            for name, value in {
                "name": row.name,
                "parent": row.parent_id,
                "colour": row.colour,
                "seen": fingerprint(row),
            }.items():
                self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        """Ask whether it can be done: a later change is told, and may then be put aside."""
        if not self.errors:
            try:
                rehearse(self.write)
            except TagChanged as changed:
                mine: Any = self.data
                self.data = mine = mine.copy()
                mine[self.add_prefix("seen")] = fingerprint(changed.tag)
                self.add_error(None, f"{changed} Save again to put yours in its place.")
            except Refused as refusal:
                self.add_error(None, str(refusal))
        return self.cleaned_data

    def write(self) -> int:
        """Save it as one entry of the log. Returns the tag's primary key. Raises Refused."""
        asked = self.cleaned_data
        name = line(asked["name"])
        values = {
            column: block(asked[column]) if isinstance(asked[column], str) else asked[column]
            for column in EDITABLE
        }
        if self.instance.pk is None:
            if not values["colour"]:
                del values["colour"]
            return create_tag(name=name, by=self.user, **values).pk
        tag = Tag.objects.get(pk=self.instance.pk)  # as it stands, not as the form has filled it
        change_tag(tag=tag, by=self.user, name=name, seen=asked["seen"] or None, **values)
        return tag.pk
