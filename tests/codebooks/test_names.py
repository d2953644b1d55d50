from __future__ import annotations

import pytest

from articles.codebooks.names import BadName, clean_name, clean_text, name_key


def test_names_are_written_one_way():
    assert clean_name("  Drinking\n water\0 ") == "Drinking water"
    assert clean_name("E\u0301lan") == "\u00c9lan"
    assert len(clean_name("\U0001f600" * 100)) == 100


@pytest.mark.parametrize("name", ["", " \n", "\0", "x" * 101])
def test_what_is_no_name(name):
    with pytest.raises(BadName):
        clean_name(name)


def test_names_are_compared_without_case():
    assert name_key("ÉLAN  x") == name_key("e\u0301lan X")
    assert name_key("Straße") == name_key("STRASSE")
    assert name_key("cote") != name_key("côte")


def test_texts_keep_their_lines():
    assert clean_text("\r\n a\r\nb\rc\td\x07 ") == "a\nb\nc\td"
