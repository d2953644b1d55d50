"""The form that asks which source a bulk action means."""

from __future__ import annotations

from django import forms

from articles.admin.choosing import SourceSelect
from articles.models import Source


class SourceChoice(forms.Form):
    source = forms.ModelChoiceField(queryset=Source.objects.standing(), widget=SourceSelect())
