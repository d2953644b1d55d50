"""What an entry of the log changed, object by object, for somebody who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join

from articles.admin.passage import shortened
from articles.models import Activity, Annotation, Tag

SHOWN = 50  # objects of an entry
# What a reader cannot read, or may not: keys of annotations stand there whoever made them.
LEFT_OUT = {
    "uid",
    "note_html",
    "text_digest",
    "prefix",
    "suffix",
    "version",
    "changed_in_id",
    "annotations",
    "links",
}

State = Mapping[str, Any]


def changes_of(entry: Activity, viewer: Any) -> str:
    """Safe HTML: a table of what was before and after; without what the viewer may not see."""
    rows = list(_rows(entry, viewer))
    if not rows:
        return "–"
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td>{}</td><td dir="auto">{}</td><td dir="auto">{}</td></tr>',
        rows,
    )
    return format_html(
        '<div class="wide-table"><table class="changes"><thead><tr><th scope="col">Object</th>'
        '<th scope="col">What</th><th scope="col">Before</th><th scope="col">After</th></tr>'
        "</thead><tbody>{}</tbody></table></div>",
        lines,
    )


def _rows(entry: Activity, viewer: Any) -> Iterator[tuple[str, str, str, str]]:
    shown = [key for key in entry.after if key.startswith("tag:")]
    mine = _seen(entry, viewer)
    shown += [key for key in entry.after if key in mine]
    names = _names(entry, shown[:SHOWN])
    for key in shown[:SHOWN]:
        before, after = entry.before.get(key) or {}, entry.after.get(key) or {}
        for column in dict.fromkeys([*before, *after]):
            old, new = before.get(column), after.get(column)
            if old != new and column not in LEFT_OUT:
                yield (
                    key.replace(":", " "),
                    column,
                    _said(old, column, names),
                    _said(new, column, names),
                )


def _seen(entry: Activity, viewer: Any) -> set[str]:
    """The keys of the entry's annotations that the viewer sees now, deleted ones too."""
    keys = [int(key.partition(":")[2]) for key in entry.after if key.startswith("annotation:")]
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        rows = Annotation.objects.filter(pk__in=keys[start : start + 500])
        kept = rows.filter(visibility=Annotation.Visibility.PRIVATE).exclude(author=viewer.pk)
        hidden = set(kept.values_list("pk", flat=True))
        found |= {f"annotation:{key}" for key in keys[start : start + 500] if key not in hidden}
    return found


def _names(entry: Activity, shown: list[str]) -> dict[int, str]:
    """The names of the tags that the states speak of by their keys."""
    keys: set[int] = set()
    for key in shown:
        for state in (entry.before.get(key) or {}, entry.after.get(key) or {}):
            keys |= set(state.get("tags", ())) | {state.get("parent_id") or 0}
    return dict(Tag.objects.filter(pk__in=keys).values_list("pk", "name"))


def _said(value: Any, column: str, names: Mapping[int, str]) -> str:
    if column == "tags":
        return ", ".join(names.get(key, f"tag {key}") for key in value or ()) or "–"
    if column == "parent_id" and value is not None:
        return names.get(value, f"tag {value}")
    return "–" if value in (None, "") else shortened(str(value))
