"""The codebook as a file: taken along, and brought in after a look at what that would do."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.http import require_http_methods, require_safe

from articles import access
from articles.actions.codebook_import import import_codebook, planned
from articles.actions.refusal import Refused
from articles.admin.uploads import Upload
from articles.codebooks.plan import Outcome, Step, digest
from articles.codebooks.table import BadTable, Table, read_table, write_table
from articles.pages.codebook import table_rows
from articles.views.answering import told

SHOWN = 500
KIND = "codebook"  # among what else is uploaded
OUTCOMES: dict[Outcome, str] = {
    "made": "New",
    "changed": "Changed",
    "refused": "Refused",
    "unchanged": "Unchanged",
}


class FileForm(forms.Form):
    """A codebook to look at."""

    file = forms.FileField(
        label="CSV file",
        help_text="One tag a line, the names of the columns in the first: name (or tag, or code), "
        "and any of parent, colour, definition, use when, avoid when, retired.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        size = file.size or 0
        if size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                f"This file has {filesizeformat(size)}, and "
                f"{filesizeformat(settings.UPLOAD_MAX_BYTES)} can be uploaded."
            )
        return file


@require_safe
def codebook_export(request: HttpRequest) -> StreamingHttpResponse:
    """All tags as CSV, each before those below it; import makes the same codebook of it."""
    return StreamingHttpResponse(
        write_table(table_rows()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="codebook.csv"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def codebook_import(request: HttpRequest) -> HttpResponse:
    """Take a file, show what it would do, and do it when that is confirmed."""
    if not access.may_edit(request.user):
        raise PermissionDenied
    if request.method == "POST" and "upload" in request.POST:
        return _confirmed(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file.read())
        except BadTable as error:
            form.add_error("file", str(error))
        else:
            file.seek(0)
            upload = Upload.keep(request.user, [file], KIND)
            return _preview(request, upload, table, planned(table.rows))
    status = 422 if form.is_bound else 200
    return render(request, "tags/import.html", {"form": form}, status=status)


def _confirmed(request: HttpRequest) -> HttpResponse:
    upload = Upload.of(request.user, request.POST["upload"])
    if upload is None or upload.format != KIND:
        form = FileForm()
        context = {"form": form, "error": "This file is not kept any more. Choose it again."}
        return render(request, "tags/import.html", context, status=422)
    [(_, file)] = upload.files()
    with file:
        table = read_table(file.read())
    try:
        entry = import_codebook(
            rows=table.rows, by=request.user, seen=request.POST.get("digest", "")
        )
    except Refused as refusal:
        return _preview(request, upload, table, planned(table.rows), error=str(refusal))
    upload.remove()
    told(request, f"Imported: {entry.label}." if entry else "Nothing was changed.", entry)
    return redirect("articles:codebook")


def _preview(
    request: HttpRequest, upload: Upload, table: Table, steps: list[Step], error: str = ""
) -> HttpResponse:
    numbers = Counter(step.outcome for step in steps)
    telling = [step for step in steps if step.outcome != "unchanged" or step.remarks]
    context = {
        "error": error,
        "file_name": upload.names[0],
        "token": upload.token,
        "digest": digest(steps),
        "table": table,
        "numbers": [(word, numbers[outcome]) for outcome, word in OUTCOMES.items()],
        "to_do": numbers["made"] + numbers["changed"],
        "refused": numbers["refused"],
        "steps": [(step, OUTCOMES[step.outcome]) for step in telling[:SHOWN]],
        "more": max(len(telling) - SHOWN, 0),
    }
    return render(request, "tags/import_preview.html", context, status=409 if error else 200)
