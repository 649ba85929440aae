"""What a page and the claims on it are made of, as a table (*utgave og sertifikat*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import WHAT
from fellesbok.messages import Text
from fellesbok.proof.made_of import CERTIFICATE
from fellesbok.proof.made_of import REVISION
from fellesbok.proof.made_of import MadeOf
from fellesbok.proof.made_of import made_of
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Line
from fellesbok.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.entries.claim import Claim

COLUMNS = (
    WHAT,
    Column(REVISION, name="revision"),
    Column(CERTIFICATE, name="certificate"),
)
THIS_PAGE = Text("Det som vises her")


def made_of_table(
    revision: str | None, claims: Iterable[Claim], name: str = "utgaver"
) -> Table:
    """The books that a page shows, and those that each claim on it was made from.

    Args:
        revision: Of the books that are shown, or blank; ``None`` where it stands
            elsewhere.
        claims: The claims.
        name: What the table is called among others.
    """
    shown = [] if revision is None else [(THIS_PAGE, MadeOf(revision))]
    rows: list[tuple[Text | str, MadeOf]] = [*shown]
    rows += [(claim.id, made_of(claim)) for claim in claims]
    return Table(
        name,
        Text("Hva det er laget av"),
        COLUMNS,
        tuple(_line(what, of) for what, of in rows),
        Text(
            "Den samme utgaven er de samme filene, til siste tegn. Et krav er laget av"
            " bøkene slik de var før det ble ført; sertifikatet beviser andelen i dem,"
            " også der en kreditnota tar en avregning tilbake. En a konto hviler på"
            " budsjettet, som utgaven har med, og har ikke noe sertifikat."
        ),
    )


def _line(what: Text | str, of: MadeOf) -> Line:
    cells = [Cell(said) for _, said in of.facts]
    return Line((Cell(what), *cells, *[BLANK] * (len(COLUMNS) - 1 - len(cells))))
