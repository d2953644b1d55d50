"""The article's form in the admin."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime

from articles.actions.anchors import foresee, told
from articles.admin.choosing import AuthorsField, SourceSelect
from articles.admin.seen_state import SeenStateField, refuse_once_if_changed
from articles.admin.typed import block, line
from articles.importers.authors import split_byline
from articles.importers.draft import MAX_BYTES
from articles.importers.urls import is_link, url_key
from articles.models import Article, Author, Source
from articles.models.article import URL_LENGTH, digest, identity_of
from articles.rendering import render


class LabelledDateTime(AdminSplitDateTime):
    """Django labels its two fields with text that is tied to neither."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, label in zip(self.widgets, ("Date", "Time"), strict=True):
            widget.attrs["aria-label"] = f"{label} of publication, in UTC"

    def decompress(self, value: Any) -> Any:
        """Of what an address fills into an empty form, nothing is a moment."""
        return super().decompress(value if isinstance(value, dt.datetime) else None)


class SeenWidget(forms.CheckboxInput):
    """A box that stands for one state of the text: another state is to be ticked anew."""

    def __init__(self, text_digest: str) -> None:
        super().__init__(check_test=lambda value: False)
        self.text_digest = text_digest

    def format_value(self, value: Any) -> str:
        return self.text_digest

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return str(data.get(name, ""))


class ArticleForm(forms.ModelForm):
    """An article as an editor (`user`) corrects it; `reason` is kept with the Revision.

    A change that moves or loses passages of annotations is saved when the editor has said so:
    `passages_seen` is then the digest of the text for which the numbers were shown.
    """

    user: ClassVar[Any]

    authors = AuthorsField(
        required=False,
        help_text="The filters of the list go by these. Empty: made from the byline.",
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        help_text="Why you change it; kept with the earlier state.",
        widget=forms.TextInput(attrs={"class": "vTextField article-line"}),
    )

    passages_seen = forms.CharField(
        required=False, max_length=64, label="Save all the same", widget=forms.HiddenInput
    )
    state_seen = SeenStateField()

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
            "passages_seen",
            "state_seen",
        )
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField article-line", "dir": "auto"}),
            "source": SourceSelect(),
            "published_at": LabelledDateTime(),
            "byline": forms.TextInput(attrs={"class": "vTextField article-line", "dir": "auto"}),
            "url": forms.URLInput(attrs={"class": "vURLField article-line"}),
            "body": forms.Textarea(attrs={"class": "article-body", "rows": 30, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields.get("body")  # those who may only look have no fields
        if isinstance(body, forms.CharField):
            body.strip = False
        if self.instance.pk:
            links = self.instance.authorship_set.order_by("position")
            self.initial["authors"] = [link.author_id for link in links]
            self.initial["state_seen"] = self.instance.revision

    def content(self) -> tuple[dict[str, Any], list[Author] | None]:
        """The values to write, and the authors unless they follow from the byline.

        Of an article that stands only what was changed: the fields show less than the columns
        hold (no fractions of seconds), and what was not touched must stay.
        """
        is_new = self.instance._state.adding
        names = [name for name in self.fields if is_new or name in self.changed_data]
        values = {name: self.cleaned_data[name] for name in names}
        for name in ("reason", "passages_seen", "state_seen"):
            values.pop(name, None)
        if "source" in values:
            source = values.pop("source")
            values["source_id"] = source.pk if source else None
        if values.pop("authors", None) is None:
            return values, None
        return values, self._authors(is_new)

    def _authors(self, is_new: bool) -> list[Author] | None:
        """Those who were there in their order, then the others; without any, the byline's."""
        given = {author.pk: author for author in self.cleaned_data["authors"]}
        if not given:
            if is_new:
                return None
            keys = Author.objects.ensure(split_byline(self.cleaned_data["byline"])).values()
            return [Author.objects.get(pk=key) for key in dict.fromkeys(keys)]
        order = [*self.initial.get("authors", ()), *given]
        return [given[key] for key in dict.fromkeys(order) if key in given]

    def clean_title(self) -> str:
        title = line(self.cleaned_data["title"])
        if not any(mark.isprintable() and not mark.isspace() for mark in title):
            raise forms.ValidationError("The title shows no text.")
        return title

    def clean_byline(self) -> str:
        return line(self.cleaned_data["byline"])

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        parts = language.split("-")
        if language and not all(
            part.isascii() and part.isalnum() and len(part) <= 8 for part in parts
        ):
            raise forms.ValidationError("A language tag looks like en, ar or zh-Hant.")
        return language

    def clean_reason(self) -> str:
        return line(self.cleaned_data["reason"])

    def clean_url(self) -> str:
        url = line(self.cleaned_data["url"])
        if url and not is_link(url):
            raise forms.ValidationError("A link begins with http:// or https://.")
        if len(url_key(url)) > URL_LENGTH:
            raise forms.ValidationError(f"A link has up to {URL_LENGTH:,} characters.")
        return url

    def clean_body(self) -> str:
        """The text as the archive keeps it; a body that shows nothing is no article."""
        body = block(self.cleaned_data["body"])
        if len(body.encode()) > MAX_BYTES:
            raise forms.ValidationError("An article has up to 5 MB.")
        markup = "markdown" if self.data.get("markup") == "markdown" else "plain"
        if not render(body, markup).text.strip():
            raise forms.ValidationError("The body shows no text.")
        return body

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_once_if_changed(self)
        if self.instance.pk and not self.errors:
            self._ask_about_passages(cleaned)
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

    def _ask_about_passages(self, cleaned: dict[str, Any]) -> None:
        """Refuse, once, a change that moves or loses passages: the numbers are shown first."""
        if not {"body", "markup"} & set(self.changed_data):
            return
        text = render(cleaned["body"], cleaned["markup"]).text
        counts = foresee(article=self.instance, new_text=text, viewer=self.user)
        if not counts["moved"] + counts["lost"] or cleaned["passages_seen"] == digest(text):
            return
        field = self.fields["passages_seen"]
        field.widget = SeenWidget(digest(text))
        field.help_text = "They can be looked at one by one afterwards, and put right."
        self.add_error("passages_seen", f"{told(counts)}. Nothing is saved yet.")
