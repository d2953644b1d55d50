"""Names of tags: how they are cleaned, compared, and kept apart from addresses."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 100  # code points

# What stands below /tags/ and is no tag: no tag gets it as its address.
RESERVED_SLUGS = frozenset({"export", "import", "merge", "new", "offers"})


class BadName(ValueError):
    """No tag can be called so; the message says why."""


def clean_name(name: str) -> str:
    """The name in NFC, without control characters and spaces to spare. Raises BadName."""
    kept = "".join(
        " " if char in "\t\n\r" else char
        for char in unicodedata.normalize("NFC", name)
        if char in "\t\n\r" or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    clean = " ".join(kept.split())
    if not clean:
        raise BadName("A tag needs a name.")
    if len(clean) > NAME_LENGTH:
        raise BadName(f"A tag's name has {NAME_LENGTH} characters at most.")
    return clean


def name_key(name: str) -> str:
    """The name as it is compared with others: compatibility forms and letter case folded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def clean_text(text: str) -> str:
    """A definition with line feeds alone, no other control characters, and no spaces around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in lines if char in "\t\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    ).strip()
