"""Static files under names that carry their digest, so that browsers keep them for a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

RELATIVE = r"""['"](?P<url>\.{1,2}/[^'"]+)['"]"""
SET_OF_NAMES = r"\{[^{}'\"]*\}"
IMPORTED = rf"\s*(?:[\w$]+\s*,?\s*)?(?:{SET_OF_NAMES}|\*\s*as\s+[\w$]+)?\s*"
EXPORTED = rf"\s*(?:{SET_OF_NAMES}|\*(?:\s*as\s+[\w$]+)?)\s*"


# Comments that stand on lines of their own: a fifth of the scripts, and nothing to browsers.
LINE_COMMENT = r"(?m)^[ \t]*//.*\n"
BLOCK_COMMENT = r"(?m)^[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*\n"
# A string that goes on in the next line would lose it, too; there is none (tested).
INDENTATION = r"(?m)^[ \t]+"


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between ES modules, which Django leaves alone by default.

    Django's own patterns find only imports that end in a semicolon and leave the others, silently,
    at names that browsers may keep too long. These do not ask for one. Comments and
    indentation are not served.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "*.js",
        (
            (
                rf"(?P<matched>\bimport(?P<names>{IMPORTED})from\s*{RELATIVE})",
                'import%(names)sfrom "%(url)s"',
            ),
            (
                rf"(?P<matched>\bexport(?P<names>{EXPORTED})from\s*{RELATIVE})",
                'export%(names)sfrom "%(url)s"',
            ),
            (rf"(?P<matched>\bimport\s*{RELATIVE})", 'import "%(url)s"'),
            (rf"(?P<matched>\bimport\(\s*{RELATIVE}\s*\))", 'import("%(url)s")'),
            (LINE_COMMENT, ""),
            (BLOCK_COMMENT, ""),
            (INDENTATION, ""),
        ),
    )

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[re.Match[str]], str]:
        """What takes the place of a match; nothing takes that of a comment."""
        if template == "":
            return lambda match: ""
        convert: Any = super().url_converter(name, hashed_files, template)
        return convert  # type: ignore[no-any-return]  # Django has no types for it
