"""The books in Fava (*nettleseren*), on this machine only unless told otherwise."""

from __future__ import annotations

import secrets
from dataclasses import field
from time import monotonic
from typing import TYPE_CHECKING
from typing import Any

from fava.application import create_app
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from fellesbok.frozen import frozen
from fellesbok.objections.inbox import CONFIGURED
from fellesbok.web.access import sign_in
from fellesbok.web.access import site
from fellesbok.web.access.giving_back import collect_seldom
from fellesbok.web.access.giving_back import collect_soon
from fellesbok.web.access.guard import protect
from fellesbok.web.access.remembered import remember_answers
from fellesbok.web.access.server import server
from fellesbok.web.access.views import Views
from fellesbok.web.limits.json_in_pieces import JsonInPieces
from fellesbok.web.rendering import norwegian

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

    from fellesbok.web.access.sign_in import ReadersFile

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
FRONT_PAGE = "FELLESBOK_FRONT_PAGE"
"""The path that a server without sign-in is asked for first, by itself."""

HERE = "http://localhost/"
NOBODY = ""
"""The slug of who has not signed in: no payer's, so there is nothing to see."""


@frozen
class Access:
    """How the books are reached, and by whom.

    Attributes:
        readers: Gives who may sign in now; ``None`` lets everybody in who reaches the
            server.
        key: What signs the cookies of who has signed in.
        hosts: The names that the server is called by; if empty, any.
        prefix: The path that all addresses begin with.
        behind_proxy: Whether a proxy in front says who asks, and how.
        clock: Gives seconds, for how long somebody is signed in.
    """

    readers: Callable[[], ReadersFile] | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    hosts: frozenset[str] = LOOPBACK
    prefix: str = ""
    behind_proxy: bool = False
    clock: Callable[[], float] = monotonic


def application(
    main: Path,
    *,
    edit: bool,
    language: str | None = None,
    access: Access | None = None,
    objections: Path | None = None,
) -> Flask:
    """Fava on the books, loaded before anybody asks.

    Args:
        main: The main file of the books.
        edit: Whether the accountant may write.
        language: ``nb`` or ``en`` for everybody, whatever books and browser say.
        access: Who may read what; by default everybody on this machine reads all.
        objections: The folder that municipalities send objections to, if any.

    Raises:
        fellesbok.web.access.sign_in.openid.NoOpenIdError: Authlib is missing.
    """
    access = access or Access()

    def reader() -> str | None:
        if access.readers is None:
            return None
        known = sign_in.current_reader()
        return NOBODY if known is None else known.municipality

    app = create_app([str(main)])
    app.json = JsonInPieces(app)
    app.config["LEDGERS"] = Views(main, reader=reader, edit=edit)
    norwegian.install(app, language)
    protect(
        app,
        main.parent.parent,
        may_edit=lambda: edit and reader() is None,
        hosts=access.hosts,
        own=sign_in.ENDPOINTS,
        may_send=lambda: objections is not None and reader() not in {None, NOBODY},
    )
    app.config[CONFIGURED] = objections
    site.install(app)
    if access.readers is None:
        app.config[FRONT_PAGE] = f"{access.prefix}/"
    else:
        sign_in.install(
            app,
            access.readers,
            key=access.key,
            secure=access.behind_proxy,
            clock=access.clock,
        )
    remember_answers(app)
    _behind(app, access)
    return app


def _behind(app: Flask, access: Access) -> None:
    """Answer below a prefix, and believe a proxy if there is one."""
    served: Any = app.wsgi_app
    if access.prefix:
        served = DispatcherMiddleware(NotFound(), {access.prefix: served})
    if access.behind_proxy:
        served = ProxyFix(served, x_for=1, x_proto=1, x_host=1, x_prefix=0)
    app.wsgi_app = served  # type: ignore[method-assign]


def _make_ready(app: Flask) -> None:
    """Make what the first reader would wait for: the books' sums, findings, templates.

    Nothing where readers sign in: each has a part of the books, and may not come.
    """
    collect_seldom()
    views: Views = app.config["LEDGERS"]
    views.when_shown_anew = collect_soon
    if FRONT_PAGE in app.config:
        front = app.config[FRONT_PAGE]
        app.test_client().get(front, base_url=HERE, follow_redirects=True)


def serve(
    app: Flask,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    edit: bool = False,
) -> None:
    """Serve until interrupted; ``ready`` is told the address when it can be opened.

    Raises:
        OSError: The port is taken, or may not be used.
    """
    listening = server(app, host=host, port=port, edit=edit)
    shown = f"[{host}]" if ":" in host else host
    try:
        _make_ready(app)
        ready(f"http://{shown}:{listening.effective_port}/")
        listening.run()
    finally:
        listening.close()
