"""Articles that say nearly the same are linked.

Each article has the few numbers of its sketch in a table; those that share numbers are compared
word by word. Copies of the very same text have a link of their own (`Article.duplicate_of`) and
take no part: the first of them stands for all. What is made or changed is linked in the same
transaction; what an import has written, in steps of their own after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from articles.actions.inserting import insert
from articles.likeness import NEARLY_SAME, likeness, sketch
from articles.models import Article, Feature, NearDuplicate, Uncompared

MOST_SHARING = 20
"""Articles with one number in the table. What more have is a phrase that everybody writes."""

COMPARED_AT_ONCE = 500
COMPARED_AFTER_IMPORT = 5_000
"""Articles that an import compares at its end; of more the others wait for the next one, or for
`manage.py link_near_duplicates`. Of a large import it would be a fifth of the time."""

MOST_COMPARED = 10  # articles with which a new one is compared
_TELLING = 3  # common numbers that tell something all the same
_VALUES_AT_ONCE = 5_000


def enter(texts: Mapping[int, str]) -> None:
    """Take up articles, by primary key, that were not in the tables, and link them.

    To be called in the transaction that writes them. The cost has a bound for each article,
    whatever the archive holds. Articles that two imports write at the very same time do not find
    each other.
    """
    rows = [(value, pk) for pk, text in texts.items() for value in sketch(text)]
    last = Feature.objects.aggregate(last=Max("pk"))["last"] or 0
    # In rising order, which the index takes in one walk.
    insert(Feature, ("value", "article_id"), sorted(rows))
    for pk, candidates in _candidates(last, texts.keys()):
        _link(pk, texts[pk], candidates)


def forget(*, article: int, text: str) -> None:
    """Take an article with that text, which is about to go or to change, out of the tables."""
    Feature.objects.filter(value__in=sketch(text), article=article).delete()
    NearDuplicate.objects.filter(article=article).delete()
    NearDuplicate.objects.filter(other=article).delete()


def follow_text(*, article: Article, old_text: str, old_digest: str) -> None:
    """An article's text has changed, or the article is gone; links to copies are right already.

    Where it was the first of several copies, the next of them stands for those now.
    """
    forget(article=article.pk, text=old_text)
    firsts = Article.objects.filter(duplicate_of=None)
    concerned = firsts.filter(pk=article.pk) | firsts.filter(text_digest=old_digest)
    waiting = Uncompared.objects.filter(article=OuterRef("pk"))
    for pk, text in concerned.exclude(Exists(waiting)).values_list("pk", "text"):
        forget(article=pk, text=text)
        enter({pk: text})


def link_new(most: int | None = None) -> Iterator[int]:
    """Compare the articles that imports have written, up to about `most` of them.

    Yields how many were compared after each few, which are a short transaction.
    """
    done = 0
    while most is None or done < most:
        with transaction.atomic():
            waiting = Uncompared.objects.select_for_update(skip_locked=True).order_by("pk")
            keys = list(waiting.values_list("pk", flat=True)[:COMPARED_AT_ONCE])
            locked = Article.objects.select_for_update(of=("self",), no_key=True)
            firsts = locked.filter(pk__in=keys, duplicate_of=None).order_by("pk")
            enter(dict(firsts.values_list("pk", "text")))
            Uncompared.objects.filter(pk__in=keys).delete()
        if not keys:
            return
        done += len(keys)
        yield done


@transaction.atomic
def compare_all_anew() -> int:
    """Empty the tables; all articles wait to be compared again. Returns how many."""
    Feature.objects.all().delete()
    NearDuplicate.objects.all().delete()
    Uncompared.objects.all().delete()
    keys = Article.objects.filter(duplicate_of=None).order_by("pk").values_list("pk", flat=True)
    insert(Uncompared, ("article_id",), ((key,) for key in keys.iterator()))
    return Uncompared.objects.count()


def _candidates(last: int, entered: Collection[int]) -> Iterator[tuple[int, list[int]]]:
    """For each of the articles entered after row `last`: those before it to compare it with.

    Those that share the most numbers come first; one in common is enough if few have that.
    """
    shared: dict[int, Counter[int]] = {}
    rare: set[tuple[int, int]] = set()
    superfluous: list[int] = []
    for holders in _shared_numbers(last):
        superfluous += [row for row, _ in holders[MOST_SHARING:]]
        for place, (_, pk) in enumerate(holders):
            if pk not in entered:
                continue
            before = [other for _, other in holders[: min(place, MOST_SHARING)]]
            shared.setdefault(pk, Counter()).update(before)
            if len(holders) <= MOST_SHARING:
                rare.update((pk, other) for other in before)
    Feature.objects.filter(pk__in=superfluous).delete()
    for pk, others in shared.items():
        likely = [
            other
            for other, number in others.most_common()
            if number >= _TELLING or (pk, other) in rare
        ]
        if likely:
            yield pk, likely[:MOST_COMPARED]


def _shared_numbers(last: int) -> Iterator[list[tuple[int, int]]]:
    """The rows (key, article) of each number that was there when a row after `last` came."""
    earlier = Feature.objects.filter(value=OuterRef("value"), pk__lt=OuterRef("pk"))
    fresh = Feature.objects.filter(Exists(earlier), pk__gt=last)
    values = sorted(set(fresh.values_list("value", flat=True)))
    for start in range(0, len(values), _VALUES_AT_ONCE):
        rows = Feature.objects.filter(value__in=values[start : start + _VALUES_AT_ONCE])
        by_value: dict[int, list[tuple[int, int]]] = {}
        for pk, value, article in rows.order_by("pk").values_list("pk", "value", "article_id"):
            by_value.setdefault(value, []).append((pk, article))
        yield from by_value.values()


def _link(pk: int, text: str, candidates: Sequence[int]) -> None:
    rows = []
    for other, its_text in Article.objects.filter(pk__in=candidates).values_list("pk", "text"):
        alike = likeness(text, its_text)
        if other != pk and alike >= NEARLY_SAME and its_text != text:
            percent = min(99, int(100 * alike))
            rows += [
                NearDuplicate(article_id=pk, other_id=other, similarity=percent),
                NearDuplicate(article_id=other, other_id=pk, similarity=percent),
            ]
    NearDuplicate.objects.bulk_create(rows, ignore_conflicts=True)
