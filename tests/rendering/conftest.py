from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Nothing here depends on how fast the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _no_fault_is_hidden(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which rendering met a fault and went on with plain paragraphs."""
    yield
    found = [*caplog.get_records("call"), *caplog.get_records("setup")]
    faults = [record for record in found if record.levelname == "ERROR"]
    assert [fault.getMessage() for fault in faults] == []
