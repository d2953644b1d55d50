from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.urls import host, is_link, url_key

ADDRESS = "https://example.com/news/story"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/story/",
        "https://EXAMPLE.com/news/story",
        "HTTPS://example.com/news/story",
        "https://example.com:443/news/story",
        "https://example.com/news/story?",
        "https://example.com/news/story#",
        "https://example.com/news/story?utm_source=rss&utm_medium=feed",
        "https://example.com/news/story/?fbclid=IwAR0&gclid=x&mc_cid=1&mc_eid=2",
        "https://example.com/news/story?UTM_Campaign=x",
        "https://example.com/news/story#:~:text=a%20word",
    ],
)
def test_spellings_of_one_address(url):
    assert url_key(url) == ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/news/story",
        "https://www.example.com/news/story",
        "https://example.com:8443/news/story",
        "https://example.com/News/story",
        "https://example.com/news/story?id=1",
        "https://example.com/news/story?id=1&utm_source=rss&page=2",
        "https://example.com/news/story#part",
        "https://example.com/news/story#part:~:text=word",
        "https://example.com/news/story?utmost=1",
    ],
)
def test_other_addresses_stay_other(url):
    assert url_key(url) not in ("", ADDRESS)


def test_what_remains_is_kept_in_order():
    assert url_key("https://e.org/a?b=2&utm_x=1&a=%c3%a4&b=1#x:~:text=y") == (
        "https://e.org/a?b=2&a=%C3%A4&b=1#x"
    )
    assert url_key("https://e.org/") == "https://e.org"
    assert url_key("http://Joe@E.org:80/a_(b)") == "http://Joe@e.org/a_(b)"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/story",
        "//example.com/story",
        "/story",
        "javascript:alert(1)",
        "JaVaScRiPt://example.com/%0aalert(1)",
        "data:text/html,hello",
        "ftp://example.com/story",
        "mailto:desk@example.com",
        "http://",
        "https://:443/",
        "https://user@/",
        "https:\\\\example.com",
        "https://exa mple.com/",
        "https://example.com/a\nb",
        " https://example.com/",
    ],
)
def test_what_is_no_link(url):
    assert not is_link(url)
    assert url_key(url) == ""


def test_host_names_a_source():
    assert host("https://www.Example.com:8080/a") == "example.com"
    assert host("nowhere") == ""


PARTS = st.sampled_from(
    [
        "http",
        "HTTPS",
        "://",
        "/",
        "?",
        "#",
        "&",
        "=",
        ":~:",
        "utm_x",
        "a",
        "%c3",
        "@",
        ":80",
        "[",
        "é",
    ]
)


@given(
    st.text()
    | st.lists(PARTS).map("".join)
    | st.lists(PARTS).map(lambda x: "http://h" + "".join(x))
)
def test_keys_are_stable_for_any_text(url):
    key = url_key(url)
    assert is_link(url) == bool(key)
    assert url_key(key) == key
