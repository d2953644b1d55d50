"""Bytes to clean text.

Read: UTF-8 with or without byte order mark, UTF-16 with one, Windows-1252. Any byte string is
*some* Windows-1252, so that is the last resort and has to look like Western text.
"""

from __future__ import annotations

import codecs
import re

_UTF8_BOM = codecs.BOM_UTF8
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROLS = bytes({*range(32), 127} - {9, 10})
_HIGH_CONTROLS = re.compile("[\x80-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_HIGH = bytes(range(128, 256))
_UTF8_SEQUENCE = re.compile(
    b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
}


class NotText(ValueError):
    """These bytes are no text that can be read; the message says why."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def is_utf16(data: bytes) -> bool:
    """Whether `data` begins with the byte order mark of UTF-16."""
    return data[:2] in _UTF16_BOMS


def decode(data: bytes) -> tuple[str, list[str]]:
    """`data` as clean text (see `ArticleDraft`), and warnings about what was changed.

    Raises `NotText`.
    """
    if is_utf16(data):
        data = _from_utf16(data)
    while data.startswith(_UTF8_BOM):
        data = data[3:]
    kept, dropped = _without_controls(data)
    if dropped * 4 > len(data):
        raise NotText("not text: a quarter of it or more is control characters")
    warnings: list[str] = []
    try:
        text = kept.decode()
    except UnicodeDecodeError as error:
        text = _from_windows(data, kept, dropped, error.start)
        warnings.append("read as Windows-1252")
    else:
        text, high = _without_high_controls(text, kept)
        dropped += high
    if dropped:
        warnings.append(_dropped(dropped))
    return text, warnings


def clean(text: str) -> tuple[str, list[str]]:
    """Decoded `text` (a string out of JSON or YAML) made clean, and warnings about changes."""
    lone = 0
    try:
        data = text.encode()
    except UnicodeEncodeError:
        text, lone = _SURROGATES.subn("", text)
        data = text.encode()
    kept, dropped = _without_controls(data)
    if kept != data:
        text = kept.decode()
    text, high = _without_high_controls(text, kept)
    warnings = [_dropped(dropped + high)] if dropped + high else []
    if lone:
        warnings.append(f"{lone} halves of characters (lone surrogates) dropped")
    return text, warnings


def _without_controls(data: bytes) -> tuple[bytes, int]:
    """Bytes with line ends made LF and ASCII control characters deleted; how many were deleted.

    On bytes, because deleting by a table costs a tenth of a regex over the text.
    """
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    kept = data.translate(None, _CONTROLS)
    return kept, len(data) - len(kept)


def _without_high_controls(text: str, data: bytes) -> tuple[str, int]:
    """`text`, of which `data` is the UTF-8, without U+0080 to U+009F; how many were deleted."""
    if b"\xc2" not in data:
        return text, 0
    return _HIGH_CONTROLS.subn("", text)


def _dropped(count: int) -> str:
    return f"{count} control character{'s' if count != 1 else ''} dropped"


def _from_utf16(data: bytes) -> bytes:
    """UTF-16 with its byte order mark as UTF-8."""
    if data[:4] in _UTF32_BOMS:
        raise NotText("UTF-32 is not read; save it as UTF-8")
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError as error:
        raise NotText(f"not decodable: damaged UTF-16 at byte {error.start}") from None


def _from_windows(data: bytes, kept: bytes, dropped: int, at: int) -> str:
    """`kept` read as Windows-1252 if it can be that; `at` is its first byte that is not UTF-8.

    Refused: known binary files; many control bytes; text that is mostly valid UTF-8 (one damaged
    byte must not turn every accent into two letters); more than 30 % non-ASCII letters (KOI8,
    Shift JIS, GBK and the like; Western languages have under 15 %).
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise NotText(f"not text: {what}")
    if (dropped - 1) * 50 > len(data):
        raise NotText("not text: binary data")
    line = kept.count(b"\n", 0, at) + 1
    high = len(kept) - len(kept.translate(None, _HIGH))
    in_sequences = sum(map(len, _UTF8_SEQUENCE.findall(kept)))
    if in_sequences * 2 > high:
        raise NotText("not decodable: damaged UTF-8", line)
    try:
        if high * 10 <= 3 * len(kept):
            return kept.decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise NotText("not decodable: neither UTF-8 nor Windows-1252", line)
