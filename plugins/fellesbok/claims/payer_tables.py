"""One payer's year as tables (*kommuneoppgave*): what it owes and why, and the budget.

Owed before + amount − given back + correction − paid is outstanding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.budgets.tables import ACCOUNTS
from fellesbok.budgets.tables import BUDGET
from fellesbok.budgets.tables import OTHER_DAYS
from fellesbok.budgets.tables import VARIANCE
from fellesbok.budgets.tables import counted
from fellesbok.budgets.tables import figures_in_all
from fellesbok.budgets.tables import not_in_sum
from fellesbok.budgets.tables import variance_of_some
from fellesbok.budgets.variances import Amount
from fellesbok.budgets.variances import Pair
from fellesbok.budgets.variances import in_all
from fellesbok.budgets.variances import variance_of
from fellesbok.claims.tables import GIVEN_BACK
from fellesbok.claims.tables import OUTSTANDING
from fellesbok.claims.tables import PAID
from fellesbok.entries.vocabulary import shared_link
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import percent_of
from fellesbok.messages import sentences
from fellesbok.objections.concerned import to_share
from fellesbok.objections.tables import marks
from fellesbok.sharing.records import parts_of
from fellesbok.sharing.tables import AMOUNT
from fellesbok.sharing.tables import BASIS
from fellesbok.sharing.tables import COOPERATION
from fellesbok.sharing.tables import CORRECTION
from fellesbok.sharing.tables import INTERNAL
from fellesbok.sharing.tables import KEY
from fellesbok.sharing.tables import LATER
from fellesbok.sharing.tables import PERCENT
from fellesbok.sharing.tables import SHARE
from fellesbok.sharing.tables import TO_PAY
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import added
from fellesbok.tables import targets
from fellesbok.tables.values import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.budgets.variances import InAll
    from fellesbok.claims.open_items import OpenItem
    from fellesbok.claims.payer_year import Row
    from fellesbok.claims.payer_year import Statement
    from fellesbok.objections import Objection
    from fellesbok.sharing.statement import Share
    from fellesbok.tables.targets import Target

NOT_PAID = Cell(None, note=Text("ingen betaling ført"))

OWED_BEFORE = Column(Text("Skyldig fra før"), Kind.MONEY, "owed_before")
"""When the period began, which may be within a year: not only from earlier years."""

Extra = tuple[Column, "Callable[[OpenItem], Decimal | None]"]
"""A column that only some books need, and what of an account it shows."""


class PayerTables:
    """Tables of one payer's statement."""

    def __init__(
        self, found: Statement, period: str, objections: Sequence[Objection] = ()
    ) -> None:
        """Remember what they are of, the period as written, and what is objected to."""
        self._found = found
        self._period = period
        self._objections = objections

    def owed(self) -> list[Table]:
        """Basis, key, share and amount, what is paid and outstanding; none or one."""
        found = self._found
        rows = [
            row
            for row in found.rows
            if row.shares or row.shares_hidden or row.item or row.item_hidden
        ]
        if not rows:
            return []
        extra = _extra(_items(rows), has_claims=found.has_claims)
        lines = [self._owed(row, extra) for row in rows]
        lines.append(Line(_total(rows, extra), role="total"))
        after = (BLANK,) * len(extra)
        for title, amount in _of_which(rows):
            lines.append(Line((Cell(title), *(BLANK,) * 4, Cell(amount), *after)))
        titles = (
            Text("Andeler, {period}, kroner", period=self._period),
            Text("Andeler og betalinger, {period}, kroner", period=self._period),
        )
        columns = (COOPERATION, BASIS, KEY, SHARE, PERCENT, AMOUNT)
        return [
            Table(
                "andeler",
                titles[0] if found.has_claims else titles[1],
                (*columns, *(column for column, _ in extra)),
                tuple(lines),
                _owed_note(found, rows),
            )
        ]

    def _owed(self, row: Row, extra: Sequence[Extra]) -> Line:
        vouchers = None
        if row.cooperation is not None and (row.shares or row.shares_hidden):
            slug = row.cooperation.slug
            vouchers = targets.Vouchers(shared_link(self._found.year, slug))
        return Line(
            (
                Cell(row.title, vouchers),
                *_rests_on(row),
                self._amount(row),
                *self._account(row, extra),
            )
        )

    def _amount(self, row: Row) -> Cell:
        """What is charged, marked if it is the host's own or due some other time."""
        if not row.shares or row.cooperation is None:
            return HIDDEN if row.shares_hidden else BLANK
        why = self._why(row, self._period)
        if row.shares_hidden:
            return Cell(row.amount, why, Text("filteret skjuler en del"))
        slug, payer = row.cooperation.slug, self._found.payer.slug
        objected = marks(to_share(slug, payer, self._found.year, self._objections))
        told = [text for text in (_mark(row.shares), objected) if text]
        return Cell(row.amount, why, joined(told, "; ") if told else "")

    def _why(self, row: Row, period: str) -> Target:
        """What explains the share of a period."""
        slug = row.cooperation.slug if row.cooperation else ""
        return targets.Explanation(slug, self._found.payer.slug, period)

    def _account(self, row: Row, extra: Sequence[Extra]) -> list[Cell]:
        """What stands on the account, each figure leading to it."""
        if row.item_hidden:
            return [HIDDEN] * len(extra)
        item = row.item
        if item is None:
            return [BLANK] * len(extra)
        account = targets.Account(item.account, self._period)

        def cell(column: Column, value: Decimal | None) -> Cell:
            if value is None:
                return NOT_PAID if column is PAID else BLANK
            return Cell(value, account)

        return [cell(column, of(item)) for column, of in extra]

    def beside(self) -> list[Table]:
        """Budget beside accounts, and last year beside this; none or one."""
        found = self._found
        rows = [
            row
            for row in found.rows
            if row.shares
            or row.shares_hidden
            or row.budget is not None
            or row.last_year is not None
        ]
        if not rows:
            return []
        lines = [self._beside(row) for row in rows]
        total = _in_all(rows, found)
        known = [row for row in rows if row.budget is not None]
        left = not_in_sum(
            (row.title, row.budget) for row in known if not row.is_of_year
        )
        sums = (
            Cell(SUM),
            figures_in_all(total)[0] if left else Cell(total.pair.budget.shown),
            Cell(added(row.amount for row in rows)),
            counted(Cell(total.pair.variance), total.variances, total.of),
            Cell(added(row.last_year for row in rows)),
        )
        year, before = found.year, found.year - 1
        accounts = Text("Regnskap {period}", period=self._period)
        last_year = Text("Regnskap {year}", year=before)
        return [
            Table(
                "budsjett",
                Text("Mot budsjettet og året før, kroner"),
                (
                    COOPERATION,
                    replace(BUDGET, title=Text("Budsjett {year}", year=year)),
                    replace(ACCOUNTS, title=accounts),
                    VARIANCE,
                    Column(last_year, Kind.MONEY, "accounts_last_year"),
                ),
                (*lines, Line(sums, role="total")),
                sentences([_beside_note(found), *left, *variance_of_some(total)]),
            )
        ]

    def _beside(self, row: Row) -> Line:
        budget, before = BLANK, BLANK
        year = self._found.year
        if row.budget is not None:
            slug = row.cooperation.slug if row.cooperation else ""
            asks = (("samarbeid", slug), ("time", str(year)))
            budget = Cell(row.budget, targets.Page("Budsjett", asks))
        if row.last_year is not None:
            before = Cell(row.last_year, self._why(row, str(year - 1)))
        variance = Cell(_variance(row, self._found))
        return Line((Cell(row.title), budget, self._amount(row), variance, before))


def _items(rows: Sequence[Row]) -> list[OpenItem]:
    """The accounts of which nothing is hidden."""
    return [row.item for row in rows if row.item and not row.item_hidden]


def _extra(items: Sequence[OpenItem], *, has_claims: bool) -> list[Extra]:
    """What the accounts say; of what is claimed, the settlement says it instead."""
    if has_claims:
        return []
    every: list[Extra] = [
        (OWED_BEFORE, lambda item: item.brought_forward or None),
        (GIVEN_BACK, lambda item: item.given_back),
        (CORRECTION, lambda item: item.corrected),
    ]
    some = [(column, of) for column, of in every if any(map(of, items))]
    return [
        *some,
        (PAID, lambda item: item.paid),
        (OUTSTANDING, lambda item: item.outstanding),
    ]


def _total(rows: Sequence[Row], extra: Sequence[Extra]) -> tuple[Cell, ...]:
    """The sums of what is shown above them."""
    items = _items(rows)
    return (
        Cell(SUM),
        *(BLANK,) * 4,
        Cell(added(row.amount for row in rows)),
        *(Cell(added(of(item) for item in items)) for _, of in extra),
    )


def _rests_on(row: Row) -> tuple[Cell, Cell, Cell, Cell]:
    """Basis, key and share, as they are for the last of the shares."""
    if not row.shares:
        return BLANK, BLANK, BLANK, BLANK
    last = row.shares[-1]
    percent = None if last.share is None else percent_of(last.share)
    return Cell(last.basis), Cell(last.key), Cell(last.share_text), Cell(percent)


def _mark(shares: Sequence[Share]) -> str:
    """Whether it is the host's own share, or when it falls due if that is told."""
    if all(share.internal for share in shares):
        return Text("intern: egen andel som vert")
    due = next((share.due for share in shares if share.due), "")
    return Text("forfaller {due}", due=due) if due else ""


def _of_which(rows: Sequence[Row]) -> list[tuple[str, Decimal]]:
    """What of the sum is no claim now, and what is left."""
    parts = parts_of([share for row in rows for share in row.shares])
    if parts.internal is None and parts.later is None:
        return []
    every = (INTERNAL, parts.internal), (LATER, parts.later), (TO_PAY, parts.now)
    return [(column.title, amount) for column, amount in every if amount is not None]


def _owed_note(found: Statement, rows: Sequence[Row]) -> Text:
    if any(row.shares_hidden or row.item_hidden for row in rows):
        return Text(
            "Filteret skjuler føringer. Summene er bare av det som vises, og kan ikke"
            " brukes som krav."
        )
    if found.has_claims:
        return _claimed_note(found)
    paid = Text(
        "Betalt og utestående er det som er ført på fordringskontoene i perioden. Der"
        " ingen betaling er ført, sier ikke bøkene hva som er betalt."
    )
    if found.whole_year and all(len(row.shares) <= 1 for row in rows):
        return paid
    return Text(
        "{paid} Grunnlag og andel gjelder året så langt; beløpet er det som perioden"
        " legger til.",
        paid=paid,
    )


def _claimed_note(found: Statement) -> Text:
    if found.whole_year:
        return Text("Hva som er krevd og betalt av andelene, står i oppgjøret under.")
    return Text(
        "Oppgjøret under gjelder hele {year}, også når perioden er en del av året.",
        year=found.year,
    )


def _variance(row: Row, found: Statement) -> Decimal | None:
    """Budget less accounts, where there is both and neither is a part."""
    if row.shares_hidden or not found.whole_year or not row.is_comparable:
        return None
    return variance_of(row.budget, row.amount, less_is_good=True)


def _in_all(rows: Sequence[Row], found: Statement) -> InAll:
    """The cooperations together, and of how many the variance is."""
    return in_all(
        (
            Pair(Amount(row.budget), Amount(row.amount), _variance(row, found)),
            row.is_of_year,
        )
        for row in rows
        if row.budget is not None or row.shares
    )


def _beside_note(found: Statement) -> str:
    variance: str = (
        Text(
            "Avvik er budsjett minus regnskap, bare der begge finnes; over null er"
            " lavere enn budsjettert."
        )
        if found.whole_year
        else Text(
            "Budsjettet gjelder hele året. Avvik vises bare når perioden er et helt år."
        )
    )
    if found.whole_year and not all(row.is_comparable for row in found.rows):
        variance = sentences([variance, OTHER_DAYS])
    if found.has_last_year:
        return variance
    return Text(
        "{variance} Bøkene har ingen andeler for {year}.",
        variance=variance,
        year=found.year - 1,
    )
