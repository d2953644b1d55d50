from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.decoding import NotText, clean, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_give_the_same_text(encoding):
    text = "Zürich – 東京 – القاهرة 🎄\n"
    assert decode(text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_in_either_byte_order(encoding):
    assert decode("\ufeffNaïve".encode(encoding)) == ("Naïve", [])


def test_windows_1252_is_read_with_a_warning():
    text = "“Café” costs 5 € – naïve façade’s price"
    assert decode(text.encode("cp1252")) == (text, ["read as Windows-1252"])


def test_windows_1252_may_hold_a_stray_control_character():
    text, warnings = decode(b"caf\xe9\0 and more")
    assert text == "café and more"
    assert warnings == ["read as Windows-1252", "1 control character dropped"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_line_feeds(end):
    assert decode(f"one{end}two{end}{end}three".encode()) == ("one\ntwo\n\nthree", [])


def test_control_characters_are_dropped_and_counted():
    controls = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc"]
    dropped = [char for char in controls if char not in "\t\n\r"]
    padding = "x" * 4 * len(dropped)
    text, warnings = decode(f"a\tb\n{''.join(dropped)}{padding}".encode())
    assert text == f"a\tb\n{padding}"
    assert warnings == [f"{len(dropped)} control characters dropped"]


def test_unicode_form_and_invisible_characters_stay():
    text = "e\u0301 é \u200f\u202bab\u202c \u2028 \ufeff \U0001f468\u200d\U0001f469"
    assert decode(text.encode()) == (text, [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "control characters"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n", "a PDF file"),
        (b"\x1f\x8b\x08" + bytes(range(40, 200)), "a gzip archive"),
        (random.Random(5).randbytes(5000), "binary data"),
        ("Заголовок и текст статьи".encode("koi8-r"), "neither UTF-8 nor Windows-1252"),
        ("日本語の記事の本文です".encode("shift-jis"), "neither UTF-8 nor Windows-1252"),
        ("Title\nПривет, мир".encode() + b"\xff", "damaged UTF-8"),
        ("Title".encode("utf-32"), "UTF-32"),
        ("Title".encode("utf-16") + b"\0", "damaged UTF-16"),
        ("A title".encode("utf-16-le"), "control characters"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(NotText, match=reason):
        decode(data)


def test_damage_is_reported_with_its_line():
    with pytest.raises(NotText) as caught:
        decode("один\nдва\nт".encode() + b"\xd1\n")
    assert caught.value.line == 3


def test_strings_from_json_lose_lone_surrogates_and_controls():
    assert clean("a\ud800b\udfff\r\nc\0\x85") == (
        "ab\nc",
        ["2 control characters dropped", "2 halves of characters (lone surrogates) dropped"],
    )
    assert clean("as it is\n\té") == ("as it is\n\té", [])


def assert_clean(text):
    kinds = {unicodedata.category(char) for char in text if char not in "\t\n"}
    assert not kinds & {"Cc", "Cs"}


@given(st.binary())
def test_any_bytes_are_clean_text_or_refused(data):
    try:
        text, _ = decode(data)
    except NotText:
        return
    assert_clean(text)


@given(st.text(st.characters(codec=None)))
def test_any_string_can_be_cleaned(text):
    cleaned, warnings = clean(text)
    assert_clean(cleaned)
    assert clean(cleaned) == (cleaned, [])
    assert warnings or cleaned == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\n")))
def test_clean_text_survives_every_encoding(text):
    body = f"x{text}"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(body.encode(encoding)) == (body, [])
