"""The demo archive under `fixtures/` is what `docs/demo-archive.md` says it is."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SEED = FIXTURES / "000_66458a77441939be.txt"
SEED_SHA256 = "6533d8b707e597dcdf4c7bd050d0d0973a36f421d5b2f2ff149b005dc67f2b56"
ANNOTATIONS = FIXTURES / "demo-annotations.toml"  # no format that is imported
GUIDE = ROOT / "docs" / "demo-archive.md"
SOURCES = {
    "Harbour Gazette": ("www.harbourgazette.example", 12),
    "The Sollmark Courier": ("www.sollmarkcourier.example", 11),
    "The Uplander": ("www.theuplander.example", 6),
    "The Sluice": ("www.thesluice.example", 6),
    "Littoral Press": ("www.littoral-press.example", 6),
}

# Stricter than the importer on purpose: the demo shows the format as it is meant to be written.
DOCUMENT = re.compile(
    r"\n"
    r"# (?P<title>\S.*)\n"
    r"\n"
    r"Published at: \*\*(?P<published>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))\*\*\n"
    r"\n"
    r"Author: \*\*(?P<byline>[^*\n]*)\*\*\n"
    r"\n"
    r"Original: \[(?P<source>[^\]\n]+)\]\((?P<url>https?://[^\s()]+)\)\n"
    r"\n"
    r"(?P<body>\S(?:.|\n)*\S)\n"
)


class Document(NamedTuple):
    path: Path
    title: str
    published: datetime
    offset: str
    authors: tuple[str, ...]
    byline: str
    source: str
    url: str
    body: str

    @property
    def is_plain(self) -> bool:
        return self.path.suffix == ".txt"


def read(path: Path) -> Document:
    match = DOCUMENT.fullmatch(path.read_bytes().decode("utf-8"))
    assert match, f"{path.name} is not in the seed's format"
    names = [name for name in re.split(r", | and ", match["byline"]) if name]
    return Document(
        path=path,
        title=match["title"],
        published=datetime.fromisoformat(match["published"]),
        offset=match["published"][19:],
        authors=tuple(names),
        byline=match["byline"],
        source=match["source"],
        url=match["url"],
        body=match["body"],
    )


@cache
def demo() -> tuple[Document, ...]:
    return tuple(read(path) for path in sorted((FIXTURES / "demo").iterdir()))


def articles() -> list[Document]:
    """The demo as it stands once imported: of an article with two states the later one."""
    return list({document.url: document for document in demo()}.values())


def some(pattern: str, *, plain: bool) -> list[str]:
    """The names of the plain or Markdown files whose body the pattern occurs in."""
    wanted = [document for document in demo() if document.is_plain is plain]
    found = re.compile(pattern, re.MULTILINE)
    return [document.path.name for document in wanted if found.search(document.body)]


def test_seed_is_the_one_that_was_given() -> None:
    data = SEED.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SEED_SHA256
    if corpus := os.environ.get("CORPUS"):
        assert data == (Path(corpus) / "seeds" / SEED.name).read_bytes()
    assert read(SEED).source == "Aljazeera"


def test_nothing_else_lies_where_the_importer_looks() -> None:
    files = {path for path in FIXTURES.rglob("*") if not path.is_dir()}
    assert files == {SEED, ANNOTATIONS, *(document.path for document in demo())}


def test_forty_one_articles_in_forty_two_files() -> None:
    assert len(demo()) == 42
    assert len(articles()) == 41


def test_file_names_count_up_and_follow_the_dates() -> None:
    names = [document.path.name for document in demo()]
    assert all(re.fullmatch(r"\d{3}_[a-z0-9]+(-[a-z0-9]+)*\.(txt|md)", name) for name in names)
    assert [int(name[:3]) for name in names] == list(range(1, 43))
    dates = [document.published for document in demo()]
    assert dates == sorted(dates)


def test_files_are_clean_utf_8() -> None:
    for document in demo():
        text = document.path.read_bytes().decode("utf-8")
        kinds = {unicodedata.category(character) for character in text.replace("\n", "")}
        assert kinds.isdisjoint({"Cc", "Cs", "Co", "Cn"}), document.path.name
        assert "\ufeff" not in text
        assert not re.search(r"[ \t]$", text, re.MULTILINE), document.path.name
        assert unicodedata.is_normalized("NFC", text)


def test_five_sources_each_at_its_own_address() -> None:
    assert Counter(document.source for document in articles()) == {
        source: count for source, (_, count) in SOURCES.items()
    }
    for document in demo():
        assert urlsplit(document.url).netloc == SOURCES[document.source][0]


def test_no_address_leads_to_a_real_site() -> None:
    for document in demo():
        hosts = re.findall(r"(?:https?://|mailto:[^@\s]+@)([^/\s)>]+)", document.body)
        assert all(host.endswith(".example") for host in hosts), document.path.name
        assert not re.search(r"\w\.(?:com|org|net|io|gov|edu)\b", document.body)


def test_years_make_a_histogram_with_a_shape() -> None:
    years = Counter(document.published.astimezone(UTC).year for document in articles())
    assert sorted(years) == list(range(2015, 2027))
    assert min(years.values()) == 1
    assert years.most_common(1) == [(2022, 8)]


def test_times_have_many_offsets() -> None:
    expected = "Z +00:00 +01:00 +02:00 +03:00 +08:00 +09:00 -03:30".split()
    assert {document.offset for document in demo()} == set(expected)
    last = demo()[-1].published
    assert (last.month, last.astimezone(UTC).month) == (3, 2)


def test_none_to_three_authors() -> None:
    assert {len(document.authors) for document in articles()} == {0, 1, 2, 3}
    bylines = {document.byline for document in demo()}
    for form in ("", r"[^,]+", r"[^,]+, [^,]+", r"[^,]+ and [^,]+", r"[^,]+, [^,]+ and [^,]+"):
        assert any(re.fullmatch(form, byline) for byline in bylines), form
    assert set("ÉíóŁ") <= set("".join(bylines))


def test_about_half_are_plain_and_half_markdown() -> None:
    assert Counter(document.is_plain for document in articles()) == {True: 22, False: 19}
    for document in demo():
        assert ("\n\n" not in document.body) is document.is_plain, document.path.name


@pytest.mark.parametrize(
    ("construct", "pattern"),
    [
        ("heading", r"^## \S"),
        ("bullets", r"^- \S"),
        ("numbers", r"^1\. \S"),
        ("nested list", r"^(?: {2}| {4})- \S"),
        ("doubly nested list", r"^ {8}- \S"),
        ("link", r"(?<!!)\[[^\]]+\]\(https?://"),
        ("mail address", r"\]\(mailto:"),
        ("bare address", r"<https://[^>]+>"),
        ("remote image", r"^!\[[^\]]+\]\(https://"),
        ("quotation", r"^> \S"),
        ("table", r"^\|(?: ?:?-+:? ?\|)+$"),
        ("fenced code", r"^```"),
        ("inline code", r"(?<!`)`[^`\n]+`(?!`)"),
        ("emphasis", r"(?<!\*)\*[^*\n]+\*(?!\*)"),
        ("rule", r"^---$"),
        ("a paragraph per line", r"^\w.{80,}\n\w.{80,}$"),
    ],
)
def test_markdown_articles_show_what_markdown_can(construct: str, pattern: str) -> None:
    assert some(pattern, plain=False), construct


@pytest.mark.parametrize(
    ("stray", "pattern"),
    [
        ("star at the start", r"^\* \S"),
        ("star after a word", r"\w\W?\*$"),
        ("underscores", r"\w_\w+_"),
        ("hash at the start", r"^#\w"),
        ("number at the start", r"^1\. "),
        ("the seed's own line", r"^More:$"),
        ("author", r"^Author: \S"),
        ("title", r"^Title: \S"),
        ("date", r"^Published at: \S"),
        ("emoji joined of several", "\N{BIRD}\N{ZERO WIDTH JOINER}"),
        ("emoji with a skin tone", "\N{EMOJI MODIFIER FITZPATRICK TYPE-4}"),
    ],
)
def test_plain_articles_hold_strays_that_mean_nothing(stray: str, pattern: str) -> None:
    assert some(pattern, plain=True), stray


def test_one_article_each_in_arabic_hebrew_japanese_and_chinese() -> None:
    others = [written_in(script) for script in ("ARABIC", "HEBREW", "HIRAGANA")]
    assert [len(names) for names in others] == [1, 1, 1]
    assert len(set(written_in("CJK")) - set(others[-1])) == 1


def written_in(script: str) -> list[str]:
    """The files with 100 letters and more of a script, as Unicode's character names call it."""
    return [
        document.path.name
        for document in demo()
        if sum(unicodedata.name(letter, "").startswith(script) for letter in document.body) >= 100
    ]


def test_lengths_are_those_of_short_articles() -> None:
    latin = [
        len(document.body.split())
        for document in articles()
        if sum(letter.isascii() for letter in document.body) > len(document.body) * 0.9
    ]
    assert len(latin) == 37
    assert min(latin) >= 150
    assert max(latin) <= 700
    assert len([words for words in latin if words > 400]) >= 3
    assert all(len(document.body) >= 600 for document in articles())


def alike(field: str) -> list[list[Document]]:
    """The documents that share a field with another, in groups."""
    groups = defaultdict(list)
    for document in demo():
        groups[getattr(document, field)].append(document)
    return [group for group in groups.values() if len(group) > 1]


def test_one_body_stands_under_two_addresses() -> None:
    (copies,) = alike("body")
    assert [document.source for document in copies] == ["Littoral Press", "Harbour Gazette"]
    wire, printed = copies
    assert wire.url != printed.url
    assert wire.published < printed.published


def test_one_article_has_two_states() -> None:
    ((earlier, later),) = alike("url")
    assert earlier._replace(path=later.path, body=later.body) == later
    assert earlier.path.name < later.path.name
    old, new = earlier.body.split("\n\n"), later.body.split("\n\n")
    changes = [
        (kind, old[a:b], new[c:d])
        for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, False).get_opcodes()
        if kind != "equal"
    ]
    assert [kind for kind, _, _ in changes] == ["replace", "replace", "insert"]
    assert changes[-1][2][-1].startswith("**Correction, 6 October.**")


def threads() -> list[tuple[str, str]]:
    """(thread, word to search for) as the guide names them."""
    rows = re.findall(r"^\| ([^|]+) \| `([^`]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) >= 12
    return rows


def test_every_thread_of_the_guide_runs_through_articles_of_several_sources() -> None:
    for thread, word in threads():
        found = [
            document
            for document in articles()
            if re.search(rf"\b{re.escape(word)}\b", document.title + "\n" + document.body, re.I)
        ]
        assert len(found) >= 3, thread
        assert len({document.source for document in found}) >= 2, thread


def test_the_guide_counts_the_articles_of_each_source() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| (\d+) \|$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {source: str(count) for source, (_, count) in SOURCES.items()}
