"""How much work a Markdown body may make."""

from __future__ import annotations


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

    def spend(self, work: int) -> bool:
        """Take that much; return whether the block had enough left.

        Raises TooMuchWork when the whole body has not.
        """
        self._whole_left -= work
        self._block_left -= work
        if self._whole_left < 0:
            raise TooMuchWork
        return self._block_left >= 0
