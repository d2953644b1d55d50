"""Uploaded files between the step that shows what they would do and the one that does it."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

KEPT_SECONDS = 24 * 3600
TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """The files of one person's upload, in a folder of their own; gone after a day."""

    token: str
    folder: Path
    names: list[str]
    format: str

    @classmethod
    def keep(cls, user: Any, files: Sequence[UploadedFile[Any]], layout: str) -> Upload:
        _sweep()
        token = secrets.token_hex(16)
        folder = _root() / f"{user.pk}-{token}"
        _root().mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        for number, file in enumerate(files):
            with (folder / str(number)).open("wb") as target:
                for chunk in file.chunks():
                    target.write(chunk)
        names = [file.name or "upload" for file in files]
        (folder / "names.json").write_text(json.dumps({"names": names, "format": layout}))
        return cls(token, folder, names, layout)

    @classmethod
    def of(cls, user: Any, token: str) -> Upload | None:
        """A person's upload by its token; None for one that is gone or another's."""
        if not TOKEN.fullmatch(token):
            return None
        folder = _root() / f"{user.pk}-{token}"
        try:
            kept = json.loads((folder / "names.json").read_text())
        except FileNotFoundError:
            return None
        return cls(token, folder, kept["names"], kept["format"])

    def files(self) -> Iterator[tuple[str, BinaryIO]]:
        """Each file's name as uploaded, and the file, opened for reading bytes."""
        for number, name in enumerate(self.names):
            yield name, (self.folder / str(number)).open("rb")

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _root() -> Path:
    return Path(settings.VAR_DIR) / "uploads"


def _sweep() -> None:
    """Remove what was uploaded and never confirmed."""
    oldest = time.time() - KEPT_SECONDS
    for folder in _root().glob("*-*"):
        with suppress(FileNotFoundError):  # swept by somebody else meanwhile
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
