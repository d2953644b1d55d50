from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.importers import read
from articles.importers.document import Document
from articles.importers.draft import ArticleDraft, Refusal
from articles.importers.seed import parse
from tests.importers import at_hand

TITLE = "# A title"
DATE = "Published at: **2019-11-07T08:48:42+00:00**"
AUTHOR = "Author: **Ann Lee, Ben Roe**"
LINK = "Original: [The Paper](https://paper.example/a)"
BODY = "First line.\nMore:\nLast line."


def outcome(text):
    (made,) = parse(Document("a.txt", text.encode()))
    return made


def file(*headers, body=BODY, gap="\n\n"):
    return outcome(gap.join(["", *headers, body]))


def test_the_usual_layout():
    data = "\n".join(["", TITLE, "", DATE, "", AUTHOR, "", LINK, "", BODY, ""]).encode()
    (made,) = parse(Document("folder/a.txt", data))
    assert made == ArticleDraft(
        title="A title",
        body=BODY,
        markup="plain",
        published_at=datetime(2019, 11, 7, 8, 48, 42, tzinfo=UTC),
        byline="Ann Lee, Ben Roe",
        authors=("Ann Lee", "Ben Roe"),
        source="The Paper",
        url="https://paper.example/a",
        url_key="https://paper.example/a",
        language="",
        file_digest=hashlib.sha256(data).hexdigest(),
        origin="folder/a.txt",
        line=None,
        warnings=(),
    )


def test_every_article_at_hand_is_read_whole(article_files):
    rows = at_hand.manifest()
    drafts = read([str(path) for path in article_files])
    for path, draft in zip(article_files, drafts, strict=True):
        assert isinstance(draft, ArticleDraft), draft
        assert draft.warnings == ()
        assert path.read_text("utf-8").strip().endswith(f")\n\n{draft.body}")
        if row := rows.get(path.name):
            assert draft.title == row["title"]
            assert draft.source == row["source"]
            assert draft.url == row["url"]
            assert draft.published_at == datetime.fromisoformat(row["date"])
            assert draft.byline == ", ".join(row["authors"])


@pytest.mark.parametrize(
    "headers",
    [
        (LINK, AUTHOR, DATE, TITLE),
        (DATE, TITLE, LINK, AUTHOR),
        (TITLE, TITLE, DATE, AUTHOR, LINK),
        (TITLE, DATE, DATE, AUTHOR, AUTHOR, LINK, LINK),
        (TITLE, "Author: ****", DATE, AUTHOR, LINK),
        (TITLE, "Published at:", DATE, AUTHOR, LINK),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_headers_in_any_order_and_repeated(headers, gap):
    made = file(*headers, gap=gap)
    assert (made.title, made.body, made.source) == ("A title", BODY, "The Paper")
    assert made.authors == ("Ann Lee", "Ben Roe")
    assert made.published_at == datetime(2019, 11, 7, 8, 48, 42, tzinfo=UTC)
    assert made.warnings == ()


def test_repeated_headers_with_other_values():
    made = file(
        TITLE,
        "# Another",
        DATE,
        "Published at: **2020-01-01**",
        AUTHOR,
        "Author: **Cy Poe**",
        LINK,
        "Original: [Other](https://other.example/b)",
    )
    assert made.title == "A title"
    assert made.published_at.year == 2019
    assert made.authors == ("Ann Lee", "Ben Roe", "Cy Poe")
    assert made.warnings == (
        "link repeated, the first one kept; left out: [Other](https://other.example/b)",
        "title repeated, the first one kept; left out: Another",
        "date repeated, the first one kept; left out: 2020-01-01",
    )


@pytest.mark.parametrize("missing", [DATE, AUTHOR, LINK])
def test_any_header_but_the_title_may_be_missing(missing):
    made = file(*(header for header in (TITLE, DATE, AUTHOR, LINK) if header != missing))
    assert (made.title, made.body) == ("A title", BODY)
    assert (made.published_at is None) == (missing == DATE)
    assert (made.authors == ()) == (missing == AUTHOR)
    assert (made.url == "") == (missing == LINK)


def test_nothing_but_a_title_and_a_body():
    made = outcome("# A title\nBody")
    assert (made.title, made.body, made.warnings) == ("A title", "Body", ("no date",))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no title"),
        (BODY, "no title"),
        (f"{DATE}\n\n{BODY}", "no title"),
        ("#\n\nBody", "no title"),
        ("#Body with a hashtag", "no title"),
        ("## A heading of the second level\n\nBody", "no title"),
        (TITLE, "empty body"),
        (f"{TITLE}\n\n{DATE}\n\n \n", "empty body"),
    ],
)
def test_refused(text, reason):
    assert outcome(text) == Refusal("a.txt", None, reason)


@pytest.mark.parametrize("header", [TITLE, DATE, AUTHOR, LINK, "# Another title"])
def test_headers_later_in_the_body_stay_there(header):
    body = f"First line.\n{header}\n\n{header}\nLast line."
    assert file(TITLE, DATE, AUTHOR, LINK, body=body).body == body


def test_a_body_may_begin_with_a_heading():
    for heading in ("# Introduction", TITLE, "## Part"):
        body = f"{heading}\n\nText."
        made = file(TITLE, DATE, AUTHOR, LINK, body=body)
        assert (made.title, made.body) == ("A title", body)


@pytest.mark.parametrize(
    ("link", "source", "url"),
    [
        ("[A [new] paper](https://e.org/a)", "A [new] paper", "https://e.org/a"),
        ("[Wiki](https://e.org/a_(b)_(c))", "Wiki", "https://e.org/a_(b)_(c)"),
        ("[Wiki](https://e.org/[a](b))", "Wiki", "https://e.org/[a](b)"),
        ("[A](b) paper](https://e.org/a)", "A](b) paper", "https://e.org/a"),
        ('[Wiki](<https://e.org/a> "A title")', "Wiki", "https://e.org/a"),
        ("[](https://e.org/a)", "e.org", "https://e.org/a"),
        ("[Wiki]()", "Wiki", ""),
        ("https://e.org/a", "e.org", "https://e.org/a"),
        ("[Wiki](javascript:alert(1))", "Wiki", ""),
    ],
)
def test_links(link, source, url):
    made = file(TITLE, f"Original: {link}")
    assert (made.source, made.url, made.body) == (source, url, BODY)


def test_headers_written_by_hand():
    made = file(
        "  # A title  ", "published at: 2020-01-02", "Authors: Ann Lee", "original: " + LINK[10:]
    )
    assert (made.title, made.authors, made.source) == ("A title", ("Ann Lee",), "The Paper")
    assert made.published_at == datetime(2020, 1, 2, tzinfo=UTC)


def test_undecodable_files_are_refused_with_their_line():
    (made,) = parse(Document("a.txt", "# Ж\n\nда".encode() + b"\xd0"))
    assert made == Refusal("a.txt", 3, "not decodable: damaged UTF-8")


LINE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60
).map(lambda text: " ".join(text.split(" ")).strip())
HEADER_LIKE = ("#", "published", "author", "original")


@given(
    title=LINE,
    source=LINE.filter(lambda text: "](" not in text),
    byline=LINE.filter(lambda text: "*" not in text),
    body=st.lists(LINE, min_size=1).map("\n".join),
    moment=st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 2 < moment.year < 9998),
    path=st.from_regex(r"[a-z0-9/_()?=&-]{0,30}", fullmatch=True),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read_back(title, source, byline, body, moment, path, end, encoding):
    assume(any(char.isalnum() for char in title) and any(char.isalnum() for char in body))
    assume(source and byline and not body.lstrip().lower().startswith(HEADER_LIKE))
    assume(title == " ".join(title.split()) and not body[0].isspace())
    url = f"https://paper.example/{path}"
    text = (
        f"\n# {title}\n\nPublished at: **{moment.isoformat()}**\n\nAuthor: **{byline}**\n\n"
        f"Original: [{source}]({url})\n\n{body}\n"
    )
    (made,) = parse(Document("a.txt", text.replace("\n", end).encode(encoding)))
    assert (made.title, made.body) == (title, body.rstrip())
    assert (made.source, made.url, made.published_at) == (source, url, moment)
    assert made.byline == byline
