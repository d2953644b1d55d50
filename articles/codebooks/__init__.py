"""The codebook as a tree, and as a table in a file; no Django here."""

from __future__ import annotations
