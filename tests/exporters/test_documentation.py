"""What files hold is written down, each column and each format of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.exporters import FORMATS
from articles.exporters.table import HEADER

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "export.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", HEADER)
def test_columns(column):
    assert f"`{column}`" in PAGE


@pytest.mark.parametrize("name", FORMATS)
def test_formats(name):
    assert f"`{name}`" in PAGE
    assert FORMATS[name].label.removesuffix(" (JSON-LD)") in PAGE
