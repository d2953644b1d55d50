"""The form that asks which source a bulk action means."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from articles.models import Article, Source


class SourceChoice(forms.Form):
    source = forms.ModelChoiceField(
        queryset=Source.objects.standing(),
        widget=AutocompleteSelect(Article._meta.get_field("source"), admin.site),
    )
