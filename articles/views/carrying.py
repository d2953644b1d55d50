"""Carrying an annotation over to copies of its article."""

from __future__ import annotations

import uuid as uuids

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from articles import access
from articles.actions.carrying import carry
from articles.actions.refusal import Refused
from articles.models import Annotation, Article
from articles.pages.carrying_form import CarryForm
from articles.pages.copies import copies_for
from articles.views.answering import told


@require_http_methods(["GET", "HEAD", "POST"])
def carry_over(request: HttpRequest, uid: uuids.UUID) -> HttpResponse:
    """Show the passage in each copy, and annotate it in those that are chosen."""
    if not access.may_annotate(request.user):
        raise PermissionDenied
    visible = Annotation.objects.visible_to(request.user).first_level().select_related("article")
    row = get_object_or_404(visible.defer("article__body", "article__html"), uid=uid)
    copies = copies_for(row, request.user)
    form = CarryForm(request.POST or None, copies=copies)
    if form.is_valid():
        chosen = Article.objects.filter(pk__in=form.cleaned_data["article"]).only("pk")
        try:
            entry = carry(annotation=row, to=list(chosen), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            number = len(entry.after)
            told(request, f"Carried to {number} cop{'y' if number == 1 else 'ies'}.", entry)
            return redirect("articles:annotation_carry", row.uid)
    context = {"annotation": row, "copies": copies, "form": form}
    context["can_carry"] = any(not one.lost and not one.has_it for one in copies)
    status = 422 if form.is_bound or request.method == "POST" else 200
    return render(request, "annotations/carry.html", context, status=status)
