"""Static files under names that carry their digest, so that browsers keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between ES modules, which Django leaves alone by default."""

    support_js_module_import_aggregation = True
