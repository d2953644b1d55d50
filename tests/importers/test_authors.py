from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.authors import split_byline


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("", ()),
        ("   ", ()),
        ("-", ()),
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee, Ben Roe", ("Ann Lee", "Ben Roe")),
        ("Ann Lee, Ben Roe and Cy Poe", ("Ann Lee", "Ben Roe", "Cy Poe")),
        ("Ann Lee, Ben Roe, and Cy Poe", ("Ann Lee", "Ben Roe", "Cy Poe")),
        ("Ann Lee & Ben Roe", ("Ann Lee", "Ben Roe")),
        ("Ann Lee; Ben Roe", ("Ann Lee", "Ben Roe")),
        ("Ann Lee AND Ben Roe", ("Ann Lee", "Ben Roe")),
        ("Ann Lee / Ben Roe | Cy Poe", ("Ann Lee", "Ben Roe", "Cy Poe")),
        ("By Ann Lee", ("Ann Lee",)),
        ("by: Ann Lee and Ben Roe", ("Ann Lee", "Ben Roe")),
        ("  Ann \t Lee ,\n Ben   Roe ", ("Ann Lee", "Ben Roe")),
        ("Ann Lee, ann lee, ANN LEE", ("Ann Lee",)),
        ("Ann Lee,, Ben Roe,", ("Ann Lee", "Ben Roe")),
        ("沈砚秋、陆未禾", ("沈砚秋", "陆未禾")),
        ("نادين السروجي، كريم حداد", ("نادين السروجي", "كريم حداد")),
        ("نادين السروجي و كريم حداد", ("نادين السروجي", "كريم حداد")),
    ],
)
def test_lists_of_names_are_split(byline, names):
    assert split_byline(byline) == names


@pytest.mark.parametrize(
    "name",
    [
        "Agence France-Presse",
        "Amando E. Gavino, Jr.",
        "Dana Fox, Ph.D.",
        "Dana Fox, MD",
        "Sandy Anderson",
        "Toby Hodges",
        "Andy Brand",
        "Ernst & Young",
        "Department of Health and Human Services",
        "Centers for Disease Control and Prevention",
        "Jens (jens@suse.example)",
        "Stefan Hund (edited by Douglas May, and others)",
        "وليد وهبة",
        "O'Neil-van der Berg",
    ],
)
def test_one_name_stays_one(name):
    assert split_byline(name) == (name,)


def test_suffixes_stay_with_their_name_in_a_list():
    assert split_byline("Ann Lee, Ben Roe, Jr., Cy Poe, PhD and Di Fox") == (
        "Ann Lee",
        "Ben Roe, Jr.",
        "Cy Poe, PhD",
        "Di Fox",
    )


def test_a_person_beside_an_office():
    assert split_byline("Ann Lee and Department of Health and Human Services") == (
        "Ann Lee",
        "Department of Health and Human Services",
    )


def test_inverted_names_between_semicolons_stay_whole():
    assert split_byline("Doe, Jane; Roe, Richard") == ("Doe, Jane", "Roe, Richard")
    assert split_byline("Ann Lee, Ben Roe; Cy Poe") == ("Ann Lee", "Ben Roe", "Cy Poe")


@given(st.text(st.sampled_from("aB .,;&()،、|/\n and") | st.characters(), max_size=200))
def test_any_byline_gives_distinct_names_out_of_its_own_words(byline):
    names = split_byline(byline)
    assert len({name.casefold() for name in names}) == len(names)
    words = set("".join(char if char.isalnum() else " " for char in byline).split())
    for name in names:
        assert name == name.strip()
        assert set("".join(char if char.isalnum() else " " for char in name).split()) <= words
