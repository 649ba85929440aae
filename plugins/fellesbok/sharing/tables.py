"""Shares and corrections as tables (*andeler*): by which share of what, and how much.

Basis, share and what is charged so far are of the year to the end of the period; the
amount is what the period adds, and is what can be added up.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement import tables as of_agreements
from fellesbok.agreement.tables import payer_cell
from fellesbok.entries.tables import REMARK
from fellesbok.entries.vocabulary import correction_link
from fellesbok.messages import Text
from fellesbok.messages import percent_of
from fellesbok.sharing.records import so_far
from fellesbok.sharing.records import whose
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.sharing.statement import Correction
    from fellesbok.sharing.statement import Share

COOPERATION = of_agreements.COOPERATION
PAYER = of_agreements.PAYER
PERIOD = Column(Text("Periode"), name="period")
BASIS = Column(Text("Grunnlag hittil i året"), Kind.MONEY, "basis")
KEY = of_agreements.KEY
SHARE = Column(Text("Andel"), Kind.SHARE, "share")
NUMERATOR = Column(Text("Andel: teller"), Kind.COUNT, "share_numerator")
DENOMINATOR = Column(Text("Andel: nevner"), Kind.COUNT, "share_denominator")
PERCENT = Column(Text("Prosent"), Kind.PERCENT, "share_percent")
SO_FAR = Column(Text("Hittil i året"), Kind.MONEY, "so_far")
AMOUNT = Column(Text("Beløp i perioden"), Kind.MONEY, "amount")
COLUMNS = (
    *(COOPERATION, PAYER, PERIOD, BASIS, KEY, SHARE, NUMERATOR, DENOMINATOR, PERCENT),
    *(SO_FAR, AMOUNT, REMARK),
)

COOPERATIONS = Column(Text("Samarbeid med andel"), Kind.COUNT, "cooperations")
TOTAL = Column(Text("Andeler i alt"), Kind.MONEY, "share_total")
INTERNAL = Column(Text("Egen andel som vert"), Kind.MONEY, "internal")
LATER = Column(Text("Forfaller senere"), Kind.MONEY, "due_later")
TO_PAY = Column(Text("Å betale for perioden"), Kind.MONEY, "to_pay")
"""What a payer's shares come to, and what of it is a claim now."""

CORRECTS = Column(Text("Gjelder"), name="corrects")
STANDS_IN = Column(Text("Ført i"), name="stands_in")
BEFORE = Column(Text("Før"), Kind.MONEY, "before")
AFTER = Column(Text("Etter"), Kind.MONEY, "after")
CORRECTION = Column(Text("Korreksjon"), Kind.MONEY, "correction")
ACCOUNT = Column(Text("Konto"), name="account")
REASON = Column(Text("Årsak"), Kind.SENTENCE, "reason")

WITHOUT_PARTS = frozenset(c.name for c in COLUMNS) - {
    NUMERATOR.name,
    DENOMINATOR.name,
}
"""What people read: the share as it is written, and in per cent."""

WITH_PARTS = frozenset(c.name for c in COLUMNS) - {SHARE.name, PERCENT.name}
"""What a spreadsheet can multiply: the share as two whole numbers."""


def shares_table(shares: Sequence[Share], agreement: Agreement) -> Table:
    """A line a share, and the sum under each cooperation's year."""
    titles = {c.account: c.title for c in agreement.cooperations.values()}
    charged = so_far(shares)
    lines: list[Line] = []
    for (account, _), group in groupby(
        shares, key=lambda s: (s.cooperation, s.day.year)
    ):
        members, title = list(group), titles[account]
        lines += [_line(share, charged[whose(share)], title) for share in members]
        label = Text("Sum {cooperation}", cooperation=title)
        total = {
            COOPERATION: Cell(label),
            AMOUNT: Cell(added(s.amount for s in members)),
        }
        cells = tuple(total.get(column, BLANK) for column in COLUMNS)
        lines.append(Line(cells, role="total"))
    return Table("andeler", Text("Andeler"), COLUMNS, tuple(lines))


def every_share_table(
    shares: Sequence[Share], corrections: Sequence[Correction]
) -> Table:
    """A line a share and a correction, and no sum, for those who add themselves."""
    charged = so_far(shares)
    lines = [_line(share, charged[whose(share)], share.cooperation) for share in shares]
    for found in corrections:
        remark = Text(
            "korreksjon av {year}, {account}", year=found.year, account=found.debit
        )
        told = {
            COOPERATION: Cell(found.cooperation),
            PAYER: Cell(found.municipality),
            PERIOD: Cell(found.period),
            AMOUNT: Cell(found.amount),
            REMARK: Cell(remark),
        }
        lines.append(Line(tuple(told.get(column, BLANK) for column in COLUMNS)))
    return Table("andeler", Text("Andeler"), COLUMNS, tuple(lines))


def _line(share: Share, charged: Decimal, cooperation: str) -> Line:
    exact = share.share
    return Line(
        (
            Cell(cooperation),
            Cell(share.municipality),
            Cell(share.period),
            Cell(share.basis),
            Cell(share.key),
            Cell(share.share_text),
            *(
                (BLANK, BLANK, BLANK)
                if exact is None
                else (
                    Cell(exact.numerator),
                    Cell(exact.denominator),
                    Cell(percent_of(exact)),
                )
            ),
            Cell(charged),
            Cell(share.amount),
            Cell(_remarks(share)),
        )
    )


def _remarks(share: Share) -> str:
    """When it falls due if that is told, and whether it is the host's own."""
    if not share.internal:
        return share.due
    internal = Text("intern")
    if not share.due:
        return internal
    return Text("{due}, {internal}", due=share.due, internal=internal)


def payers_table(payers: Sequence[Payer], shares: Sequence[Share]) -> Table:
    """What each payer is charged in all; its name leads to all about it."""
    lines = []
    for payer in payers:
        ours = [share for share in shares if share.municipality == payer.name]
        count = len({share.cooperation for share in ours}) or None
        amounts = Cell(count), Cell(added(share.amount for share in ours))
        lines.append(Line((payer_cell(payer), *amounts)))
    total = Cell(added(share.amount for share in shares))
    lines.append(Line((Cell(SUM), BLANK, total), role="total"))
    columns = (PAYER, COOPERATIONS, TOTAL)
    title = Text("Velg hvem oppgaven gjelder")
    note = Text("Andelene er i kroner.")
    return Table("kommuner", title, columns, tuple(lines), note)


def corrections_table(corrections: Sequence[Correction], agreement: Agreement) -> Table:
    """What closed years would be now, less what they were fixed as, each with why."""
    return Table(
        "korreksjoner",
        Text("Korreksjoner av avsluttede år, kroner"),
        (
            *(COOPERATION, PAYER, CORRECTS, STANDS_IN, BEFORE, AFTER, CORRECTION),
            *(ACCOUNT, REASON),
        ),
        tuple(_correction(found, agreement) for found in corrections),
        Text(
            "Et avsluttet år står som det ble krevd. Det som er kommet til etterpå,"
            " er ført i den første åpne perioden."
        ),
    )


def _correction(found: Correction, agreement: Agreement) -> Line:
    cooperation = agreement.cooperation_by_account[found.cooperation]
    vouchers = targets.Vouchers(correction_link(found.year, cooperation.slug))
    return Line(
        (
            Cell(cooperation.title),
            Cell(found.municipality),
            Cell(found.year),
            Cell(found.period),
            Cell(found.before),
            Cell(found.after),
            Cell(found.amount, vouchers),
            Cell(found.debit, targets.Account(found.debit, str(found.day.year))),
            Cell(found.reason),
        )
    )
