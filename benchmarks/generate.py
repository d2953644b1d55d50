"""Generated articles in the seed format: the same ones on every machine, however many.

    python benchmarks/generate.py FOLDER --count 100000

writes files below FOLDER, a thousand to a folder. Article number n is the same in an archive of a
thousand and of a million. About 2,500 bytes each; 40 sources and 5,000 authors, some much commoner
than others; 20 years in random order; nine in a hundred in Arabic, Hebrew, Chinese, Japanese or a
Latin script full of accents; a share in Markdown. `planted` names the words to search for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.planted import plant
from benchmarks.vocabulary import ARABIC, FRENCH, HEBREW, Vocabulary, ideographic, latin, lettered

SEED = 20_061_101
SOURCES = 40
AUTHORS = 5_000
FIRST_DAY = dt.datetime(2006, 1, 1, tzinfo=dt.UTC)
SECONDS = 20 * 365 * 86_400
MARKDOWN_SHARE = 0.1
PER_FOLDER = 1_000
ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
HEBREW_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"


@dataclass(frozen=True, slots=True)
class Language:
    """How a language's text is made: `joint` stands between words, `stop` ends a sentence."""

    vocabulary: Vocabulary
    joint: str = " "
    comma: str = ", "
    stop: str = ". "
    length: float = 1.0
    """Words of a text, as a share of those of an English one."""


@cache
def languages() -> list[tuple[float, Language]]:
    """The shares of all languages but English, and English last."""
    kana = "のはをにがとでもしてるたれさいうこりなきまよ"
    return [
        (0.02, Language(lettered(8_000, ARABIC_LETTERS, ARABIC), comma="، ", length=0.8)),
        (0.01, Language(lettered(8_000, HEBREW_LETTERS, HEBREW), length=0.8)),
        (0.01, Language(ideographic(3_000, 0x4E00, "的一是了在有和"), "", "，", "。", 1.6)),
        (0.01, Language(ideographic(2_000, 0x4E00, kana), "", "、", "。", 1.6)),
        (0.04, Language(latin(15_000, common=FRENCH, accented=True))),
        (0.91, Language(latin(30_000))),
    ]


@cache
def sources() -> Vocabulary:
    names = ("Herald", "Tribune", "Gazette", "Courier", "Observer", "Post", "Star", "Chronicle")
    random = Random("sources")
    places = [latin(2_000).words[900 + 20 * rank].capitalize() for rank in range(SOURCES)]
    return Vocabulary([f"{place} {random.choice(names)}" for place in places])


@cache
def authors() -> Vocabulary:
    random = Random("authors")
    words = [word.capitalize() for word in latin(30_000).words[700:]]
    people: dict[str, None] = {}
    while len(people) < AUTHORS:
        people.setdefault(f"{random.choice(words[:3_000])} {random.choice(words)}")
    return Vocabulary(list(people))


def article(number: int, markdown_share: float = MARKDOWN_SHARE) -> tuple[str, bytes]:
    """The file name (with its folder) and the bytes of an article."""
    random = Random(SEED * 2**32 + number)
    is_markdown = random.random() < markdown_share
    language = _language(random.random())
    title = " ".join(language.vocabulary.draw(random, random.randint(4, 10))).capitalize()
    title = title.replace(" ", language.joint)
    moment = FIRST_DAY + dt.timedelta(seconds=random.randrange(SECONDS))
    people = dict.fromkeys(authors().draw(random, random.choices(range(4), (15, 60, 18, 7))[0]))
    source = sources().one(random)
    host = source.lower().replace(" ", "-")
    paragraphs = _paragraphs(language, random)
    body = _markdown(paragraphs, title, random) if is_markdown else "\n".join(paragraphs)
    text = (
        f"\n# {title}\n\nPublished at: **{moment.isoformat()}**\n\n"
        f"Author: **{', '.join(people)}**\n\n"
        f"Original: [{source}](https://www.{host}.example/{moment:%Y/%m}/{number}.html)\n\n{body}\n"
    )
    name = f"{number // PER_FOLDER:04}/{number:07}.{'md' if is_markdown else 'txt'}"
    return name, text.encode()


def _language(at: float) -> Language:
    for share, language in languages():
        at -= share
        if at < 0:
            return language
    return languages()[-1][1]


def _paragraphs(language: Language, random: Random) -> list[str]:
    """Paragraphs of two to five sentences; a third of the articles have quotations in them."""
    words = language.vocabulary.draw(
        random, round(random.triangular(90, 690, 205) * language.length)
    )
    plant(words, random)
    quotes = random.random() < 0.33
    paragraphs, sentences, at = [], [], 0
    while at < len(words):
        length = random.randint(7, 24)
        sentence = _sentence(words[at : at + length], language, random)
        if quotes and random.random() < 0.2:
            sentence = f"“{sentence}” she said, and didn’t smile"
        sentences.append(sentence)
        at += length
        if len(sentences) >= random.randint(2, 5) or at >= len(words):
            paragraphs.append((language.stop.join(sentences) + language.stop).strip())
            sentences = []
    return paragraphs


def _sentence(words: list[str], language: Language, random: Random) -> str:
    sentence = language.joint.join(words)
    if len(words) > 12:
        half = random.randint(4, 8)
        sentence = (
            language.joint.join(words[:half]) + language.comma + language.joint.join(words[half:])
        )
    return sentence[:1].upper() + sentence[1:]


def _markdown(paragraphs: list[str], title: str, random: Random) -> str:
    """The paragraphs as blocks with headings, a list, a quotation, a link and emphasis."""
    blocks = []
    for index, paragraph in enumerate(paragraphs):
        kind = random.random()
        first, _, rest = paragraph.partition(" ")
        if index and kind < 0.15:
            blocks.append(f"## {title[:40].strip()} {index}")
        if kind < 0.3:
            blocks.append(f"**{first}** {rest} [source](https://example.com/{index})")
        elif kind < 0.4:
            blocks.append("\n".join(f"- {item}" for item in paragraph.split(". ") if item.strip()))
        elif kind < 0.5:
            blocks.append(f"> {paragraph}")
        else:
            blocks.append(paragraph)
    return "\n\n".join(["## " + title[:60].strip(), *blocks])


def articles(
    count: int, *, first: int = 0, markdown_share: float = MARKDOWN_SHARE
) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of `count` articles, from number `first` on."""
    for number in range(first, first + count):
        yield article(number, markdown_share)


def write(
    folder: Path, count: int, *, first: int = 0, markdown_share: float = MARKDOWN_SHARE
) -> int:
    """Write articles as files below a folder. Returns how many bytes they have."""
    size = 0
    made: set[str] = set()
    for name, data in articles(count, first=first, markdown_share=markdown_share):
        parent, _, _ = name.partition("/")
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        (folder / name).write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first article")
    parser.add_argument("--markdown", type=float, default=MARKDOWN_SHARE, help="share, 0 to 1")
    given = parser.parse_args()
    size = write(given.folder, given.count, first=given.first, markdown_share=given.markdown)
    print(f"{given.count:,} articles, {size / max(given.count, 1):,.0f} bytes each on average")


if __name__ == "__main__":
    main()
