"""The command that proves what is charged: a folder of certificates and a checker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.agreement.innsyn import Innsyn
from fellesbok.books import filed_books
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.common import payer_named
from fellesbok.cli.loaded import usable
from fellesbok.cli.salt_key import SALT_KEY
from fellesbok.cli.salt_key import commitments_by
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_folder
from fellesbok.filing.outside import refuse_folder_of
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.proof.accepted import NotAcceptedError
from fellesbok.proof.accepted import refuse_unaccepted
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import short
from fellesbok.proof.certificate import Sources
from fellesbok.proof.certificate import certificate_name
from fellesbok.proof.certificate import certificates_of
from fellesbok.proof.checkpoint import last_checkpoint
from fellesbok.proof.checkpoint import proof_files
from fellesbok.proof.member import Commitments
from fellesbok.proof.member import member_certificate
from fellesbok.proof.member import member_name
from fellesbok.proof.member import salted
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import output_folder
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.agreement import Cooperation
    from fellesbok.books import Books
    from fellesbok.sharing.settlement import YearResult

OPENED = "apning.txt"
"""Value and salt of each commitment: it is the accountant's alone."""


@frozen
class _Asked:
    """What goes in the folder: whose certificates, and in which form."""

    cooperation: Cooperation | None
    payer: str | None
    is_member: bool
    commitments: Commitments | None

    def shows(self, result: YearResult, payer: str) -> bool:
        """Whether somebody's certificate of a cooperation's year is asked for."""
        one = self.cooperation
        return (one is None or result.cooperation.slug == one.slug) and (
            self.payer in {None, payer}
        )


@click.command("certify")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option(
    "--cooperation", metavar="SAMARBEID", help="Bare dette samarbeidet; ellers alle."
)
@click.option(
    "--municipality", metavar="KOMMUNE", help="Bare denne betaleren; ellers alle."
)
@click.option(
    "--member",
    is_flag=True,
    help="Til kommunen selv: utdrag i stedet for hele bøkene. Krever --municipality.",
)
@SALT_KEY
@output_folder("Mappen som sertifikatene, filene bak dem og kontrollen legges i.")
def certify_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    cooperation: str | None,
    municipality: str | None,
    member: bool,  # noqa: FBT001 -- as click gives it
    salt_key: Path | None,
    output: Path,
) -> None:
    """Bevis hvert beløp i ÅR: sertifikater som kan kontrolleres uten fellesbok.

    Sjekkpunktet er av alle årets sertifikater, også av dem som ikke legges i mappen.
    """
    loaded = usable(books, language)
    if loaded.errors:
        stop(Text("Rett feilene i bøkene først: et sertifikat står fast."), language)
    if member and municipality is None:
        stop(Text("Oppgi hvem utdragene er til: --municipality."), language)
    if member and salt_key is None:
        text = Text(
            "Utdraget skjuler det som er andres, og avtrykk av hele filer. Oppgi"
            " nøkkelen: --salt-key."
        )
        stop(text, language)
    agreement = loaded.settled.agreement
    asked = _Asked(
        cooperation_named(agreement, cooperation, language),
        None
        if municipality is None
        else payer_named(agreement, municipality, language).slug,
        member,
        commitments_by(salt_key, loaded, language),
    )
    refuse_folder_of(output, filed_books(loaded, loaded.settled))
    sources = Sources.of(loaded)
    made, shown = _made(loaded, sources, year, asked)
    if not shown:
        text = Text("Ingenting av {year} er fordelt på dem det spørres om.", year=year)
        stop(text, language)
    _refuse_others(shown, output, language)
    origin = agreement.region
    before = last_checkpoint(output, origin)
    beside = {} if member else sources.content
    files = proof_files(made, shown, beside, origin, before)
    try:
        with in_words(output):
            refuse_unaccepted(files, shown, is_member=member)
    except NotAcceptedError as error:
        stop(error.text, language)
    if asked.commitments is not None and not member:
        files[OPENED] = canonical(asked.commitments.opened)
    put_folder(output, files, filed_books(loaded, loaded.settled))
    text = Text(
        "Skrev {count} sertifikater i {path}. Bøkenes utgave: {revision}. Kontroller"
        " dem med «python verify.py» i mappen.",
        count=len(shown),
        path=str(output),
        revision=short(sources.revision),
    )
    tell_text(text, language)


def _made(
    loaded: Books, sources: Sources, year: int, asked: _Asked
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Every certificate of a year, by its file's name; and those that are asked for."""
    made: dict[str, bytes] = {}
    shown: dict[str, bytes] = {}
    for result, whose, found in certificates_of(loaded, sources, year):
        is_common = result.cooperation.innsyn is Innsyn.COMMON
        name = certificate_name(result.cooperation.slug, year, whose.slug)
        made[name] = canonical(salted(found, name, asked.commitments))
        is_asked = asked.shows(result, whose.slug)
        if is_asked and not asked.is_member:
            shown[name] = made[name]
        if asked.commitments is not None:
            own = member_certificate(
                found, sources.rows, asked.commitments, is_common=is_common
            )
            name = member_name(name)
            made[name] = canonical(own)
            if is_asked and asked.is_member:
                shown[name] = made[name]
    return made, shown


def _refuse_others(shown: Mapping[str, bytes], output: Path, language: str) -> None:
    """What a checker takes for a certificate would be one that the checkpoint lacks."""
    with in_words(output):
        names = {path.name for path in output.glob("*.json")}
        checkpoints = {path.name for path in output.glob("sjekkpunkt-*.json")}
    others = sorted(names - checkpoints - shown.keys())
    if others:
        text = Text(
            "{path} har JSON-filer som ikke er av denne kjøringen: {names}. Velg en"
            " annen mappe.",
            path=str(output),
            names=", ".join(others),
        )
        stop(text, language)
