#!/bin/sh
# Prints the path of a Chromium that starts, for the browser tests; installs one where there is none:
# Debian's package where apt may be used, else Playwright's own. What it does besides goes to stderr.
# CHROMIUM names one to use. Needs .venv with requirements-dev.txt.
set -eu
cd "$(dirname "$0")/.."

installed() {
    for name in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(command -v "$name") || continue
        if "$path" --version >/dev/null 2>&1; then # a snap's stand-in does not start everywhere
            echo "$path"
            return
        fi
    done
    return 1
}

playwrights_own() {
    path=$(.venv/bin/python - <<'PYTHON'
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
PYTHON
    )
    [ -x "$path" ] && echo "$path"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

from_debian() {
    grep -qs '^ID=debian' /etc/os-release && as_root true 2>/dev/null || return 1
    echo "Installing Debian's chromium …" >&2
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get -qq update >&2 || true # a stale list may still do
    as_root apt-get -qq install --yes --no-install-recommends chromium >&2
}

from_playwright() {
    echo "Installing Playwright's Chromium …" >&2
    if as_root true 2>/dev/null && command -v apt-get >/dev/null; then
        as_root "$PWD/.venv/bin/python" -m playwright install-deps chromium >&2 || true
    fi
    .venv/bin/python -m playwright install chromium >&2
}

installed || playwrights_own || { from_debian && installed; } || { from_playwright && playwrights_own; } || {
    echo "No Chromium starts here: install one, and name it with CHROMIUM=/path/to/chromium." >&2
    exit 1
}
