"""Page numbers, and the pages on either side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from articles.models.listing import Total

PER_PAGE = 25
AROUND = 2
DEEPEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands. `numbers` are the links to show, None is a gap between them."""

    number: int
    numbers: list[int | None]
    previous: int | None
    following: int | None

    @property
    def offset(self) -> int:
        return (self.number - 1) * PER_PAGE


def page_number(value: str | None) -> int:
    """The page that a URL asks for. Raises Http404 for what is no page number."""
    if not value:
        return 1
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= DEEPEST):
        raise Http404(f"There is no page “{value[:20]}”.")
    return int(value[:9])


def paging(number: int, total: Total, *, more: bool) -> Paging:
    """`more` says whether rows follow this page, which a capped total does not tell."""
    known = max(1, -(-total.number // PER_PAGE))
    last = max(known, number + more)
    shown = {1, *range(max(1, number - AROUND), min(last, number + AROUND) + 1)}
    if not total.capped:
        shown.add(last)
    numbers: list[int | None] = []
    for one in sorted(shown):
        if numbers and numbers[-1] is not None and one - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(one)
    return Paging(
        number=number,
        numbers=numbers if len(shown) > 1 else [],
        previous=number - 1 if number > 1 else None,
        following=number + 1 if more else None,
    )
