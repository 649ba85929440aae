"""The server answers until it is stopped (*svare*), and says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.messages import Text
from fellesbok.system_reasons import reason_of
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.web.access.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask


def answer(  # noqa: PLR0913 -- one thing each
    app: Flask,
    host: str,
    port: int,
    prefix: str,
    language: str,
    *,
    edit: bool = False,
    opened: Callable[[str], None] | None = None,
) -> None:
    """Serve until Ctrl-C.

    Args:
        app: What is served.
        host: Where it answers.
        port: Likewise.
        prefix: The path that all addresses begin with.
        language: Of what is said.
        edit: Whether who keeps the books may write.
        opened: What is told the address when it can be opened, besides the user.
    """

    def ready(address: str) -> None:
        address = f"{address.rstrip('/')}{prefix}/"
        text = Text("Åpne {address} i nettleseren. Ctrl-C stopper.", address=address)
        tell_text(text, language)
        if opened is not None:
            opened(address)

    try:
        serve(app, host=host, port=port, ready=ready, edit=edit)
    except OSError as error:
        text = Text(
            "Kan ikke svare på {host}:{port} ({reason}). Prøv en annen port: --port"
            " {other}.",
            host=host,
            port=port,
            reason=reason_of(error),
            other=port + 1,
        )
        stop(text, language)
    except KeyboardInterrupt:
        click.echo()
