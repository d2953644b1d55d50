"""Lists as people write them, brought into the form that Python-Markdown reads.

It wants a blank line before a list and four blanks for each level. Most Markdown is written for
CommonMark (5.2), where a list may follow a paragraph at once and two blanks can be a level.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ITEM = re.compile(r" *([-*+]|(\d{1,9})[.)])( +)(?=\S)(.*)")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,})")
_ENDS_LIST = re.compile(r"#{1,6}(?: |$)|>")
_STRUCTURE = re.compile(r"[-*+>#|]|\d+[.)] ")
_INDENT = "    "
# Deeper items are text of the last level. The deepest in 123 real articles is the fourth.
_DEEPEST = 12


class _Item(NamedTuple):
    column: int  # where its content begins
    is_ordered: bool


def regular_lists(lines: list[str]) -> list[str]:
    """Return the lines with every list item at four blanks a level and lists apart from paragraphs.

    Lines hold no tabs, and no fenced code or HTML blocks any more. Lines outside lists stay as they
    are.
    """
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return reader.out


class _Reader:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[_Item] = []  # the items around this place, outermost first
        self.after_blank = True
        self.in_paragraph = False  # the lines since the last blank one began as a paragraph

    def read(self, line: str) -> None:
        if not line.strip():
            self.out.append("")
            self.after_blank = True
            return
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.fullmatch(line)
        if item and not _RULE.fullmatch(line) and self._may_begin(item, indent):
            self._item(item, indent)
        else:
            self._other(line, indent)
        self.after_blank = False

    def _may_begin(self, item: re.Match[str], indent: int) -> bool:
        around = [outer for outer in self.open if outer.column <= indent]
        if len(around) >= _DEEPEST:
            return False
        if indent - (around[-1].column if around else 0) >= 4 and (self.after_blank or not around):
            return False  # code
        return self.after_blank or not self.in_paragraph or item[2] in (None, "1")

    def _item(self, item: re.Match[str], indent: int) -> None:
        sibling = None
        while self.open and indent < self.open[-1].column:
            sibling = self.open.pop()
        is_ordered = item[2] is not None
        apart = self.in_paragraph or (sibling is not None and sibling.is_ordered != is_ordered)
        if apart and not self.after_blank:
            self.out.append("")
        self.in_paragraph = False
        marker = f"{item[2]}." if is_ordered else item[1]
        self.out.append(f"{_INDENT * len(self.open)}{marker} {item[4]}")
        spaces = len(item[3])
        column = indent + len(item[1]) + (spaces if spaces <= 4 else 1)
        self.open.append(_Item(column, is_ordered))

    def _other(self, line: str, indent: int) -> None:
        ends_list = bool(_ENDS_LIST.match(line) or _RULE.fullmatch(line))
        if self.after_blank or ends_list:
            if ends_list and self.open and not self.after_blank:
                self.out.append("")
                self.after_blank = True
            while self.open and indent < self.open[-1].column:
                self.open.pop()
        if self.after_blank:
            self.in_paragraph = True
            inside = self.open[-1].column if self.open else 0
            self.out.append(_INDENT * len(self.open) + line[inside:])
        elif self.open and not _STRUCTURE.match(line, indent):
            self.out.append(line.lstrip(" "))
        else:
            self.out.append(_INDENT * len(self.open) + (line.lstrip(" ") if self.open else line))
