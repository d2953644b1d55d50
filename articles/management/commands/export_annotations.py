"""manage.py export_annotations: the annotations of a filter into a file."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.urls import reverse

from articles.exporters import FORMATS, AnnotationRecord, Origin
from articles.filters import AnnotationFilter
from articles.management.progress import Progress
from articles.management.whole_file import whole_file
from articles.pages.links import query_string
from articles.pages.passage_links import passages_kept
from articles.pages.records import Records

NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x20\x7f<>\"{}|\\^`]")  # RFC 3987, 2.2


class Command(BaseCommand):
    help = (
        "Export annotations with the replies to them: the shared ones or, with --person, what "
        "that person sees."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument(
            "--filter",
            default="",
            metavar="QUERYSTRING",
            help="as in the address of /annotations/, such as 'tag=delay&by=ada'",
        )
        parser.add_argument("--output", metavar="FILE", help="default, or -: standard output")
        parser.add_argument("--person", metavar="USERNAME", help="as whom; default: nobody")
        parser.add_argument(
            "--base-url",
            default=settings.BASE_URL,
            metavar="URL",
            help=f"where the site is, for addresses in the file; default: {settings.BASE_URL}",
        )
        parser.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        form = FORMATS[options["format"]]
        base = _checked_base(_checked_text(options["base_url"], "base URL"))
        query = QueryDict(
            _checked_text(options["filter"], "filter").removeprefix("?"), mutable=True
        )
        query.pop("page", None)  # of the address of a list: the file has all its pages
        found = AnnotationFilter(query, viewer=_person(options["person"]))
        if unknown := sorted(set(query) - set(found.filters)):
            raise CommandError(f"The filter knows no {', '.join(unknown)}.", returncode=2)
        if not found.form.is_valid():
            errors = (str(error) for of_field in found.form.errors.values() for error in of_field)
            raise CommandError(f"The filter: {' '.join(errors)}", returncode=2)
        asked = query_string(passages_kept(query))
        origin = Origin(
            base + reverse("articles:annotations_export", args=[options["format"]]) + asked,
            base + reverse("articles:annotations") + asked,
        )
        records = Records(found.listing, base=base)
        progress = Progress(self.stderr, len(records), "annotations", quiet=options["quiet"])
        try:
            with whole_file(None if options["output"] == "-" else options["output"]) as file:
                for piece in form.write(_counted(records, progress), origin):
                    file.write(piece)
        except BrokenPipeError:  # manage.py says it, of whatever command
            raise
        except OSError as error:
            reason = error.strerror or error
            raise CommandError(f"The file cannot be written: {reason}.", returncode=2) from None
        finally:
            progress.finish()
        if not options["quiet"]:
            self.stderr.write(f"exported={len(records)}")


def _counted(records: Records, progress: Progress) -> Iterator[AnnotationRecord]:
    for record in records:
        if record.reply_to is None:
            progress.step()
        yield record


def _person(name: str | None) -> Any:
    if name is None:
        return None
    _checked_text(name, "name")
    model = get_user_model()
    person = model._default_manager.filter(**{model.USERNAME_FIELD: name}).first()
    if person is None:
        raise CommandError(f"There is nobody called “{name}”.", returncode=2)
    return person


def _checked_text(given: str, what: str) -> str:
    """Bytes of the command line that are no UTF-8 come as surrogates, which no database takes."""
    try:
        given.encode()
    except UnicodeEncodeError:
        raise CommandError(f"The {what} is not UTF-8.", returncode=2) from None
    return given


def _checked_base(url: str) -> str:
    if not _is_base(url):
        raise CommandError(
            f"“{url}” is no address of a site: it is one such as https://news.example.",
            returncode=2,
        )
    return url.rstrip("/")


def _is_base(url: str) -> bool:
    """Whether addresses can begin so."""
    try:
        parts = urlsplit(url)
    except ValueError:  # half an address, such as http://[
        return False
    known = parts.scheme in {"http", "https"} and parts.netloc
    return bool(known) and not (parts.query or parts.fragment or NOT_IN_ADDRESSES.search(url))
