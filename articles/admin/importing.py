"""Importing in the admin: upload, see what it would do, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat

from articles.actions.importing import STATUSES, Import, Outcome
from articles.admin.uploads import Upload
from articles.importers import FORMATS, read_upload

SHOWN = 200


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploaded files; their sizes are checked together."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]
        size = sum(one.size or 0 for one in files)
        if size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                f"These files have {filesizeformat(size)}, and at once "
                f"{filesizeformat(settings.UPLOAD_MAX_BYTES)} can be uploaded. "
                "Use manage.py import_articles for more."
            )
        return files


class UploadForm(forms.Form):
    uploads = ManyFilesField(
        label="Files",
        help_text="Text, Markdown or JSON Lines files, or a .zip or .tar.gz archive of them.",
    )
    format = forms.ChoiceField(
        required=False,
        label="Format",
        choices=[("", "Recognise each file"), *((name, name) for name in FORMATS)],
    )


def may_import(model_admin: Any, request: HttpRequest) -> bool:
    """Whether they may import: that makes articles and changes others."""
    added, changed = model_admin.has_add_permission, model_admin.has_change_permission
    return bool(added(request) and changed(request))


def import_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The page of each step. Raises PermissionDenied for who may not add articles."""
    if not may_import(model_admin, request):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Import articles",
        "most": filesizeformat(settings.UPLOAD_MAX_BYTES),
    }
    if token := request.POST.get("upload"):
        upload = Upload.of(request.user, token)
        if upload is None or upload.format not in {"", *FORMATS}:  # gone, or uploaded elsewhere
            model_admin.message_user(
                request, "That upload is not there any more: choose the files again."
            )
            return redirect("admin:articles_article_import")
        if "cancel" in request.POST:
            upload.remove()
            return redirect("admin:articles_article_import")
        context |= _result(upload, by=request.user, dry_run=False)
        upload.remove()
        return render(request, "admin/articles/article/import.html", context)
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        upload = Upload.keep(
            request.user, form.cleaned_data["uploads"], form.cleaned_data["format"]
        )
        context |= {"upload": upload, **_result(upload, by=request.user, dry_run=True)}
    else:
        context["form"] = form
    return render(request, "admin/articles/article/import.html", context)


def _result(upload: Upload, *, by: Any, dry_run: bool) -> dict[str, Any]:
    """What the import did or would do: the counts, and the first of what needs a look."""
    run = Import(by=by, dry_run=dry_run)
    problems: list[Outcome] = []
    found = 0
    for name, data in upload.files():
        with data:
            for outcome in run.run(read_upload(name, data, format=upload.format or None)):
                if outcome.status == "refused" or outcome.warnings:
                    found += 1
                    problems += [outcome] if len(problems) < SHOWN else []
    return {
        "dry_run": dry_run,
        "counts": [(status, run.counts[status]) for status in STATUSES],
        "total": sum(run.counts.values()),
        "passages": run.passages_told(),
        "problems": problems,
        "more_problems": found - len(problems),
    }
