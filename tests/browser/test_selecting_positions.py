"""Places in a text: the browser counts UTF-16 units within nodes, Python counts code points."""

from __future__ import annotations

import random

import pytest

from articles.rendering import render
from articles.rendering.marks import Span, mark
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BODY = """\
# Ferries \U0001f6a2 and families \U0001f469\u200d\U0001f467\u200d\U0001f467

Cafe\u0301 na\u00efve \U0001d518\U0001d52b\U0001d526,
*\u05e9\u05dc\u05d5\u05dd **\u0627\u0644\u0645\u064a\u0646\u0627\u0621***, \u65b0\u6e2f\u53e3.

- \U00020bb7\u91ce\u5bb6 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f
- [a link \U0001f1ea\U0001f1fa](https://harbour.example/) and `code \U0001f600`

> \U0001f600\U0001f600\U0001f600

| a\U0001f642 | b |
|---|---|
| c | \U0001f643d |
"""

# What every code point's place is to the browser and back, and what the ranges between hold.
READ = """
async ([html, pairs]) => {
  const { TextPositions } = await import("/static/js/positions.js");
  document.body.innerHTML = `<p>before</p><div id="one">${html}</div><p>after</p>`;
  const container = document.getElementById("one");
  const positions = new TextPositions(container);
  const range = (start, end) => positions.range(start, end);
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_ALL);
  const places = [];
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    const count = node.nodeType === 3 ? node.length : node.childNodes.length;
    for (let index = 0; index <= count; index += 1) {
      const before = document.createRange();
      before.setStart(container, 0);
      before.setEnd(node, index);
      const text = before.toString();
      const half = /[\\ud800-\\udbff]$/.test(text);
      places.push([half ? null : [...text].length, positions.offset(node, index)]);
    }
  }
  return {
    text: positions.text,
    length: positions.length,
    places,
    quotes: pairs.map(([start, end]) => range(start, end).toString()),
    back: pairs.map(([start, end]) => positions.ends(range(start, end))),
    slices: pairs.map(([start, end]) => positions.slice(start, end)),
    units: pairs.map(([start]) => positions.points(positions.units(start))),
    outside: [
      positions.offset(container.previousSibling.firstChild, 2),
      positions.offset(container.nextSibling.firstChild, 2),
    ],
  };
}
"""


def check(page, html: str, text: str, pairs: list[tuple[int, int]]) -> None:
    seen = page.evaluate(READ, [html, pairs])
    assert seen["text"] == text
    assert seen["length"] == len(text)
    assert [place for place in seen["places"] if place[0] not in (None, place[1])] == []
    quotes = [text[start:end] for start, end in pairs]
    assert seen["quotes"] == quotes
    assert seen["slices"] == quotes
    assert [tuple(pair) for pair in seen["back"]] == pairs
    assert seen["units"] == [start for start, _ in pairs]
    assert seen["outside"] == [0, len(text)]


def test_every_passage_of_a_text_in_many_scripts(page):
    page.goto(make_article().get_absolute_url())
    rendering = render(BODY)
    size = len(rendering.text)
    every = [(start, end) for start in range(size) for end in range(start + 1, size + 1)]
    check(page, rendering.html, rendering.text, every)


@pytest.mark.parametrize("seed", range(4))
def test_passages_among_marks_that_overlap(page, seed):
    page.goto(make_article().get_absolute_url())
    draw = random.Random(seed)
    pieces = ["a", " ", "\n", "e\u0301", "\U0001f469\u200d\U0001f467", "\u05e9", "\U0001d518", "<"]
    rendering = render("".join(draw.choices(pieces, k=120)), ["plain", "markdown"][seed % 2])
    size = len(rendering.text)
    pairs = sorted({tuple(sorted(draw.sample(range(size + 1), 2))) for _ in range(300)})
    spans = [Span(number, *pair) for number, pair in enumerate(draw.sample(pairs, 60), 1)]
    check(page, mark(rendering.html, spans), rendering.text, pairs)


def test_a_text_that_changes_is_read_anew(page):
    page.goto(make_article().get_absolute_url())
    seen = page.evaluate(
        """async () => {
          const { TextPositions } = await import("/static/js/positions.js");
          const one = document.createElement("div");
          one.innerHTML = "<p>old 🚢 text</p>";
          const positions = new TextPositions(one);
          const before = positions.slice(4, 6);
          one.firstChild.innerHTML = "<mark>old</mark> <b>🚢</b> text 🚢";
          const { startContainer, endContainer } = positions.range(4, 5);
          one.append("🚢");
          return [before, startContainer === endContainer, positions.slice(4, 6), positions.length];
        }"""
    )
    assert seen == ["\U0001f6a2 ", True, "\U0001f6a2 ", 13]


def test_a_text_of_nothing_has_places_too(page):
    page.goto(make_article().get_absolute_url())
    seen = page.evaluate(
        """async () => {
          const { TextPositions } = await import("/static/js/positions.js");
          const one = document.createElement("div");
          const positions = new TextPositions(one);
          const quote = positions.range(0, 3).toString();
          return [positions.length, positions.offset(one, 0), quote, positions.slice(0, 3)];
        }"""
    )
    assert seen == [0, 0, "", ""]
