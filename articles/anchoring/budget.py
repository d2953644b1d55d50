"""How much work it may be to find passages. PURE."""

from __future__ import annotations

from typing import NamedTuple

_ALL, _EACH = 300_000_000, 300_000


class Budget:
    """The work left for all passages that are looked for together.

    The unit is about a nanosecond. Work is counted, not timed, so that the same passages are found
    on a slow machine and on a fast one, and by who foresees a change and who makes it. Where
    nothing is left, a passage that is not where it was is lost, rather than guessed at.
    """

    def __init__(self, passages: int = 1) -> None:
        self._left = _ALL + _EACH * passages

    def grant(self, work: int) -> bool:
        """Take what some work will need, if that is left; return whether it is."""
        if work > self._left:
            return False
        self._left -= work
        return True

    def charge(self, work: int) -> None:
        """Take what some work has needed."""
        self._left -= work

    @property
    def is_spent(self) -> bool:
        return self._left <= 0


class Budgets(NamedTuple):
    """For what is looked at where the alignment puts a passage, and for searches of whole texts."""

    near: Budget
    far: Budget

    @classmethod
    def of(cls, passages: int) -> Budgets:
        return cls(Budget(passages), Budget(passages))
