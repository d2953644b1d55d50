"""The Django project.

SQLite from 3.7.0 to 3.51.2 can corrupt a database in WAL mode (https://sqlite.org/wal.html#walresetbug).
Where the `pysqlite3` package is installed its newer SQLite takes the place of Python's own, before
Django imports either.
"""

from __future__ import annotations

import importlib.util
import sys

if importlib.util.find_spec("pysqlite3") is not None:
    import pysqlite3
    import pysqlite3.dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
