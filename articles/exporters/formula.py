"""What a spreadsheet would calculate instead of showing it (OWASP, CSV Injection)."""

from __future__ import annotations

# A cell that begins with one of these is a formula; the last four are the same signs in their wide
# forms. Some programs leave away what is not seen before they look, so what comes after it counts.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_UNSEEN = "\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# As a part of a regular expression, to be matched where a cell begins.
FORMULA = f"(?:[\\t\\r\\n]|[{_UNSEEN}]*[{_SIGNS}])"
