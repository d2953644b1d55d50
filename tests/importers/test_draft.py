from __future__ import annotations

import pytest

from articles.importers.draft import ArticleDraft


@pytest.mark.parametrize(("title", "body"), [("", "Body"), ("Title", "")])
def test_a_draft_without_title_or_body_cannot_be_made(title, body):
    with pytest.raises(ValueError, match="a title and a body"):
        ArticleDraft(
            title=title,
            body=body,
            markup="plain",
            published_at=None,
            byline="",
            authors=(),
            source="",
            url="",
            url_key="",
            language="",
            file_digest="",
            origin="-",
            line=None,
            warnings=(),
        )
