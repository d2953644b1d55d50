"""Bring the white space between blocks into them, where a mark may hold it."""

from __future__ import annotations

from articles.rendering.strands import BARE, VOID, strands


def enclose_space(html: str) -> str:
    """Return the HTML (as ``strands`` takes it) with white space between blocks moved inside.

    It goes to the end of the innermost block that has just ended, else to the beginning of the one
    that begins: ``<li>a</li>\\n<li>b</li>`` becomes ``<li>a\\n</li><li>b</li>``. The text stays as
    it is, and so does the look: white space at either end of a line collapses. Where it would
    not, in ``<pre>``, and beside ``<hr>`` it stays outside.

    Afterwards nothing is ``unmarkable`` but in a list or a table without items or cells.
    """
    out: list[str] = []
    place = -1  # in out, for white space after the blocks that have just ended
    waiting = ""  # white space for the block that begins next
    began = between = True  # whether the last tag began a block, was one of a block
    for strand in strands(html):
        if not (strand.blank and between and strand.ends_phrase):
            out.append(waiting + strand.raw)
            waiting, place = "", -1
        elif place >= 0:
            out[place] += strand.raw
        elif began or strand.parent in BARE:
            waiting += strand.raw
        else:
            out.append(strand.raw)
        between = strand.ends_phrase
        began = between and not strand.closing and strand.name not in VOID
        if began and strand.name != "pre":
            place = -1
        elif between:
            out.append(waiting)
            waiting = ""
            if not strand.closing:
                place = -1
            elif place < 0 and strand.name != "pre" and strand.name not in BARE:
                place = len(out) - 1
        out.append(strand.tag)
    return "".join(out) + waiting
