from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_fault_is_hidden(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which rendering met a fault and went on with plain paragraphs."""
    yield
    found = [*caplog.get_records("call"), *caplog.get_records("setup")]
    faults = [record for record in found if record.levelname == "ERROR"]
    assert [fault.getMessage() for fault in faults] == []
