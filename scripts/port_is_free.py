"""Ends with one line and status 1 when this machine cannot serve on a port."""

from __future__ import annotations

import socket
import sys


def main(value: str) -> None:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        sys.exit(f"PORT={value} is not a port: set it to a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(value)))
        except OSError as error:
            sys.exit(
                f"Port {value} cannot be used ({error.strerror}): "
                "end what uses it, or choose another, for example: make run PORT=8001"
            )


if __name__ == "__main__":
    main(sys.argv[1])
