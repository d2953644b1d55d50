"""Work in forks of this process, so that Django is loaded once and any of them can be killed."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from scripts.archives import environment

FORK = get_context("fork")


def load_django(url: str) -> None:
    """Load the project for a database; this process itself must never connect to it."""
    os.environ.update(environment(url))
    import django

    django.setup()


def started(function: Callable[..., Any], *arguments: Any, lasting: bool = False) -> BaseProcess:
    """A child that does it; `kill()` is kill -9. One that is not `lasting` ends with its parent."""
    child = FORK.Process(target=function, args=arguments, daemon=not lasting)
    child.start()
    return child


def result_of(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns in a child."""
    ours, theirs = FORK.Pipe(duplex=False)
    child = started(lambda: theirs.send(function(*arguments)), lasting=True)
    theirs.close()
    try:
        return ours.recv()
    finally:
        child.join()
