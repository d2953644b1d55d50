"""The pages that are measured, each beside its goal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.measuring import Timing, heading, line, timed
from benchmarks.planted import PHRASE, PREFIX, RARE, SELDOM, TENTH, TENTH_TOO, THIRD
from benchmarks.site import Site

if TYPE_CHECKING:
    from articles.search import Criteria
    from articles.search.index import SearchIndex

TOTAL = re.compile(rb'data-total="(\d+)"( data-total-capped)?')
PER_PAGE = 25
FACETS = "/articles/facets/"


@dataclass(frozen=True, slots=True)
class Page:
    """A page by name and address; `goal` in milliseconds of CPU."""

    name: str
    address: str
    goal: float


def listed(
    name: str, goal: float, parameters: Mapping[str, object], path: str = "/articles/"
) -> Page:
    return Page(name, f"{path}?{urlencode(parameters, doseq=True)}", goal)


def filters() -> dict[str, dict[str, object]]:
    """Each filter alone and some together, with values that are common and rare in this archive."""
    from django.db.models import Count

    from articles.models import Article, Author, Source, Tag

    counted = Article.objects.order_by().values_list("source").annotate(number=Count("pk"))
    by_number = [pk for pk, _ in sorted(counted, key=lambda row: -row[1]) if pk]
    slugs = dict(Source.objects.values_list("pk", "slug"))
    sources = [slugs[pk] for pk in by_number]
    written = Author.objects.annotate(number=Count("authorship")).order_by("-number", "pk")
    authors = list(written.values_list("slug", flat=True))
    tag = Tag.objects.order_by("pk").values_list("slug", flat=True).first()
    year: dict[str, object] = {"published_after": "2015-01-01", "published_before": "2015-12-31"}
    return {
        "no filter": {},
        "largest source": {"source": sources[0]},
        "smallest source": {"source": sources[-1]},
        "three large sources": {"source": sources[:3]},
        "three small sources": {"source": sources[-3:]},
        "commonest author": {"author": authors[0]},
        "rarest author": {"author": authors[-1]},
        "three common authors": {"author": authors[:3]},
        "one year": year,
        "one day": {"published_after": "2015-06-01", "published_before": "2015-06-01"},
        "source and year": {"source": sources[0], **year},
        "source and author": {"source": sources[0], "author": authors[0]},
        "annotated": {"annotated": "yes"},
        "not annotated": {"annotated": "no"},
        "one tag": {"tag": tag},
        "oldest first": {"order": "oldest"},
    }


def searches() -> dict[str, str]:
    return {
        "rare word": RARE,
        "word of 0.1 %": SELDOM,
        "word of 10 %": TENTH,
        "word of 30 %": THIRD,
        "the": "the",
        "10 % AND 10 %": f"{TENTH} {TENTH_TOO}",
        "10 % OR 30 %": f"{TENTH} OR {THIRD}",
        "30 % but not 10 %": f"{THIRD} -{TENTH}",
        "phrase": f'"{PHRASE}"',
        "prefix of 4": f"{PREFIX}*",
        "title:word": "title:with",
        "no hit": "zzyzx",
    }


def page_list() -> Iterator[tuple[str, list[Page]]]:
    chosen = filters()
    yield "List, first page", [listed(name, 10, values) for name, values in chosen.items()]
    yield (
        "List, deep page",
        [listed(name, 10, {"page": "DEEP", **values}) for name, values in chosen.items()],
    )
    yield (
        "Facets and histogram",
        [listed(name, 60, values, FACETS) for name, values in chosen.items()]
        + [
            listed(f"search: {name}", 60, {"q": words}, FACETS)
            for name, words in searches().items()
        ],
    )
    found = searches().items()
    yield "Search, newest first", [listed(name, 40, {"q": words}) for name, words in found]
    yield (
        "Search, by relevance",
        [listed(name, 150, {"q": words, "order": "relevance"}) for name, words in found],
    )
    yield "Feed", [listed("no filter", 40, {}, "/articles.atom")]


def measure(site: Site) -> None:
    """Print a table of each group of pages, after one of what they cannot do without."""
    _measure_limits(site)
    for title, pages in page_list():
        heading(title, "CPU ms", "wall ms", "goal", "articles", "kB")
        for page in pages:
            address = _deep(site, page.address)
            answer = site.get(address)
            if answer.status != 200:
                line(page.name, "–", "–", "–", f"status {answer.status}", "")
                continue
            timing = timed(_asking(site, [address]))
            total = TOTAL.search(answer.body)
            number = f"{int(total[1]):,}{'+' if total[2] else ''}" if total else ""
            _report(page.name, timing, page.goal, number, len(answer.body))
    _measure_articles(site)


def _measure_limits(site: Site) -> None:
    """Plain SQL for what the pages ask, and an answer without content through every middleware."""
    from django.db import connection

    from articles.models.listing import CAP
    from articles.models.scope import Scope
    from articles.pages.rows import COLUMNS
    from articles.search import backend, parse

    columns = ", ".join(f"a.{name}" for name in COLUMNS if "__" not in name and name != "pk")
    rows = (
        f"SELECT a.id, {columns}, s.name FROM articles_article a "
        "LEFT JOIN articles_source s ON s.id = a.source_id ORDER BY a.docid DESC LIMIT 25"
    )
    row = "SELECT title, byline, html FROM articles_article WHERE id = 1 + %s"
    words = Scope(query=parse(TENTH)).criteria()

    def ask(sql: str, *values: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.fetchall()

    heading("Limits", "CPU ms", "wall ms")
    for name, work in (
        ("an answer without content", lambda _: site.get("/healthz")),
        ("the newest 25 rows", lambda _: ask(rows)),
        ("one article", lambda number: ask(row, number)),
        ("the newest 25 of a word of 10 %", lambda _: _newest(backend(), words)),
        ("a count of it, capped", lambda _: backend().count(words, CAP + 1)),
    ):
        timing = timed(work)
        line(name, f"{timing.cpu:.2f}", f"{timing.wall:.2f}")


def _newest(index: SearchIndex, words: Criteria) -> list[int]:
    return index.docids(words, order="newest", offset=0, limit=PER_PAGE)


def _asking(
    site: Site, addresses: list[str], headers: list[dict[str, str]] | None = None
) -> Callable[[int], object]:
    """Asks for the addresses by turns."""

    def ask(number: int) -> object:
        turn = number % len(addresses)
        return site.get(addresses[turn], **(headers[turn] if headers else {}))

    return ask


def _report(name: str, timing: Timing, goal: float, number: str, size: int) -> None:
    mark = "" if timing.cpu <= goal else " **over**"
    line(
        name,
        f"{timing.cpu:.1f}",
        f"{timing.wall:.1f}",
        f"{goal:g}{mark}",
        number,
        f"{size / 1000:.0f}",
    )


def _deep(site: Site, address: str) -> str:
    """Four fifths into the list; into what is counted of it where that is not all."""
    if "DEEP" not in address:
        return address
    total = TOTAL.search(site.get(address.replace("page=DEEP", "")).body)
    number = int(total[1]) if total else 0
    return address.replace("DEEP", str(max(1, number * 4 // 5 // PER_PAGE)))


def _measure_articles(site: Site) -> None:
    from articles.models import Annotation, Article

    random = Random(7)
    keys = random.sample(list(Article.objects.values_list("pk", flat=True)[:200_000]), 60)
    annotated = list(Annotation.objects.values_list("article", flat=True).distinct()[:60])
    addresses = [one.get_absolute_url() for one in Article.objects.filter(pk__in=keys)]
    marked = [one.get_absolute_url() for one in Article.objects.filter(pk__in=annotated)]
    searched = [f"{address}?{urlencode({'q': THIRD})}" for address in addresses]
    tags = [site.get(address).headers.get("ETag", "") for address in addresses]
    heading("Article", "CPU ms", "wall ms", "goal", "articles", "kB")
    for name, goal, some in (
        ("its page, another one each time", 4.0, addresses),
        ("opened from a search", 4.0, searched),
        ("annotated", 4.0, marked),
    ):
        size = len(site.get(some[0]).body)
        timing = timed(_asking(site, some), 60)
        _report(name, timing, goal, "", size)
    for name, goal, headers in (
        ("unchanged (304)", 2.0, {}),
        ("compressed for the way", 5.0, {"HTTP_ACCEPT_ENCODING": "gzip"}),
    ):
        asked = [headers or {"HTTP_IF_NONE_MATCH": tag} for tag in tags]
        answer = site.get(addresses[0], **asked[0])
        assert answer.status == (200 if headers else 304), answer.status
        timing = timed(_asking(site, addresses, asked), 60)
        _report(name, timing, goal, "", len(answer.body))
