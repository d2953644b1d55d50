"""Why an action was not done, in words for the person who asked."""

from __future__ import annotations

from articles.models import Annotation


class Refused(ValueError):
    """What was asked cannot be done; the message says why."""


class Overtaken(Refused):
    """Somebody else has just done the same: looked at again, it is there (`again` does that)."""


class Stale(Refused):
    """Somebody else has changed the annotation meanwhile; it is as `annotation` says now."""

    def __init__(self, annotation: Annotation) -> None:
        super().__init__("Somebody else has changed this annotation meanwhile.")
        self.annotation = annotation
