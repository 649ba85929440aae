"""The command that checks a folder of certificates, and who has signed for it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.approvals.countersigned import Countersigned
from fellesbok.approvals.countersigned import countersigned
from fellesbok.approvals.writing import COUNTERSIGNATURES
from fellesbok.cli.common import seen_from
from fellesbok.cli.loaded import usable
from fellesbok.cli.written_lines import put
from fellesbok.entries.kinds import customs
from fellesbok.entries.vocabulary import COUNTERSIGNED
from fellesbok.filing.outside import in_words
from fellesbok.filing.writing import Filing
from fellesbok.messages import Text
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from fellesbok.proof.signatures import MOST_BYTES
from fellesbok.proof.signatures import NotSignedError
from fellesbok.proof.signatures import allowed_signers
from fellesbok.proof.signatures import signer
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YES
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.books import Books
    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books as Filed
    from fellesbok.proof.signatures import Signer

ALLOWED = "allowed_signers"
"""The file of keys, beside the main file of the books."""
_SIGNATURE = re.compile(r"(sjekkpunkt-\d{4}\.json)(?:\.[\w-]+)?\.sig")
_MOST_KEYS = 200_000


@click.command("verify")
@common_options
@click.argument(
    "folder",
    metavar="MAPPE",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
)
@click.option("--keep", is_flag=True, help="Skriv i bøkene hva kommunene har godkjent.")
@DRY_RUN
@YES
@day_option("--on", "Dagen linjene får; ellers den siste i bøkene.")
def verify_command(  # noqa: PLR0913 -- one for each option
    books: Path,
    language: str,
    *,
    folder: Path,
    keep: bool,
    dry_run: bool,
    yes: bool,
    day: date | None,
) -> None:
    """Kontroller sertifikatene i MAPPE, og hvem som har signert sjekkpunktene.

    Nøklene står i filen allowed_signers ved siden av bøkenes hovedfil.
    """
    loaded = usable(books, language)
    checked = [verify.main(folder)]
    checked += [verify_deep.main(folder)] if _has_whole(folder) else []
    if any(checked):
        raise SystemExit(1)
    _of_these_books(folder, loaded, language)
    signed = list(_signed(folder, loaded, language))
    for name, found in signed:
        text = Text(
            "{payer} har signert {name} med nøkkelen {key}.",
            payer=loaded.settled.agreement.payer(found.payer).name,
            name=name,
            key=found.fingerprint,
        )
        tell_text(text, language)
    if not signed:
        tell_text(Text("Ingen har signert noe sjekkpunkt i mappen."), language)
    if keep or dry_run:
        at = seen_from(loaded, day, language)
        every = [
            each
            for name, found in signed
            for each in _countersigned(folder, name, found, at)
        ]
        if not every:
            stop(Text("Det er ingenting å skrive i bøkene."), language)
        lines = [each.line for each in _not_kept(every, loaded)]
        if not lines:
            tell_text(Text("Det som er signert, står alt i bøkene."), language)
            return
        put(
            loaded,
            lines,
            language,
            of=None,
            dry_run=dry_run,
            yes=yes,
            as_filing=_filing,
        )


def _not_kept(every: Iterable[Countersigned], loaded: Books) -> list[Countersigned]:
    """What the books do not have yet, each once."""
    kept = [*filter(None, map(countersigned, customs(loaded.entries, COUNTERSIGNED)))]
    found: list[Countersigned] = []
    for each in every:
        if not any(each.is_as(other) for other in (*kept, *found)):
            found.append(each)
    return found


def _has_whole(folder: Path) -> bool:
    """Whether a certificate is whole: then the large checker reads all of them."""
    names = [path.name for path in folder.glob("*.json")]
    certificates = [name for name in names if not name.startswith("sjekkpunkt-")]
    return not all(name.endswith("-medlem.json") for name in certificates)


def _filing(books: Filed, lines: Sequence[Entry]) -> Filing:
    day = max(line.date for line in lines)
    return Filing(books, (), day, "godkjent", tuple(lines), COUNTERSIGNATURES)


def _read(path: Path) -> Any:  # noqa: ANN401 -- the checkers have read it
    return json.loads(path.read_bytes())


def _of_these_books(folder: Path, loaded: Books, language: str) -> None:
    """Refuse a folder of others' books: what is signed there is not ours."""
    region = loaded.settled.agreement.region
    for path in sorted(folder.glob("sjekkpunkt-*.json")):
        if (origin := _read(path)["origin"]) != region:
            text = Text(
                "{path} er av andre bøker: {found}.", path=str(path), found=str(origin)
            )
            stop(text, language)


def _signed(folder: Path, loaded: Books, language: str) -> Iterator[tuple[str, Signer]]:
    """Each checkpoint that is signed, with who has signed it."""
    with in_words(folder):
        names = sorted(p.name for p in folder.iterdir() if p.suffix == ".sig")
    if not names:
        return
    keys = loaded.main.parent / ALLOWED
    if not keys.is_file():
        text = Text(
            "Mappen har signaturer, men {path} finnes ikke: skriv hver kommunes nøkkel"
            " der, «nordreisa ssh-ed25519 AAAA…».",
            path=str(keys),
        )
        stop(text, language)
    payers = {payer.slug for payer in loaded.settled.agreement.payers}
    try:
        with in_words(keys), keys.open("rb") as file:
            told = file.read(_MOST_KEYS).decode("utf-8", "replace")
        allowed = allowed_signers(told, payers)
    except NotSignedError as error:
        stop(error.text, language)
    for name in names:
        of = _SIGNATURE.fullmatch(name)
        checkpoint = folder / (of[1] if of else "")
        if of is None or not checkpoint.is_file():
            text = Text(
                "{path} hører ikke til noe sjekkpunkt i mappen: den skal hete"
                " «sjekkpunkt-0001.json.sig», eller «.nordreisa.sig» til slutt.",
                path=str(folder / name),
            )
            stop(text, language)
        with in_words(folder / name), (folder / name).open("rb") as file:
            signature = file.read(MOST_BYTES + 1)
        try:
            yield of[1], signer(checkpoint.read_bytes(), signature, allowed)
        except NotSignedError as error:
            text = Text("{path}: {reason}", path=str(folder / name), reason=error.text)
            stop(text, language)


def _countersigned(
    folder: Path, name: str, found: Signer, day: date
) -> Iterator[Countersigned]:
    """What its signer bears by a checkpoint, of the certificates in the folder."""
    checkpoint = _read(folder / name)
    for each in sorted(checkpoint["certificates"]):
        path = folder / each
        if path.is_file():
            content = path.read_bytes()
            of = json.loads(content)["subject"]
            is_it = verify.sha(content) == checkpoint["certificates"][each]
            if is_it and of["payer"] == found.payer:
                yield Countersigned(
                    of["payer"],
                    of["cooperation"],
                    of["year"],
                    of["ore"],
                    checkpoint["root"],
                    found.fingerprint,
                    day,
                )
