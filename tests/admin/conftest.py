from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def at_desk(client, editor) -> Client:
    """An editor, who is on the staff, in the admin."""
    client.force_login(editor)
    return client
