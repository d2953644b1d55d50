"""Taking back what the log says was done, any time later."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.actions.annotations import Refused, locked
from articles.actions.log import record
from articles.actions.states import ANNOTATION_COLUMNS, TAG_COLUMNS, State, annotation_states, tag_states
from articles.models import Activity, Annotation, Tag
