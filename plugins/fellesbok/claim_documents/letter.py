"""The reconciliation as a letter to the municipality (*brev*): one page in Norwegian.

What agrees is told as a sum; what does not stands line by line, so that the receiver
can find it in its own books and answer.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup
from stdnum.no import orgnr

from fellesbok.claim_documents.phrases import LETTER
from fellesbok.entries.tables import OBJECTION
from fellesbok.entries.tables import REMARK
from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import sentences
from fellesbok.messages import show
from fellesbok.pdf import pdf
from fellesbok.reconciling.tables import lines_table
from fellesbok.reconciling.tables import sums_table
from fellesbok.report.html import environment

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.claim_documents.content import Party
    from fellesbok.reconciling import Reconciliation
    from fellesbok.tables import Table

SHOWN = (
    *("outcome", "claim", "our_day", "ours", "voucher", "their_day", "art"),
    *("theirs", "difference"),
)
"""What there is room for on paper; remark and objection stand below their line."""


@frozen
class Letter:
    """What a letter says.

    Attributes:
        senders: Those who claim.
        receiver: Whose books they were.
        day: The date of the letter.
        file: The name of the file that was read.
        found: The reconciliation of claims, and of payments where they were asked for.
    """

    senders: tuple[Party, ...]
    receiver: Party
    day: date
    file: str
    found: tuple[Reconciliation, ...]


def letter_page(letter: Letter) -> str:
    """The letter as one HTML page that needs nothing beside it."""
    template = environment("fellesbok.claim_documents").get_template("letter.html")
    return template.render(
        letter=letter,
        year=letter.found[0].year,
        sides=[_Told.of(found) for found in letter.found],
        style=Markup(_style()),  # noqa: S704 -- our own file
        w={name: say(text, SOURCE_LANGUAGE) for name, text in LETTER.items()},
        say=lambda text: say(text, SOURCE_LANGUAGE),
        show=lambda value: show(value, SOURCE_LANGUAGE),
        grouped=orgnr.format,
    )


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF.

    Raises:
        NoPdfError: What makes PDF files is not installed.
    """
    return pdf(letter_page(letter))


@frozen
class _Told:
    """One side of the reconciliation as it is placed on paper."""

    sums: Table
    lines: Table
    remarks: tuple[str, ...]
    is_agreed: bool

    @classmethod
    def of(cls, found: Reconciliation) -> _Told:
        """The tables, and the remark below each line."""
        whole = lines_table(found, everything=False)
        names = [column.name for column in whole.columns]
        places = names.index(REMARK.name), names.index(OBJECTION.name)
        remarks = tuple(
            _said(*(line.cells[place].value for place in places))
            for line in whole.lines
        )
        return cls(sums_table(found), whole.narrowed(SHOWN), remarks, found.is_agreed)


def _said(remark: object, objection: object) -> str:
    """What stands below a line: what was found, and what is objected to in it."""
    said = [str(remark)] if remark else []
    if objection:
        text = Text("Dere har innsigelse mot kravet ({told}).", told=objection)
        said.append(text)
    return sentences(said)


def _style() -> str:
    templates = resources.files("fellesbok.claim_documents") / "templates"
    return "".join(
        (templates / name).read_text(encoding="utf-8")
        for name in ("claim.css", "letter.css")
    )
