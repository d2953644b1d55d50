"""Looking at answers for what a payload should not have become."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib

from tests.hostile_payloads import MARKER

ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "cite", "background"}
SCHEMES = {"", "http", "https", "mailto"}
OWN = ("/static/", "/admin/jsi18n/")
SECRETS = ("only-for-development", "a key that nothing but tests is signed with")
FORMULA = re.compile(r"^[\s]*[=+\-@]")


def text_of(tree) -> str:
    return "".join(tree.itertext())


def examine(response) -> str:
    """Check an answer of the site by its kind. Returns the text that it shows."""
    assert response.status_code < 500, response.status_code
    assert not any(MARKER in name.lower() for name in response.headers)
    for name, value in response.headers.items():
        assert "\n" not in value, name
    content = response.getvalue() if hasattr(response, "getvalue") else response.content
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    text = content.decode()
    assert not any(secret in text for secret in SECRETS)
    if kind == "text/html":
        return examine_html(text)
    if kind.endswith("xml"):
        tree = ElementTree.fromstring(content)
        assert not [one for one in tree.iter() if MARKER in one.tag]
        return text_of(tree)
    if kind.endswith("json"):
        json.loads(text)
    elif kind == "text/csv":
        examine_csv(text)
    return text


def examine_html(text: str) -> str:
    """Nothing of a payload is an element, an attribute, a script or an address of one."""
    tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    shown = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        name = element.tag.rpartition("}")[2]
        assert MARKER not in name, name
        assert name not in {"base", "iframe", "object", "embed", "style", "math", "frame"}, name
        if name == "script":
            is_data = element.get("type") == "application/json"
            assert is_data or (element.get("src") or "").startswith(OWN)
            assert is_data or not (element.text or "").strip()
        if name == "meta":
            assert (element.get("http-equiv") or "").lower() != "refresh"
        for attribute, value in element.attrib.items():
            examine_attribute(name, str(attribute).rpartition("}")[2], value)
        shown += [value for value in (element.get("value"), element.get("title")) if value]
    return text_of(tree) + " ".join(shown)


def examine_attribute(element: str, name: str, value: str) -> None:
    assert MARKER not in name, (element, name)
    assert not name.lower().startswith("on"), (element, name)
    assert name != "style", (element, value)
    assert name != "srcdoc", (element, value)
    if name in ADDRESSES:
        # Browsers leave out white space and controls within a scheme.
        squeezed = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value)
        try:
            scheme = urlsplit(squeezed).scheme.lower()
        except ValueError:
            scheme = ""
        assert scheme in SCHEMES, (element, name, value)


def examine_csv(text: str) -> None:
    """Each row is as wide as the head, and no cell is a formula."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {len(row) for row in rows} <= {len(rows[0])}
    for row in rows:
        for cell in row:
            is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
            assert is_number or not FORMULA.match(cell), cell


def squeezed(text: str) -> str:
    """Text as far as a page must show it: without white space, controls and what is not seen."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())
