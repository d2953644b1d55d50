"""What tests share: the database, the cast, and the articles to try things on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import blocking_manager_key

from articles.search import ANNOTATIONS, ARTICLES, backend
from tests.factories import make_user

# One round of a hash that is slow on purpose costs more than most tests.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

CONTINUOUS_INTEGRATION = os.environ.get("CI", "").casefold() in {"1", "true"}
ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("ci" if CONTINUOUS_INTEGRATION else "dev")


def commits(item: pytest.Item) -> bool:
    """Whether a test writes for good, so that the tables must be emptied after it."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or bool(
        {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have what migrations put into the tables (the groups) remembered, to be put there again."""
    for item in items:
        if commits(item):
            marker = item.get_closest_marker("django_db")
            values = {**(marker.kwargs if marker else {}), "transaction": True}
            item.add_marker(
                pytest.mark.django_db(**values | {"serialized_rollback": True}), append=False
            )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None):
    """Leave the database as migrations left it, once all tables of models were emptied."""
    result = yield
    if nextitem is not None and commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
            for table in (ARTICLES, ANNOTATIONS):
                backend(table=table).clear()  # no model's table
            cache.clear()  # nor this: throttles count there
    return result


def left_out(config: pytest.Config) -> int:
    """How many tests did not run or were expected to fail."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return (
        sum(len(reporter.stats.get(kind, ())) for kind in ("skipped", "xfailed")) if reporter else 0
    )


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In continuous integration no test may be left out."""
    if (
        CONTINUOUS_INTEGRATION
        and session.exitstatus == pytest.ExitCode.OK
        and left_out(session.config)
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CONTINUOUS_INTEGRATION and (number := left_out(terminalreporter.config)):
        terminalreporter.write_line(
            f"Failed: {number} tests were left out, and none may be.", red=True
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as the site has it: a connection per thread, WAL, and locks."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(autouse=True)
def _forgotten_counts() -> None:
    """Counts that a process keeps for a while are of other articles than the next test's."""
    caches["counts"].clear()


@pytest.fixture(scope="session")
def article_files() -> list[Path]:
    """Files to import: those of fixtures/, and those of the corpus where CORPUS names one."""
    folders = [ROOT / "fixtures"]
    if corpus := os.environ.get("CORPUS"):
        folders += [Path(corpus) / "corpus" / "articles", Path(corpus) / "seeds"]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if path.suffix in {".md", ".txt"}]


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """A function that calls what it is given and returns how many queries that took."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            call()
        return len(queries)

    return count


@pytest.fixture
def reader(db) -> User:
    return make_user("reader", username="reader")


@pytest.fixture
def annotator(db) -> User:
    return make_user("annotator", username="annotator")


@pytest.fixture
def colleague(db) -> User:
    """Another annotator."""
    return make_user("annotator", username="colleague")


@pytest.fixture
def editor(db) -> User:
    return make_user("editor", username="editor")


@pytest.fixture
def admin(db) -> User:
    return make_user("admin", username="admin")


@pytest.fixture
def stranger(db) -> User:
    """Somebody with an account and no rights."""
    return make_user("stranger", username="stranger")
