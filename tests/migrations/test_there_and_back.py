"""Each migration taken back and put forward again, with data in the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

import articles.migrations
from articles.actions.annotations import annotate, edit, reply
from articles.actions.articles import revise
from articles.backups.agreement import WANTED
from articles.backups.emptiness import PASSING
from articles.models import Annotation, Article, Author, Source, Tag
from articles.models.listing import Listing
from articles.models.scope import Scope
from articles.search import ANNOTATIONS, Criteria, backend, parse
from tests.factories import make_annotation, make_article, make_tag, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FOLDER = Path(articles.migrations.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
# What migrations and Django itself write, in every state of the schema anew.
BOOKKEEPING = {
    *PASSING,
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "sqlite_sequence",
}

Rows = list[tuple]


@pytest.fixture
def archive(transactional_db) -> Iterator[Article]:
    """A little of everything, in the newest schema; which stands again in the end."""
    annotator, editor = make_user("annotator"), make_user("editor")
    make_tag("Child", parent=make_tag("Parent"))
    for word in ("heron", "gull", "سفينة"):
        make_article(body=f"A {word} 🚢 stood there.\nIt left.", authors=["Ada Tern"])
    article = Article.objects.first()
    made = annotate(article=article, author=annotator, start=2, end=6, tags=["Parent"], note="*a*")
    edit(annotation=made, by=editor, version=1, note="boat", tags=["New", "Parent"])
    reply(to=made, author=editor, note="A ship.")
    make_annotation(article=article, author=annotator, note="private", visibility="private")
    revise(article=article, body="Yesterday " + article.body, by=editor, reason="a date")
    yield article
    call_command("migrate", verbosity=0)


def contents(columns: dict[str, list[str]]) -> dict[str, Rows]:
    """The rows of those columns of tables, in an order that does not matter."""
    found = {}
    with connection.cursor() as cursor:
        for table, names in columns.items():
            listed = ", ".join(f'"{name}"' for name in names)
            cursor.execute(f'SELECT {listed} FROM "{table}"')
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def columns() -> dict[str, list[str]]:
    """The columns of each table that holds what people brought in, as the schema is now."""
    with connection.cursor() as cursor:
        describe = connection.introspection.get_table_description
        return {
            table: [column.name for column in describe(cursor, table)]
            for table in connection.introspection.table_names(cursor)
            if table not in BOOKKEEPING and not table.startswith(tuple(WANTED))
        }


def everything_is_found() -> bool:
    """Whether articles and annotations are found by their words, authors and sources."""
    article = Article.objects.get(body__startswith="Yesterday")
    author, source = Author.objects.get(), Source.objects.get()
    by_filter = Scope(query=parse("stood"), sources=(source.pk,), authors=(author.pk,))
    note = Criteria(parse("boat"))
    found = backend(table=ANNOTATIONS).docids(note, order="newest", offset=0, limit=5)
    return (
        Listing(Scope(query=parse("yesterday"))).total.number == 1
        and Listing(by_filter).total.number == 3
        and found == [Annotation.objects.get(note="boat", article=article).pk]
    )


@pytest.mark.parametrize("name", NAMES[:-1])
def test_what_the_earlier_schema_can_hold_survives(archive, name):
    newest = columns()
    assert everything_is_found()
    before = contents(newest)
    call_command("migrate", "articles", name, verbosity=0)
    then = columns()
    kept = {
        table: [column for column in newest[table] if column in then[table]]
        for table in newest.keys() & then.keys()
    }
    held = contents(kept)
    assert {"articles_article", "articles_annotation", "auth_user"} <= held.keys()
    assert held["articles_activity"]
    call_command("migrate", verbosity=0)
    assert contents(kept) == held
    assert {table: len(rows) for table, rows in held.items()} == {
        table: len(before[table]) for table in held
    }
    assert columns() == newest
    assert everything_is_found()
    assert User.objects.filter(groups__name="Annotator").exists()


def test_back_to_nothing_and_forward_again(archive):
    newest = columns()
    call_command("migrate", "articles", "zero", verbosity=0)
    assert [table for table in columns() if table.startswith("articles_")] == []
    assert User.objects.count() == 2
    call_command("migrate", verbosity=0)
    assert columns() == newest
    assert not Article.objects.exists()
    assert not Tag.objects.exists()
    make_article(body="A heron stood there.")
    assert Listing(Scope(query=parse("heron"))).total.number == 1


@pytest.mark.parametrize("name", NAMES[1:])
def test_each_step_forward_takes_what_is_there(archive, name):
    call_command("migrate", "articles", NAMES[NAMES.index(name) - 1], verbosity=0)
    before = contents(columns())
    call_command("migrate", "articles", name, verbosity=0)
    now = columns()
    common = {table: rows for table, rows in before.items() if table in now}
    assert {table: len(rows) for table, rows in contents(now).items() if table in common} == {
        table: len(rows) for table, rows in common.items()
    }
