"""Taking back what the log says was done, any time later."""

from __future__ import annotations
