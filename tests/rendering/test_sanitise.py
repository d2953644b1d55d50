from __future__ import annotations

from itertools import product
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import render, render_note
from articles.rendering.sanitise import BLOCKS, PHRASES

ELEMENTS = BLOCKS | PHRASES
ATTRIBUTES = {"a": {"href", "hreflang", "rel", "title"}, "abbr": {"title"}, "ol": {"start"}}
ATTRIBUTES |= {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
SCRIPT = "alert(1)"
URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "java&Tab;script&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript://a.b/%0Aalert(1)",
    "vbscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "blob:https://a.b/c",
    "file:///etc/passwd",
    "view-source:a",
    "//evil.example/a",
    "\\\\evil.example\\a",
    "/relative",
    "relative",
    "#anchor",
    "?query",
    "http:alert(1)",
    "https:",
    "://",
]
PLACES = [
    "[a]({})",
    "[a](<{}>)",
    "[a][b]\n\n[b]: {}",
    "![a]({})",
    "<{}>",
    "<a href='{}'>a</a>",
    "<a href={}>a</a>",
    "<img src='{}' alt=a>",
    "<iframe src='{}'></iframe>",
    "<a xlink:href='{}'>a</a>",
    "<blockquote cite='{}'>a</blockquote>",
    "<td background='{}'>",
    "<form action='{}'><button formaction='{}'>a</button></form>",
    "<base href='{}'><link rel=stylesheet href='{}'><meta http-equiv=refresh content='0;{}'>",
    "<object data='{}'></object><embed src='{}'><video poster='{}'><svg><use href='{}'></svg>",
]
PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//a.b></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<script/x>alert(1)</script/x>",
    "<<script>alert(1)//<</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    "<img/src/onerror=alert(1)>",
    "<img \x0bsrc=x\x0conerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    '<img alt="a" title=\'"><script>alert(1)</script>\'>',
    '![a"onerror="alert(1)](https://a.b/c.png)',
    '![<b title="](https://a.b "<img src=x onerror=alert(1)>")',
    '[a](https://a.b "b\\" onclick=\\"alert(1)")',
    "[a](https://a.b/'onclick='alert(1))",
    '[a](https://a.b/"onclick="alert(1))',
    "<b onclick=alert(1) style=color:red class=a id=b name=c>d</b>",
    "<p style='background:url(javascript:alert(1))'>a",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a><animate attributeName=href values=javascript:alert(1) /></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=b&gt;'>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<textarea><b title='</textarea><img src=x onerror=alert(1)>'>",
    "<xmp><b title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<template><script>alert(1)</script></template>",
    "<select><option><style></option></select><script>alert(1)</script></style>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<details open ontoggle=alert(1)>a",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)><input autofocus onfocus=alert(1)><marquee onstart=alert(1)>",
    "<a id=alert name=cookie class=btn target=_blank rel=opener ping=//a.b href=https://a.b>c</a>",
    "<div data-article-text data-annotations='1'><mark data-annotation=1>a</mark></div>",
    "```<script>\nalert(1)\n```\n``<script>alert(1)</script>``",
    '```a"><script>alert(1)</script>\nb\n```',
    "{: onclick=alert(1)}\n\n# a {#b .c onclick=alert(1)}",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03#60;script\x0260\x03",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;alert(1)&#60;/script&#62;",
    "<a href='https://a.b/?a=1&lt;script&gt;'>c</a>",
]


def assert_is_allowed(html: str) -> list[str]:
    """Fail for an element, attribute or address that no one may write; return the addresses."""
    addresses = []
    tree = html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in ELEMENTS, html
        allowed = ATTRIBUTES.get(element.tag, set()) | {"dir", "lang"}
        assert element.attrib.keys() <= allowed, html
        if "href" in element.attrib:
            addresses.append(element.attrib["href"])
            assert urlsplit(addresses[-1]).scheme in ("http", "https", "mailto"), html
            assert element.attrib["rel"] == "noopener nofollow ugc"
    return addresses


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hostile_comes_through(payload):
    for body in (payload, f"a {payload} b", f"<div>\n{payload}", f"- {payload}\n\n> {payload}"):
        assert_is_allowed(render(body).html)
        assert_is_allowed(render(body, "plain").html)
        assert_is_allowed(render_note(body))


@pytest.mark.parametrize("place", PLACES)
def test_no_address_of_another_scheme_comes_through(place):
    for url in URLS:
        body = place.replace("{}", url)
        for html in (render(body).html, render_note(body)):
            assert assert_is_allowed(html) == [] or url.startswith("http")


words = st.sampled_from(
    [*PAYLOADS, *(place.replace("{}", url) for place, url in product(PLACES, URLS))]
)


@given(st.lists(st.tuples(words, st.integers(0, 60), st.integers(0, 90)), max_size=4))
def test_no_mixture_of_pieces_comes_through(pieces):
    body = "".join(word[start : start + length] for word, start, length in pieces)
    assert_is_allowed(render(body).html)
    assert_is_allowed(render_note(body))


def test_marks_and_hooks_of_the_page_cannot_be_forged():
    html = render("<mark data-annotations=1 id=mark-1>a</mark><div data-article-text>b</div>").html
    assert html == "<p>a</p>\n<div>b</div>"
