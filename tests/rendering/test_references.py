from __future__ import annotations

import pytest

from articles.rendering import render


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("[`Vec`]", ["<code>Vec</code>"]),
        ("[`vec`][]", ["<code>vec</code>"]),
        ("[text][`Vec`]", ["text"]),
        ("[*a* `b`]", ["<em>a</em> <code>b</code>"]),
        ("[`Vec`] [`Other`]", ["<code>Vec</code>"]),
    ],
)
def test_a_label_may_hold_code(source, links):
    html = render(f"{source}\n\n[`Vec`]: https://a.b\n[*a* `b`]: https://a.b").html
    start = '<a href="https://a.b" rel="noopener nofollow ugc">'
    assert html.count("<a ") == len(links)
    assert all(f"{start}{link}</a>" in html for link in links)


def test_two_labels_with_a_blank_between_are_two_links():
    html = render("[a] [b]\n\n[a]: https://a.a\n[b]: https://b.b").html
    assert html.count("<a ") == 2
