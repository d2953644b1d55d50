"""To which copies an annotation is to be carried, as the form sends it."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from articles.pages.copies import Copy


class CarryForm(forms.Form):
    """`article` has the primary keys of the chosen copies."""

    article = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Choose at least one of them."}
    )

    def __init__(self, *args: object, copies: Sequence[Copy], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed on as they are
        field = self.fields["article"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(one.pk, one.title) for one in copies if not one.lost and not one.has_it]
