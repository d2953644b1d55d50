"""How much work a Markdown body may make."""

from __future__ import annotations

_REFUSAL = 3  # what it takes to learn that a block has nothing left


class TooMuchWork(Exception):
    """The markup of a body is not worth reading: it is to be shown as plain paragraphs."""


class Budget:
    """The work left for a whole body and for the block of it at hand.

    The unit is about 0.1 µs: a character that Python code looks at once. Work is counted, not
    timed, so that a body comes out the same on a slow machine and on a fast one.
    """

    def __init__(self, whole: int, block: int) -> None:
        self._whole = whole
        self._block = block
        self.reset()

    def reset(self) -> None:
        """Begin another body."""
        self._whole_left = self._whole
        self._block_left = self._block

    def next_block(self) -> None:
        """Begin another block of the body."""
        self._block_left = self._block

    def grant(self, work: int) -> bool:
        """Take what some work will need, if the block has it left; return whether it has.

        A block that has not gets nothing any more. Raises TooMuchWork when the body has not.
        """
        has_it = work <= self._block_left
        self._block_left = self._block_left - work if has_it else 0
        self._whole_left -= work if has_it else _REFUSAL
        if self._whole_left < 0:
            raise TooMuchWork
        return has_it

    def charge(self, work: int) -> None:
        """Take what some work has needed."""
        self._block_left = max(0, self._block_left - work)
        self._whole_left -= work
