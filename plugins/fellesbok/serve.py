"""The books in Fava (*nettleseren*), on this machine only unless told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cheroot import wsgi
from fava.application import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

THREADS = 10


def application(main: Path, *, edit: bool) -> Flask:
    """Fava on the books, loaded before anybody asks; read-only unless ``edit``."""
    return create_app([str(main)], load=True, read_only=not edit)


def serve(app: Flask, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` is told the address when it can be opened.

    Raises:
        OSError: The port is taken, or may not be used.
    """
    server = wsgi.Server((host, port), app, numthreads=THREADS)
    server.prepare()
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{server.bind_addr[1]}/")
    try:
        server.serve()
    finally:
        server.stop()
