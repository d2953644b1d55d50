"""A few numbers that stand for a text, so that texts nearly the same share some of them. PURE.

Method: bottom-k sketches (Broder, "On the resemblance and containment of documents", 1997; Cohen
and Kaplan, "Summarizing data using bottom-k sketches", 2007) of a text's features. The features are
the beginnings of its sentences: about as robust as shingles of five words, at a tenth of the cost,
because one search of the text finds them.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from zlib import crc32

SIZE = 5
"""Numbers of a sketch. Texts that have half of their features in common share one in 97 of 100."""

_LONG, _SHORT = 24, 8  # code points of a beginning
_ENDS = r".!?…|\n。！？।؟"


def _beginnings(length: int) -> re.Pattern[str]:
    return re.compile(rf"([^{_ENDS} ][^{_ENDS}]{{{length - 1}}})[^{_ENDS}]*")


_SENTENCES, _BRIEF_SENTENCES = _beginnings(_LONG), _beginnings(_SHORT)


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text: up to `SIZE` numbers of 63 bits.

    A text of few long sentences (a short one, or one in a script that needs few characters) is told
    by the beginnings of brief ones too; a text without any has no sketch and is like none.
    """
    folded = text.lower()
    found = set(_SENTENCES.findall(folded))
    if len(found) < SIZE:
        found.update(_BRIEF_SENTENCES.findall(folded))
    coded = [one.encode("utf-8", "surrogatepass") for one in found]
    # A checksum is chance enough to choose by; a million articles need numbers told apart better.
    chosen = sorted(zip(map(crc32, coded), coded, strict=True))[:SIZE]
    return tuple([_number(one) for _, one in chosen])


def _number(feature: bytes) -> int:
    return int.from_bytes(blake2b(feature, digest_size=8).digest()) >> 1
