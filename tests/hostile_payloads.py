"""What people try on a site: text that would be something else where it is not escaped.

Each holds `x-injected`, as an element, an attribute or an address, so that a page shows whether it
was taken for more than text.
"""

from __future__ import annotations

from hypothesis import strategies as st

MARKER = "x-injected"

PAYLOADS = {
    "element": "<x-injected>a</x-injected>",
    "out of an attribute": '"><x-injected x-injected="1">',
    "out of another attribute": "'><x-injected x-injected='1'>",
    "attribute": '" x-injected="1" autofocus onfocus="x-injected" a="',
    "attribute without quotes": " x-injected=1 onclick=x-injected ",
    "script": "<script x-injected>alert(1)</script>",
    "script ended": "</script><script>x-injected</script>",
    "script with a comment": "<!--<script>x-injected</script>-->",
    "picture": "<img src=x onerror=x-injected x-injected>",
    "vector picture": "<svg/onload=x-injected><x-injected/></svg>",
    "style": "<style>@import '//evil.example/x-injected'</style>",
    "styled": '<p style="background:url(javascript:x-injected)">a</p>',
    "frame": '<iframe srcdoc="<x-injected>"></iframe><base href=//evil.example/x-injected>',
    "refresh": '<meta http-equiv=refresh content="0;url=x-injected"><link rel=x-injected>',
    "form": '<form action=javascript:x-injected><button formaction="javascript:x-injected">',
    "out of a title": "</title></textarea></style></noscript><x-injected>",
    "mutation": "<math><mtext><table><mglyph><style><!--</style><img title='--><x-injected>'>",
    "mutation in noscript": "<noscript><p title='</noscript><x-injected onload=1>'>",
    "unfinished": "<x-injected x-injected='",
    "entities": "&lt;x-injected&gt; &#60;x-injected&#62; &amp;lt;x-injected&amp;gt;",
    "entity of one's own": '<!DOCTYPE a [<!ENTITY x-injected SYSTEM "file:///etc/passwd">]>&x-injected;',
    "marked section": "]]><x-injected/><![CDATA[<x-injected/>]]>",
    "script as an address": "javascript:alert('x-injected')",
    "script as an address in disguise": " java\tscript:x-injected // JaVaScRiPt&colon;x-injected",
    "data as an address": "data:text/html,<x-injected>",
    "Markdown link": "[x-injected](javascript:x-injected) <javascript:x-injected>",
    "Markdown link in disguise": "[x-injected](java\tscript&#58;x-injected 'a\" x-injected=\"')",
    "Markdown picture": '![a" onerror="x-injected](x "onload=x-injected")',
    "Markdown reference": '[x-injected]\n\n[x-injected]: javascript:x-injected (a"onload=x)',
    "Markdown attributes": "# a {: onclick=x-injected x-injected=1 }",
    "template": "{{ 7|add:1330 }} {% load x-injected %} {# x-injected #} {{ settings.SECRET_KEY }}",
    "other template": "${7*191} #{7*191} <%= 7*191 %> x-injected",
    "SQL": "x-injected'; DROP TABLE articles_article; --",
    "SQL with doubled quotes": 'x-injected" OR "1"="1\' UNION SELECT password FROM auth_user --',
    "patterns": "x-injected %s %(a)s %n {0} {a.__class__} \\ \\1 \\u003cx-injected\\u003e",
    "search operators": 'x-injected NEAR("a b", 5) AND NOT OR col: ^a* (((" - * "',
    "formula": '=HYPERLINK("http://evil.example/x-injected","a")',
    "formula of another kind": "+x-injected-1",
    "formula with a command": "-2+3+cmd|' /C calc'!x-injected",
    "formula at": "@SUM(x-injected)",
    "formula after a tab": "\t=x-injected",
    "header": "x-injected\r\nX-Injected: 1\r\n\r\n<x-injected>",
    "path": "../../../../etc/passwd\0x-injected",
    "path of Windows": "..\\..\\x-injected\\CON.txt",
    "NUL": "x-in\0jected <x-injec\0ted>",
    "controls": "x-injected\x1b[31m\x07\x08\x7f\x85\x9f",
    "line separators": "x-injected\u2028\u2029</script>\u2028",
    "bidi overrides": "x-injected \u202e<x-injected>\u2066 \u200f \u061c",
    "zero width": "x-injec\u200bted\u200d\ufeff<x-injected>\u00ad",
    "fullwidth": "＜x-injected＞＂＇ ʺ ‹x-injected›",
    "right to left": "هجوم <x-injected> שלום",
    "overlong marks": "x-injected" + "\u0301" * 200,
    "emoji": "x-injected 👩‍👩‍👧‍👦🏳️‍🌈 \U000e0001",
    "noncharacters": "x-injected\ufffe\uffff\U0010ffff",
    "JSON": '"}],"x-injected":[{"a":"</script><x-injected>',
    "number": "9" * 400 + " x-injected",
    "overlong": "x-injected" * 500,
    "dots": "." + "x-injected" + "." * 50,
}
NUMBERS = [
    "0",
    "-1",
    "1e309",
    "9" * 19,
    "9" * 400,
    "NaN",
    "0x10",
    "١٢",
    "1_0",
    " 1 ",
    "",
    "1.5",
    "%00",
]
DATES = ["0000-00-00", "9999-12-31", "99999-01-01", "2024-02-30", "-1-01-01", "١٢٣٤-٠١-٠١"]

PIECES = [
    *"< > \" ' & = / ` [ ] ( ) { } % # ; : , . | \\ - + @ * _ ! ~ \t \n".split(" "),
    *("<x-injected", "x-injected=", "</", "<!--", "-->", "<![CDATA[", "]]>", "javascript:", "&#"),
    *("{{", "}}", "{%", "%}", "onload=", "<script>", "</script>", "<svg>", "<style>", "</title>"),
    *("\u2028", "\u202e", "\u200b", "\r\n", "é", "م", "東", "👍", "http://a.example/", "'--"),
]
GENERATED = st.lists(st.sampled_from(PIECES), min_size=2, max_size=14).map(
    lambda pieces: "x-injected " + "".join(pieces)
)
