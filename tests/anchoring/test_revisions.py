"""Real edits of real articles: how many annotations are in the right place afterwards."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from articles.anchoring import describe, relocate
from articles.rendering import render
from tests.anchoring.revisions import Case, corpus, of_pair, ours

LEAST = {"same": 99.8, "several": 99.5, "edited": 98, "moved": 99, "gone": 99}  # percent


def as_given() -> list[Case]:
    return ours() + [case for pair in corpus() for case in of_pair(pair)]


def as_rendered() -> list[Case]:
    """The same passages in the texts that our rendering makes of the same Markdown."""
    found = ours()
    for pair in corpus():
        old, new = render(pair["old_md"]).text, render(pair["new_md"]).text
        for case in of_pair(pair):
            span = again(case.old, case.start, case.end, old)
            place = again(case.new, *case.place, new) if case.place else None
            if span and (place or not case.place):
                start, end = span
                found.append(replace(case, old=old, new=new, start=start, end=end, place=place))
                if place and case.want != "edited" and old[start:end] != new[slice(*place)]:
                    # The Markdown was wrapped anew, and this rendering keeps its line breaks.
                    found[-1] = replace(found[-1], want="edited", several=False)
    return found


def again(text: str, start: int, end: int, other: str) -> tuple[int, int] | None:
    """Where `text[start:end]` is in another rendering of the same, with other white space."""
    pattern = re.compile(r"\s*".join(map(re.escape, text[start:end].split())))
    places = [match.start() for match in pattern.finditer(text)]
    others = [match.span() for match in pattern.finditer(other)]
    before = len([place for place in places if place < start])
    return others[before] if len(places) == len(others) else None


def is_right(case: Case) -> bool:
    (found,) = relocate(case.old, case.new, [describe(case.old, case.start, case.end)])
    if case.place is None or found.start is None or found.end is None:
        return case.place is None and found.state == "lost"
    if case.want != "edited":
        return (found.state, (found.start, found.end)) == ("exact", case.place)
    common = min(found.end, case.place[1]) - max(found.start, case.place[0])
    return common >= 0.5 * max(found.end - found.start, case.place[1] - case.place[0])


@pytest.mark.parametrize("cases", [as_given, as_rendered])
def test_annotations_follow_the_text(cases):
    results = defaultdict(list)
    for case in cases():
        results["several" if case.several else case.want].append((is_right(case), case))
    assert set(results) == set(LEAST)
    for kind, least in LEAST.items():
        wrong = [case for right, case in results[kind] if not right]
        share = 100 * (1 - len(wrong) / len(results[kind]))
        assert share >= least, [(case.old[case.start : case.end], case.want) for case in wrong]


def test_most_passages_are_found_in_our_rendering_too():
    assert len(as_rendered()) >= 0.9 * len(as_given())
