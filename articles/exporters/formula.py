"""What a spreadsheet would calculate instead of showing it (OWASP, CSV Injection)."""

from __future__ import annotations

# A cell that begins with one of these is a formula, or with the same signs in wide and small forms.
# Some programs leave away what is not seen before they look, so what comes after it counts: white
# space, controls, what Unicode calls ignorable by default, and the empty Braille cell.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_UNSEEN = (
    "\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# As a part of a regular expression, to be matched where a cell begins.
FORMULA = f"(?:[\\t\\r\\n]|[{_UNSEEN}]*[{_SIGNS}])"
