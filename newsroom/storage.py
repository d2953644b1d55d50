"""Static files under names that carry their digest, so that browsers keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

RELATIVE = r"""['"](?P<url>\.{1,2}/[^'"]+)['"]"""
SET_OF_NAMES = r"\{[^{}'\"]*\}"
IMPORTED = rf"\s*(?:[\w$]+\s*,?\s*)?(?:{SET_OF_NAMES}|\*\s*as\s+[\w$]+)?\s*"
EXPORTED = rf"\s*(?:{SET_OF_NAMES}|\*(?:\s*as\s+[\w$]+)?)\s*"


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between ES modules, which Django leaves alone by default.

    Django's own patterns find only imports that end in a semicolon and leave the others, silently,
    at names that browsers may keep too long. These do not ask for one.
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
        ),
    )
