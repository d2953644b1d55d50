#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a PostgreSQL of its own, which is gone afterwards: a cluster
# in a temporary folder, reached by a socket in that folder, so that it meets no other one.
# Usage: scripts/with_postgresql.sh COMMAND …
# As root the server runs as the user postgres, because PostgreSQL refuses to run as root.
set -euo pipefail

bin=
for candidate in /usr/lib/postgresql/15/bin $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
    if [ -x "$candidate/initdb" ]; then bin=$candidate; break; fi
done
if [ -z "$bin" ] && command -v initdb >/dev/null; then bin=$(dirname "$(command -v initdb)"); fi
if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed: on Debian and Ubuntu, install it with 'apt-get install postgresql'." >&2
    exit 1
fi

as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

folder=$(mktemp -d /tmp/newsroom-postgresql.XXXXXX)
finish() {
    as_postgres "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
cd "$folder" # the user postgres may not be allowed where we are
as_postgres "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >"$folder/initdb.log" || { cat "$folder/initdb.log" >&2; exit 1; }
# Nothing here needs to outlive a power cut.
as_postgres "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/data/server.log" --wait --silent \
    --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200" \
    start || { cat "$folder/data/server.log" >&2; exit 1; }
cd "$OLDPWD"

DATABASE_URL="postgresql://postgres@/postgres?host=$folder" "$@"
