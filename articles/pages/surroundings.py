"""What stands before and after a passage, cut where words begin and end."""

from __future__ import annotations

from articles.anchoring import CONTEXT


def words_before(context: str, *, full: int = CONTEXT, mark: str = "…") -> str:
    """The context before a passage. Of `full` code points it was cut: it begins with `mark`, and
    with a whole word if one begins in its first half.
    """
    if len(context) < full:
        return context
    space = context.find(" ", 0, full // 2)
    return mark + context[space + 1 :]


def words_after(context: str, *, full: int = CONTEXT, mark: str = "…") -> str:
    """The context after a passage; as `words_before`, at its end."""
    if len(context) < full:
        return context
    space = context.rfind(" ", full // 2)
    return (context if space < 0 else context[:space]) + mark
