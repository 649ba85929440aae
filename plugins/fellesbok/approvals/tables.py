"""Attestations as a table: each voucher, who signed it, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import COOPERATION_TITLE
from fellesbok.approvals.counting import EARLY
from fellesbok.approvals.counting import WITHOUT_DOCUMENT
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import LACKING
from fellesbok.entries.tables import OBJECTION
from fellesbok.entries.tables import TEXT
from fellesbok.entries.tables import VOUCHER
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import sentences
from fellesbok.objections.tables import marks
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.approvals.records import Attestation
    from fellesbok.approvals.records import VoucherApproval

THROUGH = Column(Text("Bilagets beløp"), Kind.MONEY, "voucher_amount")
ATTESTED_BY = Column(Text("Attestert av"), name="attested_by")
APPROVED_BY = Column(Text("Anvist av"), name="approved_by")


def approvals_table(found: Sequence[VoucherApproval], year: int) -> Table:
    """Every voucher of a year; what lacks something says what and why."""
    columns = (
        *(VOUCHER, DAY, TEXT, COOPERATION, COOPERATION_TITLE, THROUGH),
        *(ATTESTED_BY, APPROVED_BY, OBJECTION, LACKING),
    )
    lines = [
        Line(
            (
                Cell(each.number or "–", targets.Entry(each.voucher.entry)),
                Cell(each.voucher.day),
                Cell(each.voucher.said),
                Cell(each.cooperation.account),
                Cell(each.cooperation.title),
                Cell(each.amount),
                _done(each, each.attested),
                _done(each, each.approved),
                Cell(marks(each.objections)),
                Cell(_lacking(each)),
            )
        )
        for each in found
    ]
    title = Text("Attestasjon og anvisning av bilagene for {year}", year=year)
    return Table("attestasjon", title, columns, tuple(lines), _note(found))


def _done(of: VoucherApproval, each: Attestation | None) -> Cell:
    """Who did it, with day and remarks beneath; leads to the line in the books."""
    if each is None:
        return BLANK
    remarks = (text for line, text in of.remarks if line is each)
    note = joined([Text("{day}", day=each.day), *remarks], "; ")
    return Cell(each.person, targets.Entry(each.entry), note)


def _lacking(each: VoucherApproval) -> Text | None:
    """What is lacking and why; blank where nothing is."""
    return joined(each.reasons, "; ") if each.lacking else None


def _note(found: Sequence[VoucherApproval]) -> str:
    """How many have what they need, how many lack something, and what to know."""
    lacking = sum(bool(each.lacking) for each in found)
    remarks = [{text for _, text in each.remarks} for each in found]
    without = sum(WITHOUT_DOCUMENT in each for each in remarks)
    unread = sum(bool(each - {WITHOUT_DOCUMENT, EARLY}) for each in remarks)
    early = sum(EARLY in each for each in remarks)
    to_know = []
    if without:
        text = Text("På {count} er dokumentet ikke med i attestasjonen.", count=without)
        to_know.append(text)
    if unread:
        text = Text(
            "På {count} er innholdet i dokumentet ikke kontrollert, fordi filen mangler"
            " nå eller manglet da.",
            count=unread,
        )
        to_know.append(text)
    if early:
        text = Text(
            "{count} er attestert eller anvist før datoen på bilaget.", count=early
        )
        to_know.append(text)
    return sentences(
        [
            Text(
                "{whole} av {count} bilag har det avtalen krever; {lacking} mangler"
                " noe.",
                whole=len(found) - lacking,
                count=len(found),
                lacking=lacking,
            ),
            *to_know,
            Text("Bilagets beløp er alt som er debitert på det."),
        ]
    )
