"""What is known of a draft before it is written: its identity and the digest of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from articles.importers import ArticleDraft
from articles.models.article import digest, identity_of, make_slug
from articles.rendering import count_words, render

CONTENT_COLUMNS = ("title", "byline", "source__name", "url", "published_at", "markup", "body")


@dataclass(frozen=True, slots=True)
class Derived:
    """The columns of an article that follow from its content."""

    html: str
    text: str
    text_digest: str
    word_count: int
    slug: str


@dataclass
class Entry:
    """A draft on its way into the archive."""

    draft: ArticleDraft
    identity: str

    @classmethod
    def of(cls, draft: ArticleDraft) -> Entry:
        return cls(
            draft,
            identity_of(
                url_key=draft.url_key,
                title=draft.title,
                source=draft.source,
                published_at=draft.published_at,
            ),
        )

    @cached_property
    def content(self) -> bytes:
        """A digest of all that makes two states of an article the same state."""
        draft = self.draft
        return content_digest(
            (
                draft.title,
                draft.byline,
                draft.source or None,
                draft.url,
                draft.published_at,
                draft.markup,
                draft.body,
            )
        )

    @cached_property
    def derived(self) -> Derived:
        """What follows from the draft; made once, as rendering takes its time."""
        draft = self.draft
        rendered = render(draft.body, draft.markup)
        return Derived(
            html=rendered.html,
            text=rendered.text,
            text_digest=digest(rendered.text),
            word_count=count_words(rendered.text),
            slug=make_slug(draft.title),
        )


def content_digest(values: Iterable[object]) -> bytes:
    """A digest of an article's `CONTENT_COLUMNS`, in their order."""
    hashed = hashlib.sha256()
    for value in values:
        hashed.update(repr(value).encode("utf-8", "surrogatepass"))
        hashed.update(b"\0")
    return hashed.digest()
