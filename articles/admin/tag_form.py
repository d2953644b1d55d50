"""A tag as an editor of the codebook writes it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from articles.actions.codebook import EDITABLE, change_tag, nest_tag
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
            }.items():
                self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                rehearse(self.write)
            except Refused as refusal:
                self.add_error(None, str(refusal))
        return self.cleaned_data

    def write(self) -> Tag:
        """Save it, each change as an entry of the log. Raises Refused."""
        asked = self.cleaned_data
        values = {
            name: block(asked[name]) if isinstance(asked[name], str) else asked[name]
            for name in EDITABLE
        }
        if self.instance.pk is None:
            if not values["colour"]:
                del values["colour"]
            tag = create_tag(name=line(asked["name"]), by=self.user, **values)
        else:
            tag = change_tag(tag=self.instance, by=self.user, name=line(asked["name"]), **values)
        return nest_tag(tag=tag, parent=asked["parent"], by=self.user)
