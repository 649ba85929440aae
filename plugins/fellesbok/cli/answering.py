"""The server answers until it is stopped (*svare*), and says where."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from typing import NoReturn

import click

from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.messages import Text
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.web.access.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

LAST = 65535
"""The last port that there is."""


def must_be_free(host: str, port: int, language: str) -> None:
    """Stop before anything is made or read where the server could not answer.

    Args:
        host: Where it is to answer.
        port: Likewise; 0 is any that is free.
        language: Of what is said.
    """
    if not 0 <= port <= LAST:
        text = Text(
            "{port} er ingen port: de går fra 0 til {last}.", port=port, last=LAST
        )
        stop(text, language)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        _cannot(host, port, reason_of(error), language)


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
        _cannot(host, port, reason_of(error), language)
    except KeyboardInterrupt:
        click.echo()


def _cannot(host: str, port: int, reason: str, language: str) -> NoReturn:
    """Say that the port is taken, or may not be used."""
    text = Text(
        "Kan ikke svare på {host}:{port} ({reason}). Prøv en annen port: --port"
        " {other}.",
        host=host,
        port=port,
        reason=reason,
        other=port + 1 if port < LAST else port - 1,
    )
    stop(text, language)
