"""Archives made for a test: honest ones, and by changing their bytes hostile ones."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

ARTICLE = b"# A title\n\nThe body."


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A zip archive of (name, data)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """A member of a zip archive as made on Unix, with its type and rights."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def tarred(*members: tuple[str | tarfile.TarInfo, bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    """A gzipped tar archive of (name, data)."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(file.getvalue(), compresslevel=1, mtime=0)


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """A link, device or folder of a tar archive."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info
