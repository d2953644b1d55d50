"""allauth's forms for passkeys, which take whatever a stranger sends as a passkey's answer.

The answer goes through parsers of JSON, CBOR and COSE; allauth expects some of the errors that they
raise and lets others through, to the page for faults of ours. Here each is a wrong answer.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.forms import Form, HiddenInput, JSONField

LARGEST_NUMBER = 1 << 16  # algorithms have numbers down to -65535
MALFORMED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,  # endless nesting, and algorithms that are not there
    TypeError,
    ValueError,
    struct.error,
)


@contextmanager
def refusing_what_cannot_be_read() -> Iterator[None]:
    try:
        yield
    except MALFORMED as error:
        raise get_adapter().validation_error("incorrect_code") from error


class AnswerField(JSONField):
    """The browser's answer: JSON, of which a small piece can nest deeper than Python follows."""

    widget = HiddenInput

    def to_python(self, value: Any) -> Any:
        with refusing_what_cannot_be_read():
            answer = super().to_python(value)
            _refuse_large_numbers(answer)
            return answer

    def bound_data(self, data: Any, initial: Any) -> None:
        """An answer serves once: it does not come back with the page."""

    def prepare_value(self, value: Any) -> str:
        return ""


def _refuse_large_numbers(answer: Any) -> None:
    """The parser takes a number in the place of bytes for how many there are, and makes as many."""
    waiting = [answer]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:
            raise ValueError("a number that no passkey sends")


class AddWebAuthnForm(forms.AddWebAuthnForm):
    credential = AnswerField()

    def clean(self) -> dict[str, Any]:
        with refusing_what_cannot_be_read():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class _AnsweringForm(Form):
    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        with refusing_what_cannot_be_read():
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into


class AuthenticateWebAuthnForm(_AnsweringForm, forms.AuthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(_AnsweringForm, forms.LoginWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(_AnsweringForm, forms.ReauthenticateWebAuthnForm):
    pass
