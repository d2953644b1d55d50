"""What is known of a draft before it is written: its identity and the digest of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from articles.importers import ArticleDraft
from articles.models import Article
from articles.models.article import digest, identity_of, make_slug
from articles.rendering import RENDERER_VERSION, count_words, render

CONTENT_COLUMNS = ("title", "byline", "source__name", "url", "published_at", "markup", "body")


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
    def article(self) -> Article:
        """The article that the draft would be, rendered, without what the database decides."""
        draft = self.draft
        rendered = render(draft.body, draft.markup)
        return Article(
            identity=self.identity,
            title=draft.title,
            slug=make_slug(draft.title),
            byline=draft.byline,
            published_at=draft.published_at,
            language=draft.language,
            markup=draft.markup,
            url=draft.url,
            url_key=draft.url_key,
            body=draft.body,
            html=rendered.html,
            text=rendered.text,
            text_digest=digest(rendered.text),
            word_count=count_words(rendered.text),
            renderer=RENDERER_VERSION,
            file_digest=draft.file_digest,
        )


def content_digest(values: Iterable[object]) -> bytes:
    """A digest of an article's `CONTENT_COLUMNS`, in their order."""
    hashed = hashlib.sha256()
    for value in values:
        hashed.update(repr(value).encode("utf-8", "surrogatepass"))
        hashed.update(b"\0")
    return hashed.digest()
