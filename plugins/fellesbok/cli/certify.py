"""The command that proves what is charged: a folder of certificates and a checker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.cli.claims import cooperation_named
from fellesbok.cli.common import filed_books
from fellesbok.cli.common import usable
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_folder
from fellesbok.messages import Text
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import short
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import can_be_proved
from fellesbok.proof.certificate import certificates
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from fellesbok.proof.checkpoint import last_checkpoint
from fellesbok.proof.checkpoint import proof_files
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement.model import Agreement

_REFUSED = (*verify.FAULTS, verify_deep.DiffersError)


@click.command("certify")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option("--cooperation", help="Bare dette samarbeidet; ellers alle.")
@click.option("--municipality", help="Bare denne betaleren; ellers alle.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Mappen som sertifikatene, filene bak dem og kontrollen legges i.",
)
def certify_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    cooperation: str | None,
    municipality: str | None,
    output: Path,
) -> None:
    """Bevis hvert beløp i ÅR: sertifikater som kan kontrolleres uten fellesbok.

    Sjekkpunktet er av alle årets sertifikater, også av dem som ikke legges i mappen.
    """
    loaded = usable(books, language)
    if loaded.errors:
        stop(Text("Rett feilene i bøkene først: et sertifikat står fast."), language)
    agreement = loaded.settled.agreement
    one = cooperation_named(agreement, cooperation, language)
    payer = _payer(agreement, municipality, language)
    sources = Sources.of(loaded)
    made: dict[str, bytes] = {}
    shown: dict[str, bytes] = {}
    results = loaded.settled.results
    for result in results:
        if result.year != year or not can_be_proved(result, results):
            continue
        for whose, found in certificates(loaded, sources, result):
            name = f"{result.cooperation.slug}-{year}-{whose.slug}.json"
            made[name] = canonical(found)
            of_one = one is None or result.cooperation.slug == one.slug
            if of_one and payer in {None, whose.slug}:
                shown[name] = made[name]
    if not shown:
        text = Text("Ingenting av {year} er fordelt på dem det spørres om.", year=year)
        stop(text, language)
    origin = agreement.region
    before = last_checkpoint(output, origin)
    files = proof_files(made, shown, sources.content, origin, before)
    _refuse_others(shown, output, language)
    put_folder(output, files, filed_books(loaded, loaded.settled))
    _read_back(output, shown, language)
    text = Text(
        "Skrev {count} sertifikater i {path}. Bøkenes utgave: {revision}. Kontroller"
        " dem med «python verify.py» i mappen.",
        count=len(shown),
        path=str(output),
        revision=short(sources.revision),
    )
    tell_text(text, language)


def _read_back(output: Path, shown: Mapping[str, bytes], language: str) -> None:
    """Hold what is written against the checker, as whoever gets it will."""
    for name in shown:
        try:
            verify.certificate(output, name, set())
            verify_deep.certificate(output, name, set())
        except _REFUSED as error:
            text = Text(
                "{path} er skrevet, men kontrollen godtar det ikke: {reason}. Et"
                " sertifikat krever at hver versjon i avtalen står på egne linjer;"
                " er det ikke det, er det en feil i fellesbok: meld fra om den.",
                path=str(output / name),
                reason=str(error),
            )
            stop(text, language)


def _payer(agreement: Agreement, name: str | None, language: str) -> str | None:
    """The slug of the payer of that name; ``None`` where none is named."""
    if name is None:
        return None
    known = {payer.slug: payer.name for payer in agreement.payers}
    found = [s for s, n in known.items() if name.casefold() in {s, n.casefold()}]
    if not found:
        text = Text(
            "Ukjent betaler «{name}». Kjente: {known}.",
            name=name,
            known=", ".join(known.values()),
        )
        stop(text, language)
    return found[0]


def _refuse_others(shown: Mapping[str, bytes], output: Path, language: str) -> None:
    """Certificates of another run would stand beside a checkpoint that has them not."""
    with in_words(output):
        names = {path.name for path in output.glob("*-[0-9][0-9][0-9][0-9]-*.json")}
    others = sorted(names - shown.keys())
    if others:
        text = Text(
            "{path} har sertifikater som ikke er av denne kjøringen: {names}. Velg en"
            " annen mappe.",
            path=str(output),
            names=", ".join(others),
        )
        stop(text, language)
