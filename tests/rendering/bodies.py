"""Bodies to render: small ones of every kind, and the articles at hand.

Those are the files of $CORPUS, else the fixtures.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"

SMALL = {
    "empty": "",
    "blank": " \n\t\n\u3000\n",
    "words": "One *two* **three** `four` and five.",
    "headings": "# One\n\n## Two\n\ntext\n\n###### Six ######\n\nSeven\n=====\n\nEight\n-----",
    "entities": "AT&T &amp; &lt;b&gt; &copy; &nbsp;x &#x1F600; &notit; &unknown; 1 < 2 > 0 & 3",
    "entities of controls": "a&#13;b&#10;c&#0;d&#x85;e&#127;f&#xFFFE;g&#xD800;h&#x81;",
    "code": "`<b>` &amp; ``a ` b``\n\n    indented <i>\n\n        more",
    "fence": "a\n```html\n\n<p>&nbsp;</p>\n\n\n```\nb",
    "pre": "<pre>\none goes</pre>\n\n<pre>\n\n\nthree go</pre>\n\n<pre><code>\nstays</code></pre>",
    "pre with breaks": "<pre>a<br>b<div>c</div>\n\nd</pre>after",
    "nested list": "- one\n  - two\n    1. three\n       more\n\n       and more\n  - four\n- five",
    "loose list": "1. one\n\n2. two\n\n   still two\n\n       code\n\n3. three",
    "list in quote": "> - a\n>   - b\n>\n> c\n\nlazy\n> d\nlazy",
    "table": "text\n| a | b |\n|---|--:|\n| `c|d` | e \\| f |\n| g |\n\nh | i\n--- | ---\nj | k",
    "raw table": "<table>\n <tr>\n\n <td colspan=2> a </td><td>b\n </table>c",
    "stray table": "<table>text<tr>more<td>cell<b>bold</table>",
    "misnested": "<b>bold <i>both</b> italic</i> <a href='http://a.b'>x<a href='http://c.d'>y</a>",
    "unclosed": "<div><p>one<p>two<ul><li>three<li>four<blockquote>five\n\nsix",
    "definitions": "<dl><dt>term<dd>meaning<dt>term<dd>meaning</dl>",
    "ruby": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>",
    "images": "![alt & more](https://a.b/c.png) [![in](https://a.b/d.png)](https://e.f) ![](/x)",
    "image amid words": 'before<img src="https://a.b/c%20d.png?e">after <img alt="only alt">',
    "embedded": '<iframe src="https://v.example/1" width=1></iframe> <video src=x></video> text',
    "dropped": "a<script>b()</script>c<style>d{}</style>e<!-- f -->g<svg><text>h</text></svg>i",
    "cut off": "a <script>b\n\nc <!-- d\n\n<textarea>e\n\n<title>f",
    "looks like HTML": "Vec<T> a<b c>d <https://a.b/> <x@y.z> <Button> \\<b> 1<2",
    "emoji": "👩‍👩‍👧 🇪🇺 𝒳 e\u0301 Å \u202eabc\u202c \ufeffx",
    "combining": "e\u0301a\u0308\u0323 *n\u0303* [o\u0302](http://a.b)",
    "Chinese": "# 标题\n\n**你好**，世界。\n\n- 一\n- 二",
    "Arabic": "# عنوان\n\nهذا *نص* [رابط](https://a.b)\n\n1. واحد\n2. اثنان",
    "Hebrew": "<p dir=rtl lang=he>שָׁלוֹם <b>עולם</b>",
    "line ends": "a\r\n\r\nb\rc\u2028d\x0be\x0cf\x85g",
    "odd": "a\x00b\x1bc\ud800d\ud83d\ude00e\ufffef\U0010ffffg\x02klzzwxh:0000\x03",
    "references": "[a][b] [b] [c]\n\n[b]: https://a.b 'title'\n[c]: /relative",
    "links": "[a](javascript:alert(1)) [b](//c.d) [e](mailto:f@g.h) [i](https://j.k?l=1&m=2)",
    "rules": "a\n\n* * *\n\nb\n***\nc",
    "hard breaks": "a  \nb\n\n<p>c<br>d<br><br>e",
    "boxes": "<section>a<article>b</article>c<details><summary>d</summary>e</details></section>f",
    "paragraph a line": "First paragraph here.\nSecond one is here.\nAnd a third.",
}


@cache
def articles() -> dict[str, str]:
    """The text of each file, its head included."""
    corpus = os.environ.get("CORPUS")
    folder = Path(corpus, "corpus", "articles") if corpus else FIXTURES
    paths = [path for path in sorted(folder.rglob("*.*")) if path.suffix in (".txt", ".md")]
    return {path.name: path.read_text("utf-8-sig") for path in paths}
