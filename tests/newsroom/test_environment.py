"""The readers of environment variables: what they take, and the one line by which they refuse."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def variable(monkeypatch):
    """A function that sets the variable VALUE, or unsets it."""

    def set_to(value: str | None) -> None:
        if value is None:
            monkeypatch.delenv("VALUE", raising=False)
        else:
            monkeypatch.setenv("VALUE", value)

    return set_to


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        *[(value, True) for value in ("1", " Yes ", "ON", "true")],
        *[(value, False) for value in ("0", "no", "Off", "false", "")],
    ],
)
def test_a_flag_is_yes_or_no(variable, value, meaning):
    variable(value)
    assert environment.flag("VALUE", default=not meaning) is meaning


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_not_set_has_its_default(variable, default):
    variable(None)
    assert environment.flag("VALUE", default=default) is default


@pytest.mark.parametrize("value", ["2", "ja", "truе", "-1"])
def test_a_flag_that_is_neither_is_refused_with_what_to_set(variable, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match=r"VALUE=1 or VALUE=0"):
        environment.flag("VALUE")


def test_a_whole_number_within_its_bounds(variable):
    variable(" 25 ")
    assert environment.whole_number("VALUE", 3, least=25, most=25) == 25
    variable("")
    assert environment.whole_number("VALUE", 3) == 3


@pytest.mark.parametrize("value", ["24", "26", "-25", "2.5", "٢٥", "²", "many", "9" * 5000])
def test_another_number_is_refused_with_the_bounds(variable, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match="from 25 to 25: set VALUE=3"):
        environment.whole_number("VALUE", 3, least=25, most=25)


def test_a_list_of_words_has_no_empty_ones(variable):
    variable(" a.example, ,b.example,")
    assert environment.words("VALUE") == ["a.example", "b.example"]


def test_origins_need_their_scheme(variable):
    variable("https://a.example, http://b.example:8000")
    assert environment.origins("VALUE") == ["https://a.example", "http://b.example:8000"]
    variable("https://*.a.example/, https://[::1]:8000")
    assert environment.origins("VALUE") == ["https://*.a.example", "https://[::1]:8000"]


@pytest.mark.parametrize("value", ["a.example", "https://", "https://a/b", "https://[x", "ftp://a"])
def test_what_is_no_origin_is_refused(variable, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match=r"https://news\.example\.org"):
        environment.origins("VALUE")


def test_the_address_of_a_site_may_have_a_path(variable):
    variable("https://a.example:8443/news/")
    assert environment.address("VALUE") == "https://a.example:8443/news"
    variable("")
    assert environment.address("VALUE") == ""


@pytest.mark.parametrize("value", ["a.example", "https:///news", "https://[x", "news"])
def test_what_is_no_address_is_refused(variable, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match=r"https://news\.example\.org"):
        environment.address("VALUE")


def test_hosts_are_names_alone(variable):
    variable("news.example.org, .example.org,*,[::1],127.0.0.1,localhost")
    expected = ["news.example.org", ".example.org", "*", "[::1]", "127.0.0.1", "localhost"]
    assert environment.hosts("VALUE") == expected


@pytest.mark.parametrize("value", ["https://a.example", "a.example:8000", "a.example b.example"])
def test_what_is_no_host_is_refused(variable, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured, match="which is no name of a host"):
        environment.hosts("VALUE")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="set VALUE to a file elsewhere"):
        environment.folder_of(tmp_path / "file" / "site.sqlite3", "VALUE")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/srv/default.sqlite3"),
        ("sqlite:///relative.sqlite3", "relative.sqlite3"),
        ("sqlite:////srv/site.sqlite3", "/srv/site.sqlite3"),
        ("sqlite:////srv/my%20site.sqlite3", "/srv/my site.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_sqlite_files(variable, url, name):
    variable(url)
    found = environment.database("VALUE", Path("/srv/default.sqlite3"))
    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == name


def test_postgresql_with_everything_in_the_url(variable):
    variable("postgresql://an%40na:se%2Fcret@db.example:5433/news?sslmode=require")
    found = environment.database("VALUE", Path("unused"))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("an@na", "se/cret")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "news")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_postgresql_by_socket(variable):
    variable("postgres://anna@/news?host=/run/postgresql&port=5433")
    found = environment.database("VALUE", Path("unused"))
    assert (found["HOST"], found["PORT"]) == ("/run/postgresql", "5433")
    assert found["OPTIONS"] == {}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a/b",
        "news.sqlite3",
        "sqlite://",
        "sqlite://host/file",
        "sqlite:////tmp",
        "sqlite:////tmp/site.sqlite3?mode=ro",
        "sqlite:////tmp/a%00b.sqlite3",
        "postgresql://host/news?nonsense=1",
        "postgresql://host/",
        "postgresql://host:port/news",
        "postgresql://[::1/news",
    ],
)
def test_other_databases_are_refused_in_one_line(variable, url):
    variable(url)
    with pytest.raises(ImproperlyConfigured, match="VALUE") as refusal:
        environment.database("VALUE", Path("unused"))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("variables", "hint"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"DEBUG": "perhaps"}, "set DEBUG=1 or DEBUG=0"),
        (
            {"DEBUG": "1", "DATABASE_URL": "oracle://host/news"},
            "use sqlite:///file or postgresql://",
        ),
        ({"DEBUG": "1", "CSRF_TRUSTED_ORIGINS": "news.example"}, "https://news.example"),
        ({"DEBUG": "1", "ALLOWED_HOSTS": "https://news.example"}, "no name of a host"),
        ({"DEBUG": "1", "DATABASE_URL": "sqlite:////dev/null/news.sqlite3"}, "cannot be made"),
        ({"DEBUG": "1", "DATABASE_POOL": "many"}, "DATABASE_POOL=8"),
        ({"DEBUG": "1", "BEHIND_PROXY": "perhaps"}, "BEHIND_PROXY=1 or BEHIND_PROXY=0"),
    ],
)
def test_a_command_stops_with_one_line_that_says_what_to_set(variables, hint):
    command = [sys.executable, "manage.py", "check"]
    ended = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert ended.returncode != 0
    assert hint in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("variables", "hint"),
    [
        ({"DEBUG": "perhaps"}, "set DEBUG=1 or DEBUG=0"),
        ({"SECRET_KEY": "a secret"}, "ALLOWED_HOSTS is not set"),
    ],
)
def test_a_server_stops_with_one_line_that_says_what_to_set(variables, hint):
    command = [sys.executable, "-c", "import newsroom.wsgi"]
    ended = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True)
    assert ended.returncode != 0
    assert hint in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_each_variable_is_documented():
    reading = re.compile(r"environment\.\w+\(\s*\"([A-Z_]+)\"")
    read = {
        name
        for module in (ROOT / "newsroom").rglob("*.py")
        for name in reading.findall(module.read_text(encoding="utf-8"))
    }
    documented = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert read, "no variable found: has the way to read them changed?"
    assert sorted(name for name in read if f"`{name}`" not in documented) == []
