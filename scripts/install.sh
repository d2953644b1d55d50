#!/bin/sh
# Makes .venv where it is missing or broken, and installs a requirements file into it.
# Does nothing, in a few milliseconds, when neither that file nor .venv has changed.
# Usage: scripts/install.sh requirements.txt     (PYTHON names another interpreter to begin with)
set -eu
cd "$(dirname "$0")/.."
requirements=$1
stamp=".venv/$requirements.installed"
wanted=$(cat requirements.txt "$requirements" | cksum)

if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

find_python() {
    found=
    for name in "${PYTHON:-python3.13}" python3.13 python3.12 python3.11 python3 python; do
        new_enough "$name" || continue
        found=$name
        if makes_venvs "$name"; then
            echo "$name"
            return
        fi
    done
    if [ -n "$found" ]; then
        echo "$found has no venv module: on Debian and Ubuntu, install it with 'apt-get install python3-venv'." >&2
    else
        echo "Newsroom needs Python 3.11 or newer, and none was found: install it, or name it with PYTHON=/path/to/python." >&2
    fi
    return 1
}

if ! new_enough .venv/bin/python || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi
echo "Installing $requirements into .venv …"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$requirements"; then
    echo "The packages could not be installed: what pip says above tells why. Run the same command again afterwards." >&2
    exit 1
fi
echo "$wanted" > "$stamp"
