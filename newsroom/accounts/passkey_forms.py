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
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> None:
        """An answer serves once: it does not come back with the page."""

    def prepare_value(self, value: Any) -> str:
        return ""


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
