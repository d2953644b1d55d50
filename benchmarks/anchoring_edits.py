"""Edits of texts that know where every letter went, so that the truth needs no diff.

A text under edit is a list of letters, each with its offset in the text it comes from, or None for
a letter that was put in. Where the letters of a passage are in the end is where the passage is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.anchoring_truth import TOKEN, Passage, sample

Letters = list[tuple[str, int | None]]
Edit = Callable[[list[Letters], Random, list[str]], list[Letters]]
"""Units (sentences, or paragraphs) of a text, foreign sentences: the units after the edit."""

_SENTENCE = re.compile(r"[^.!?。\n]*[.!?。]+[”\"’)]*\s*|[^.!?。\n]+\n?|\n")
_PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|\W+")


def _put_in(text: str) -> Letters:
    return [(letter, None) for letter in text]


def _insert(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    for _ in range(random.randint(1, 4)):
        units.insert(random.randint(0, len(units)), _put_in(random.choice(foreign)))
    return units


def _delete(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    for _ in range(random.randint(1, 1 + len(units) // 8)):
        if len(units) > 2:
            units.pop(random.randrange(len(units)))
    return units


def _move(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    unit = units.pop(random.randrange(len(units)))
    units.insert(random.randint(0, len(units)), unit)
    return units


def _swap(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    one, other = random.randrange(len(units)), random.randrange(len(units))
    units[one], units[other] = units[other], units[one]
    return units


def _copy(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    """A second time, but not beside itself: then nobody could tell which is the first."""
    one = random.randrange(len(units))
    places = [place for place in range(len(units) + 1) if place not in (one, one + 1)]
    if places:
        units.insert(random.choice(places), _put_in("".join(letter for letter, _ in units[one])))
    return units


def _boilerplate(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    line = _put_in("Back to the table of contents\n")
    return [part for unit in units for part in ((unit, line) if random.random() < 0.5 else (unit,))]


def _replace_words(share: float) -> Edit:
    def edit(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
        for number, unit in enumerate(units):
            if unit[0][0].isalnum() and random.random() < share:
                other = _put_in(random.choice(random.choice(foreign).split() or ["else"]))
                units[number] = random.choice([other, [], [*unit, (" ", None), *other]])
        return units

    return edit


def _mistype(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    def mistyped(letter: str, origin: int | None) -> Letters:
        if not letter.isalpha() or random.random() > 0.01:
            return [(letter, origin)]
        wrong = (random.choice("etaoinshr"), origin)
        return random.choice([[wrong], [], [(letter, origin), (letter, None)]])

    return [[new for letter in unit for new in mistyped(*letter)] for unit in units]


def _letter_by_letter(change: Callable[[str], str]) -> Edit:
    def edit(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
        return [
            [(new, origin) for letter, origin in unit for new in change(letter)] for unit in units
        ]

    return edit


def _capitals(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    one = random.randrange(len(units))
    units[one] = [(letter.upper(), origin) for letter, origin in units[one]]
    return units


def _reflow(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    """Lines of about sixty letters, an empty line between paragraphs."""
    flowed: Letters = []
    column = 0
    for letter, origin in (letter for unit in units for letter in unit):
        new = "\n\n" if letter == "\n" else "\n" if letter == " " and column > 60 else letter
        flowed += [(one, origin) for one in new]
        column = 0 if new[0] == "\n" else column + 1
    return [flowed]


def _foreign_text(units: list[Letters], random: Random, foreign: list[str]) -> list[Letters]:
    return [_put_in(random.choice(foreign)) for _ in range(max(3, len(units)))]


_TYPOGRAPHY = {'"': "”", "'": "’", "-": "–", "“": '"', "”": '"', "’": "'"}
EDITS: dict[str, tuple[re.Pattern[str], Edit]] = {
    "insert sentences": (_SENTENCE, _insert),
    "insert paragraphs": (_PARAGRAPH, _insert),
    "delete sentences": (_SENTENCE, _delete),
    "delete paragraphs": (_PARAGRAPH, _delete),
    "move a sentence": (_SENTENCE, _move),
    "move a paragraph": (_PARAGRAPH, _move),
    "swap paragraphs": (_PARAGRAPH, _swap),
    "copy a paragraph": (_PARAGRAPH, _copy),
    "boilerplate lines": (_PARAGRAPH, _boilerplate),
    "3 % of the words": (_WORD, _replace_words(0.03)),
    "15 % of the words": (_WORD, _replace_words(0.15)),
    "1 % of the letters": (_PARAGRAPH, _mistype),
    "capitals": (_PARAGRAPH, _capitals),
    "typography": (_PARAGRAPH, _letter_by_letter(lambda letter: _TYPOGRAPHY.get(letter, letter))),
    "NFD": (_PARAGRAPH, _letter_by_letter(lambda letter: unicodedata.normalize("NFD", letter))),
    "re-flowed": (_PARAGRAPH, _reflow),
    "one line": (_PARAGRAPH, _letter_by_letter(lambda letter: letter.replace("\n", " "))),
    "another text": (_SENTENCE, _foreign_text),
    "nothing left": (_SENTENCE, lambda units, random, foreign: []),
}
_MIXED = [name for name in EDITS if name not in ("another text", "nothing left", "NFD")]


def edited(text: str, names: list[str], random: Random, foreign: list[str]) -> Letters:
    """The text after the edits of those names, one after the other."""
    letters: Letters = [(letter, offset) for offset, letter in enumerate(text)]
    for name in names:
        pattern, edit = EDITS[name]
        now = "".join(letter for letter, _ in letters)
        units = [letters[slice(*match.span())] for match in pattern.finditer(now)]
        if pattern is _PARAGRAPH and units and units[-1][-1][0] != "\n":
            units[-1] = [*units[-1], ("\n", None)]
        if units:
            letters = [letter for unit in edit(units, random, foreign) for letter in unit]
    return letters


def truth(letters: Letters, text: str, start: int, end: int) -> Passage | None:
    """What became of `text[start:end]`; None where a person could not say."""
    quote, new = text[start:end], "".join(letter for letter, _ in letters)
    solid = {offset for offset in range(start, end) if not text[offset].isspace()}
    places = [place for place, (_, origin) in enumerate(letters) if origin in solid]
    origins = [letters[place][1] for place in places]
    if not any(map(str.isalnum, quote)):
        return None
    if not places:
        # Copied before it was removed: the copy is a right place as well.
        stands = " ".join(quote.split()) in " ".join(new.split())
        return None if stands and len(quote.split()) > 2 else Passage(start, end, "gone")
    if origins != sorted(o for o in origins if o is not None):
        return None
    spaces = len(quote) - len(quote.lstrip()), len(quote) - len(quote.rstrip())
    whole = places[0] - spaces[0], places[-1] + 1 + spaces[1]
    if whole[0] >= 0 and new[slice(*whole)] == quote:
        return Passage(start, end, "same", whole, whole, new.count(quote) > 1, light=True)
    place = places[0], places[-1] + 1
    left, stretch = len(set(origins)) / len(solid), (place[1] - place[0]) / len(quote)
    if left < 0.6 or stretch > 2:
        return None
    light = left >= 0.85 and 0.85 <= stretch <= 1.18
    return Passage(start, end, "edited", place, place, light=light)


def revisions(
    texts: list[str], foreign: list[str], random: Random, count: int
) -> Iterator[tuple[str, str, str, list[Passage | None]]]:
    """Name of the edit, old text, new text, and the truth about `count` random passages."""
    for text in texts:
        words = [match.span() for match in TOKEN.finditer(text)]
        everywhere = list(range(len(words)))
        mixed = [random.sample(_MIXED, random.randint(2, 5)) for _ in range(4)]
        for names in [*([name] for name in EDITS), *mixed]:
            letters = edited(text, names, random, foreign)
            spans = [sample(text, words, everywhere, random) for _ in range(count)]
            new = "".join(letter for letter, _ in letters)
            name = names[0] if len(names) == 1 else "several at once"
            yield name, text, new, [truth(letters, text, *span) for span in spans]


def foreign_sentences(texts: list[str]) -> list[str]:
    found = (match.group().strip() + "\n" for text in texts for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if len(sentence) > 30]


def other_scripts(random: Random) -> list[str]:
    """Texts without spaces and from right to left, with emoji and accents; words follow Zipf."""
    alphabets = {"": (0x4E00, 0x53E8), " ": (0x05D0, 0x05EA), "  ": (0x0627, 0x064A)}
    texts = []
    for space, (low, high) in alphabets.items():
        longest = 8 if space else 1
        words = [
            "".join(chr(random.randint(low, high)) for _ in range(random.randint(1, longest)))
            for _ in range(1000)
        ]
        weights = [1 / (rank + 1) for rank in range(len(words))]
        for _ in range(2):
            sentences = (
                space[:1].join(random.choices(words, weights, k=random.randint(6, 24)))
                + random.choice([". ", ".\n", ". 👩‍👩‍👧 ", ". e\u0301 \u00e9 "])
                for _ in range(60)
            )
            texts.append("".join(sentences))
    return texts
