"""Made-up words whose frequencies are those of a language; the same ones on every machine.

The word of rank r comes with a probability proportional to 1 / (r + 2.7) (Mandelbrot 1953, the
curve that Zipf's law was corrected to). Draws go through a table with a place for each share of
2**-20.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from random import Random

PLACES_BITS = 20
OFFSET = 2.7
ENGLISH = """the of and to in a that is was for it with as on by at from be this are have not but
had has his they he which or an she we were their one all been would there more when who will no
if out so said what up its about than into them can only other new some could time these two may
then do first any my now such like our over man me even most made after also did many before must
through years where much your way well down should because each just those people how too little
state good very make world still own see men work long get here between both life being under
never day same another know while last might us great old year off come since against go came
right used take three""".split()
ARABIC = "في من على أن إلى التي عن مع هذا الذي كان هذه لا ما بعد قبل كما وقال بين حتى".split()
HEBREW = "של את על לא הוא זה עם כי גם היא אל או אם כל מה יש אין רק אבל בין".split()
FRENCH = """le la les des du un une et est dans que qui pour par sur avec au aux plus ne pas son
sa ses ce cette mais ou où été être à après même très déjà""".split()
ONSETS = """b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t th tr v w""".split()
VOWELS = "a e i o u ai ea ou".split()
CODAS = ["", "", "", "n", "r", "l", "s", "t", "nd", "rk", "m"]
ACCENTED = str.maketrans({"a": "â", "e": "é", "i": "ï", "o": "ô", "u": "ü", "c": "ç"})


class Vocabulary:
    """Words by rank, drawn by their frequency."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = list(words)
        self._places = _places(self.words)

    def draw(self, random: Random, count: int) -> list[str]:
        """That many words, one after the other."""
        places, shift = self._places, 32 - PLACES_BITS
        numbers = struct.unpack(f"<{count}I", random.randbytes(4 * count))
        return [places[number >> shift] for number in numbers]

    def one(self, random: Random) -> str:
        return self._places[random.getrandbits(PLACES_BITS)]


def _places(words: Sequence[str]) -> list[str]:
    weights = [1 / (rank + OFFSET) for rank in range(1, len(words) + 1)]
    unit = 2**PLACES_BITS / sum(weights)
    places: list[str] = []
    reached = 0.0
    for word, weight in zip(words, weights, strict=True):
        reached += weight * unit
        places.extend([word] * (round(reached) - len(places)))
    return places


def latin(number: int, *, common: Sequence[str] = ENGLISH, accented: bool = False) -> Vocabulary:
    """Common words of a language first, so that it is recognised; the rest is made of syllables."""
    random = Random(f"latin {accented}")
    words = dict.fromkeys(common)
    while len(words) < number:
        syllables = 1 + (len(words) > 600) + (len(words) > 6_000)
        word = "".join(_syllable(random) for _ in range(syllables))
        if accented and random.random() < 0.3:
            at = random.randrange(len(word))
            word = word[:at] + word[at].translate(ACCENTED) + word[at + 1 :]
        if len(word) > 2:
            words.setdefault(word)
        elif random.random() < 0.5:
            words.setdefault(word + "s" + _syllable(random))
    return Vocabulary(list(words))


def lettered(number: int, letters: str, common: Sequence[str]) -> Vocabulary:
    """Words of two to seven of the letters, after the common ones."""
    random = Random(f"lettered {letters}")
    words = dict.fromkeys(common)
    while len(words) < number:
        words.setdefault("".join(random.choices(letters, k=random.randint(2, 7))))
    return Vocabulary(list(words))


def ideographic(number: int, first: int, inserted: str = "") -> Vocabulary:
    """Single characters from a code point on, and those of `inserted` among the commonest."""
    ideographs = [chr(first + rank * 7 % 6_000) for rank in range(number)]
    return Vocabulary(list(dict.fromkeys([*inserted, *ideographs])))


def _syllable(random: Random) -> str:
    return random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS)
