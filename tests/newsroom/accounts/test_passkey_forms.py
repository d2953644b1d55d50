from __future__ import annotations

import base64
import json

import pytest
from allauth.mfa.models import Authenticator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_user

LOGIN = "/accounts/2fa/webauthn/login/"
ADD = "/accounts/2fa/webauthn/add/"


def in_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def answer(**response) -> dict:
    """What a browser sends for a passkey, with `response` in place of what the key signed."""
    return {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": response}


CLIENT = in_base64(json.dumps({"type": "webauthn.get", "challenge": "YQ", "origin": "x"}).encode())
NESTED = in_base64(b"\x81" * 100_000)
USER = in_base64(b"1")

INVENTED = [
    "",
    "x",
    "null",
    "[]",
    "{}",
    "1e999",
    "[" * 5000,
    json.dumps({"id": "a", "response": {}}),
    json.dumps(answer()),
    json.dumps(answer() | {"response": "x"}),
    json.dumps(answer() | {"rawId": 1}),
    json.dumps(answer(clientDataJSON=10**15, authenticatorData=10**15, attestationObject=10**15)),
    json.dumps(answer(clientDataJSON=CLIENT, attestationObject=NESTED)),
    json.dumps(answer(clientDataJSON=CLIENT, attestationObject="oA")),
    json.dumps(answer(clientDataJSON="e30", authenticatorData="YQ", signature="", userHandle="YQ")),
    json.dumps(answer(clientDataJSON=CLIENT, authenticatorData="é", signature=1, userHandle=USER)),
    json.dumps(
        answer(
            clientDataJSON=CLIENT,
            authenticatorData=in_base64(bytes(37)),
            signature="YQ",
            userHandle=in_base64(b"9" * 400),
        )
    ),
]


def is_logged_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.django_db
@pytest.mark.parametrize("credential", INVENTED)
def test_an_invented_passkey_lets_nobody_in(client, credential):
    make_user(username="ada")
    client.get(LOGIN, HTTP_ACCEPT="application/json")
    response = client.post(LOGIN, {"credential": credential})
    assert response["Location"] == "/accounts/login/"
    assert not is_logged_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize("credential", INVENTED)
def test_an_invented_passkey_is_not_added(client, credential):
    make_user(username="ada")
    client.post("/accounts/login/", {"login": "ada", "password": "password"})
    client.post("/accounts/reauthenticate/", {"password": "password", "next": ADD})
    assert client.get(ADD).status_code == 200
    response = client.post(ADD, {"name": "mine", "credential": credential})
    assert response.status_code == 200
    assert not Authenticator.objects.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
PARTS = ("clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle")
ANSWERS = st.fixed_dictionaries(
    {},
    optional={part: st.binary(max_size=60).map(in_base64) | JSON for part in PARTS},
).map(lambda parts: answer(**parts))


class AnyPasskey(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(JSON | ANSWERS)
    def test_whatever_is_sent_is_at_most_wrong(self, credential):
        self.client.get(LOGIN, HTTP_ACCEPT="application/json")
        # Each example from an address of its own: the throttle is not what is tested.
        response = self.client.post(
            LOGIN,
            {"credential": json.dumps(credential)},
            REMOTE_ADDR=f"192.0.2.{AnyPasskey.next()}",
        )
        assert response["Location"] == "/accounts/login/"

    number = 0

    @classmethod
    def next(cls) -> int:
        cls.number = (cls.number + 1) % 250
        return cls.number
