"""Commands for opening the books to others: serve and password."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.anywhere import is_given
from fellesbok.cli.answering import answer
from fellesbok.cli.answering import must_be_free
from fellesbok.cli.common import sweep
from fellesbok.cli.common import tell
from fellesbok.cli.loaded import load
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.folder import folder_of
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.terminal import common_options
from fellesbok.terminal import stop
from fellesbok.web.access.serving import LOOPBACK
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import FollowedReaders
from fellesbok.web.access.sign_in import ReadersFileError
from fellesbok.web.access.sign_in import hashed
from fellesbok.web.access.sign_in.openid import NoOpenIdError

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection

    from flask import Flask

    from fellesbok.books import Books

SHORTEST_KEY = 32
PORT = click.option(
    "--port",
    metavar="PORT",
    type=int,
    default=5000,
    help="Porten det svares på.",
)


@click.command("serve")
@common_options
@click.option(
    "--host", metavar="ADRESSE", default="127.0.0.1", help="Adressen det svares på."
)
@PORT
@click.option("--edit", is_flag=True, help="La regnskapsføreren endre bøkene.")
@click.option(
    "--readers",
    metavar="STI",
    type=click.Path(path_type=Path),
    help="TOML-fil med dem som kan logge inn, og hva de får se.",
)
@click.option(
    "--session-key",
    metavar="STI",
    type=click.Path(path_type=Path),
    help="Fil med minst 32 byte som signerer det nettlesere holder; ellers nye.",
)
@click.option(
    "--prefix", metavar="STI", default="", help="Stien foran alle adresser: /fellesbok."
)
@click.option("--behind-proxy", is_flag=True, help="En proxy foran står for https.")
@click.option(
    "--allowed-host",
    "names",
    metavar="NAVN",
    multiple=True,
    help="Navnet leserne bruker i adressen. Kan gjentas.",
)
@click.option(
    "--objections",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="MAPPE",
    help="Mappe utenfor bøkene som tar imot innsigelser fra kommunene.",
)
@click.option(
    "--without-sign-in",
    "is_open",
    is_flag=True,
    help="La alle på nettet lese alt, uten innlogging.",
)
def serve_command(  # noqa: PLR0913 -- one for each option
    books: Path,
    language: str,
    *,
    host: str,
    port: int,
    edit: bool,
    readers: Path | None,
    session_key: Path | None,
    prefix: str,
    behind_proxy: bool,
    names: tuple[str, ...],
    objections: Path | None,
    is_open: bool,
) -> None:
    """Kontroller bøkene og vis dem i nettleseren, med Fava."""
    if host not in LOOPBACK and readers is None and not is_open:
        text = Text(
            "På {host} kan andre enn du lese bøkene. Oppgi hvem med --readers, eller"
            " --without-sign-in hvis alle skal se alt.",
            host=host,
        )
        stop(text, language)
    must_be_free(host, port, language)
    sweep(books, language)
    loaded = load(books, language)
    tell(loaded, language, findings=False)
    served: list[Flask] = []
    access = Access(
        readers=None
        if readers is None
        else _readers(readers, lambda: _slugs(loaded, served), language),
        key=secrets.token_bytes(SHORTEST_KEY)
        if session_key is None
        else _key(session_key, language),
        hosts=_hosts(host, names),
        prefix=_prefix(prefix, language),
        behind_proxy=behind_proxy,
    )
    try:
        app = application(
            loaded.main,
            edit=edit,
            language=language if is_given("language") else None,
            access=access,
            objections=objections
            and _inbox(objections, loaded, language, is_signed=readers is not None),
        )
    except NoOpenIdError as error:
        stop(error.text, language)
    served.append(app)
    answer(app, host, port, access.prefix, language, edit=edit)


@click.command("password")
@click.password_option(
    "--password",
    metavar="PASSORD",
    prompt="Passord",
    confirmation_prompt="Passordet en gang til",
)
def password_command(password: str) -> None:
    """Lag hashen av et passord, til leserfilen."""
    click.echo(hashed(password))


def _inbox(folder: Path, loaded: Books, language: str, *, is_signed: bool) -> Path:
    """The folder that objections go to: outside the books, and of who has signed in."""
    found = folder.resolve()
    if found.is_relative_to(folder_of(loaded.main).resolve()):
        text = Text(
            "--objections er {folder}, som ligger i bokmappen. Velg en mappe utenfor.",
            folder=str(folder),
        )
        stop(text, language)
    if not is_signed:
        text = Text(
            "--objections trenger --readers: en innsigelse er fra den som er innlogget."
        )
        stop(text, language)
    return found


def _readers(
    path: Path, slugs: Callable[[], Collection[str]], language: str
) -> FollowedReaders:
    """Who may sign in, or everything that is wrong with the file."""
    try:
        return FollowedReaders(path, slugs)
    except ReadersFileError as error:
        faults = "\n".join(f"{path}: {say(f, language)}" for f in error.faults)
        stop(faults, language)


def _slugs(loaded: Books, served: list[Flask]) -> Collection[str]:
    """The payers of the books as they are shown, or as they were when loaded."""
    if served:
        shown: Collection[str] = served[0].config["LEDGERS"].payers()
        return shown
    if loaded.shared is None:
        return ()
    return [payer.slug for payer in loaded.shared.agreement.payers]


def _key(path: Path, language: str) -> bytes:
    try:
        key = path.read_bytes()
    except OSError as error:
        text = Text(
            "Fikk ikke lest nøkkelen i {path} ({reason}).",
            path=str(path),
            reason=reason_of(error),
        )
        stop(text, language)
    if len(key) < SHORTEST_KEY:
        text = Text(
            "Nøkkelen i {path} er kortere enn {count} byte.",
            path=str(path),
            count=SHORTEST_KEY,
        )
        stop(text, language)
    return key


def _hosts(host: str, names: tuple[str, ...]) -> frozenset[str]:
    """The names that are answered to; where the address is open and none is given, all.

    A machine that anybody can reach has a name that only its owner knows.
    """
    if host not in LOOPBACK and not names:
        return frozenset()
    return LOOPBACK | {host} | {name.casefold() for name in names}


def _prefix(written: str, language: str) -> str:
    """A path such as ``/fellesbok``, or nothing."""
    prefix = written.rstrip("/")
    if prefix and (not prefix.startswith("/") or prefix.startswith("//")):
        text = Text("--prefix skal begynne med én skråstrek: /fellesbok.")
        stop(text, language)
    return prefix
