from __future__ import annotations

import pytest

from newsroom.accounts.people import holders_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_letter_case_does_not_count():
    ada = make_user(email="Ada@Newsroom.example")
    assert holders_of("ada@newsroom.EXAMPLE") == [ada]


def test_somebody_without_an_address_is_not_found_by_none():
    make_user(email="")
    assert holders_of("") == []


@pytest.mark.parametrize(
    "look_alike", ["mıke@newsroom.example", "mi\N{KELVIN SIGN}e@newsroom.example"]
)
def test_look_alikes_are_others(look_alike):
    make_user(email="mike@newsroom.example")
    assert holders_of(look_alike) == []


@pytest.mark.parametrize("pattern", ["%", "a_a@newsroom.example", "%@newsroom.example"])
def test_an_address_is_no_pattern(pattern):
    make_user(email="ada@newsroom.example")
    assert holders_of(pattern) == []
