#!/bin/sh
# Prepares the archive (each step changes nothing that stands already) and serves it on this machine.
# PORT, DATABASE_URL and PUBLIC_READING may be set; DEBUG is always on: this is not for production.
set -eu
cd "$(dirname "$0")/.."
port=${PORT:-8000}
export DEBUG=1
export PUBLIC_READING="${PUBLIC_READING:-1}"
export PYTHONUNBUFFERED=1
export DJANGO_RUNSERVER_HIDE_WARNING=true
manage() { .venv/bin/python manage.py "$@"; }

# Asked first, so that nobody waits for an import before hearing that the port is taken.
.venv/bin/python scripts/port_is_free.py "$port"

echo "Preparing the database …"
manage migrate --verbosity 0
manage import_articles
echo
manage make_demo
echo
echo "Newsroom:  http://127.0.0.1:$port/articles/    Ctrl-C ends it."
exec .venv/bin/python manage.py runserver "127.0.0.1:$port"
