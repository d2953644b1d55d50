"""What of an annotation can be changed in the admin: what it says, not where it stands."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from articles.actions.annotations import edit
from articles.actions.refusal import Refused, Stale
from articles.admin.passage import shortened
from articles.admin.rehearsing import rehearse
from articles.admin.tag_choosing import TagsField
from articles.admin.typed import block
from articles.models import Annotation


class AnnotationForm(forms.ModelForm):
    """Tags, note and visibility, of a reply its note; `version` is the one that the person saw."""

    user: ClassVar[Any]
    tags = TagsField(required=False, help_text="Type to find them.")
    note = forms.CharField(
        required=False,
        strip=False,
        help_text="Markdown.",
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 6, "dir": "auto"}),
    )
    visibility = forms.ChoiceField(
        choices=Annotation.Visibility,
        help_text="What is private is seen by the person who wrote it and by nobody else.",
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    class Meta:
        model = Annotation
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        for name, value in {
            "tags": list(row.tags.order_by("name")) if row.pk else [],
            "note": row.note,
            "visibility": row.visibility,
            "version": row.version,
        }.items():
            self.initial.setdefault(name, value)
        if row.reply_to_id is not None:
            del self.fields["tags"], self.fields["visibility"]

    def clean_note(self) -> str:
        return block(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Ask whether it can be done: a later version is told, and may then be put aside."""
        if not self.errors:
            try:
                rehearse(self.write)
            except Stale as stale:
                mine: Any = self.data
                self.data = mine = mine.copy()
                mine[self.add_prefix("version")] = str(stale.annotation.version)
                self.add_error(None, f"{stale} {_told(stale.annotation)}")
            except Refused as refusal:
                self.add_error(None, str(refusal))
        return self.cleaned_data

    def write(self) -> Annotation:
        asked = self.cleaned_data
        return edit(
            annotation=self.instance,
            by=self.user,
            version=asked["version"],
            tags=[tag.name for tag in asked["tags"]] if "tags" in asked else None,
            note=asked["note"],
            visibility=asked.get("visibility"),
        )


def _told(theirs: Annotation) -> str:
    names = ", ".join(theirs.tags.order_by("name").values_list("name", flat=True)) or "none"
    note = f"“{shortened(theirs.note, 500)}”" if theirs.note else "none"
    return (
        f"By now it says: tags: {names}; note: {note}; {theirs.visibility}. "
        "Save again to put yours in its place."
    )
