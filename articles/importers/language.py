"""A small guess at a text's language: by its script, then by letters or stop words.

Only for what the page needs (`lang`, `dir`, the right font), so it prefers "" to a wrong guess.
"""

from __future__ import annotations

import re

from articles.importers.stop_words import LANGUAGES_OF

_SAMPLE = 600  # code points, at the beginning and, if that is not enough, in the middle
_LATIN_WORDS = 4  # stop words needed at least
_LATIN_SHARE = 10  # of the words, in percent; related languages that are not listed have less


def _script_table() -> bytes:
    """Maps the high byte of a UTF-16 unit to a letter that stands for its script."""
    table = bytearray(b"." * 256)
    for scripts, letter in {
        (0x03, 0x1F): b"G",  # Greek
        (0x04,): b"C",  # Cyrillic
        (0x05,): b"H",  # Hebrew (and Armenian)
        (0x06, 0x07, 0xFB, 0xFC, 0xFD, 0xFE): b"A",  # Arabic
        (0x09,): b"D",  # Devanagari (and Bengali)
        (0x0A,): b"I",  # Gurmukhi, Gujarati
        (0x0B,): b"M",  # Tamil
        (0x0C,): b"T",  # Telugu, Kannada
        (0x0D,): b"S",  # Malayalam, Sinhala
        (0x0E,): b"Y",  # Thai, Lao
        (0x10,): b"B",  # Burmese, Georgian
        (0x12, 0x13): b"E",  # Ethiopic
        (0x17,): b"R",  # Khmer
        (0x30,): b"J",  # kana (and punctuation of Chinese)
        tuple(range(0x4E, 0xA0)): b"Z",  # Han
        tuple(range(0xAC, 0xD8)): b"K",  # Hangul
    }.items():
        for high in scripts:
            table[high] = letter[0]
    return bytes(table)


_SCRIPT_OF = _script_table()
# Per script: (letters only this language has, language), the first that has enough of them wins;
# the last entry is the language of a text that has none.
_BY_LETTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "G": (("", "el"),),
    "C": (
        ("ўЎ", "be"),
        ("ґҐєЄїЇ", "uk"),
        ("ѓќѕЃЌЅ", "mk"),
        ("ђћљњђЋЉЊ", "sr"),
        ("әғқңұһ", "kk"),
        ("ыэёЫЭЁ", "ru"),
        ("ъЪ", "bg"),
        ("", ""),
    ),
    "H": (("ԱաԲբԳգԴդեզէըիկմնորստւք", "hy"), ("ײװױ", "yi"), ("", "he")),
    "A": (
        ("ۇۈۋ", "ug"),
        ("ۆێڕڵ", "ckb"),
        ("ټډړښځڅې", "ps"),
        ("ٹڈڑںے", "ur"),
        ("پچژگیک", "fa"),
        ("", "ar"),
    ),
    "D": (("ািেোরনকব", "bn"), ("ळ", "mr"), ("", "hi")),
    "I": (("ાીેોનરકમ", "gu"), ("", "pa")),
    "M": (("", "ta"),),
    "T": (("ಾಿುನರಕದ", "kn"), ("", "te")),
    "S": (("ාිුනරකව", "si"), ("", "ml")),
    "Y": (("າີັນກຂລ", "lo"), ("", "th")),
    "B": (("აბგდევზთიკლმნორსტუ", "ka"), ("", "my")),
    "E": (("", "am"),),
    "R": (("", "km"),),
    "Z": (("", "zh"),),
    "K": (("", "ko"),),
}
_KANA = re.compile("[ぁ-ヺ]")


def guess(text: str) -> str:
    """The BCP-47 tag of the language `text` is mostly written in, "" if unsure."""
    language = _of_sample(text[:_SAMPLE])
    if not language and len(text) > 2 * _SAMPLE:
        middle = len(text) // 2
        language = _of_sample(text[middle : middle + _SAMPLE])
    return language


def _of_sample(sample: str) -> str:
    if sample.isascii():
        return _of_latin(sample)
    units = sample.encode("utf-16-be", "replace")[::2].translate(_SCRIPT_OF)
    letters = len(units.translate(None, b".J"))
    kana = len(_KANA.findall(sample)) if b"J" in units else 0
    if (letters + kana) * 4 < len(units):
        # Mostly Latin letters: a Latin language, or code and links around a few words of another.
        language = _of_latin(sample)
        if language or (letters + kana) * 10 < len(units):
            return language
    if kana * 10 > letters:
        return "ja"
    script = max(set(units) - {46, 74}, key=units.count)
    if units.count(script) * 3 < letters * 2:
        return ""
    return _of_script(chr(script), sample, letters)


def _of_script(script: str, sample: str, letters: int) -> str:
    for own, language in _BY_LETTERS[script]:
        if sum(map(sample.count, own)) * 200 > letters or not own:
            return language
    return ""


def _of_latin(sample: str) -> str:
    words = sample.lower().split()
    scores: dict[str, int] = {}
    for word in words:
        for language in LANGUAGES_OF.get(word, ()):
            scores[language] = scores.get(language, 0) + 1
    if not scores:
        return ""
    best = max(scores, key=scores.__getitem__)
    score = scores.pop(best)
    second = max(scores.values(), default=0)
    clear = score >= _LATIN_WORDS and score * 100 >= _LATIN_SHARE * len(words)
    return best if clear and score * 8 >= second * 9 else ""
