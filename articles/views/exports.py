"""What a list of annotations finds, as a file."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.exporters import FORMATS, ExportFormat, Origin
from articles.filters import AnnotationFilter
from articles.pages.links import query_string
from articles.pages.passage_links import passages_kept
from articles.pages.records import Records

log = logging.getLogger("articles.exports")


@require_safe
def annotations_export(request: HttpRequest, name: str) -> HttpResponseBase:
    """Stream the filter's annotations. An invalid filter leads to its list, which says why."""
    chosen = FORMATS.get(name)
    if chosen is None:
        raise Http404(f"There is no export called “{name[:20]}”.")
    query = query_string(passages_kept(request.GET))
    address = reverse("articles:annotations") + query
    found = AnnotationFilter(request.GET, viewer=request.user)
    if not found.form.is_valid():
        return redirect(address)
    base = request.build_absolute_uri("/").rstrip("/")
    origin = Origin(base + request.path + query, base + address)
    headers = {
        "Content-Disposition": f'attachment; filename="{_file_name(chosen)}"',
        "Cache-Control": "private, no-store",
        # A proxy that gathers the answer first would keep the reader waiting, and its memory full.
        "X-Accel-Buffering": "no",
    }
    if request.method == "HEAD":
        return HttpResponse(content_type=chosen.content_type, headers=headers)
    records = Records(found.listing, base=base)
    return StreamingHttpResponse(
        _pieces(chosen, records, origin), content_type=chosen.content_type, headers=headers
    )


def _pieces(form: ExportFormat, records: Records, origin: Origin) -> Iterator[bytes]:
    """The file. When something fails in the middle it says so at its end, and breaks off."""
    try:
        yield from form.write(records, origin)
    except Exception:  # whatever it is, a file that ends too early must not look whole
        log.exception("An export was broken off.")
        if form.broken:
            yield form.broken
        raise


def _file_name(form: ExportFormat) -> str:
    return f"annotations-{timezone.now():%Y-%m-%d}.{form.suffix}"
