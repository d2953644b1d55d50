"""The article's form in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from articles.importers.urls import is_link, url_key
from articles.models import Article, Author, Source
from articles.models.article import identity_of
from articles.rendering import render


class ArticleForm(forms.ModelForm):
    """An article as an editor corrects it; `reason` is kept with the Revision."""

    authors = forms.ModelMultipleChoiceField(
        queryset=Author.objects.standing(),
        required=False,
        widget=AutocompleteSelectMultiple(Article._meta.get_field("authors"), admin.site),
        help_text="The filters of the list go by these. Empty: made from the byline.",
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        help_text="Why you change it; kept with the earlier state.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "source",
            "published_at",
            "byline",
            "authors",
            "url",
            "language",
            "markup",
            "body",
            "reason",
        )
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "byline": forms.TextInput(attrs={"class": "vTextField"}),
            "url": forms.URLInput(attrs={"class": "vURLField"}),
            "body": forms.Textarea(attrs={"class": "article-body", "rows": 30, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            links = self.instance.authorship_set.order_by("position")
            self.initial["authors"] = [link.author_id for link in links]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if url and not is_link(url):
            raise forms.ValidationError("A link begins with http:// or https://.")
        return url

    def clean_body(self) -> str:
        """Line ends as the archive keeps them; a body that shows no text is no article."""
        body: str = self.cleaned_data["body"].replace("\r\n", "\n").replace("\r", "\n")
        if not render(body, self.data.get("markup") or "plain").text.strip():
            raise forms.ValidationError("The body shows no text.")
        return body

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors or (self.instance.pk and "url" not in self.changed_data):
            return cleaned
        source: Source | None = cleaned.get("source")
        identity = identity_of(
            url_key=url_key(cleaned["url"]),
            title=cleaned["title"],
            source=source.name if source else "",
            published_at=cleaned.get("published_at"),
        )
        same = Article.objects.filter(identity=identity).exclude(pk=self.instance.pk).first()
        if same:
            self.add_error(
                "url" if cleaned["url"] else "title",
                f"The archive has this article already: number {same.pk}, “{same.title}”.",
            )
        return cleaned
