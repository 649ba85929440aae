"""The lines of the books that a year is made of, as a certificate names them.

Each has its file, line, digest and amount in øre, and the pots that it went to.  What
is selected is told by the text alone: every posting of the year on the cooperation's
accounts of cost and outside income.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.closing.closed_orders import without_late
from fellesbok.entries.records import Record
from fellesbok.entries.records import Voucher
from fellesbok.frozen import frozen
from fellesbok.funds.orders import fund_orders
from fellesbok.funds.uses import pot_of_use
from fellesbok.funds.uses import year_used_in
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.sharing.line_pots import LineWalk
from fellesbok.sharing.statement import vouchers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import VoucherLine as Line
    from fellesbok.shared import Shared
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.settlement import YearResult

TAX = "avgift"
"""Why a line is left out: tax that somebody gets back is no cost."""


@frozen
class VoucherLine:
    """One line of the books.

    Attributes:
        place: File, as the books name it, and line.
        day: The day of its voucher, as text.
        ore: What is posted; of outside income what came in, below zero as it is posted.
        pots: The pots that it went to, each with its part.
        is_income: Whether it is outside income.
        is_contra: Whether it comes off the cost (*kontra*).
    """

    place: tuple[str, int]
    day: str
    ore: int
    pots: tuple[tuple[Pot, Fraction], ...]
    is_income: bool
    is_contra: bool = False

    def told(
        self,
        pots: Mapping[Pot, int],
        rows: Mapping[str, Sequence[str]],
        written: set[tuple[str, int]],
    ) -> dict[str, Any]:
        """As the certificate has it."""
        file, line = self.place
        found: dict[str, Any] = {
            "contra": self.is_contra,
            "day": self.day,
            "digest": digest(rows[file][line - 1].encode()),
            "file": file,
            "in": [[pots[pot], str(part)] for pot, part in self.pots],
            "income": self.is_income,
            "line": line,
            "made": self.place not in written,
            "ore": self.ore,
        }
        return found if self.pots else {**found, "why": TAX}


def voucher_lines(
    entries: Entries,
    shared: Shared,
    result: YearResult,
    names: Mapping[str, str],
) -> list[VoucherLine]:
    """Every line of a year, by file and line.

    Args:
        entries: The loaded books.
        shared: What the plugin kept.
        result: The year.
        names: What the books call each file, by its path.
    """
    walk, words = LineWalk(shared.agreement), shared.agreement.accounts
    found = [
        _line(walk, voucher, line, names)
        for voucher in map(Voucher, vouchers(entries, result.link))
        for line in voucher.lines
        if words.is_shared(line.account, result.cooperation.account)
    ]
    found += _uses(entries, shared, result, names)
    return sorted(found, key=lambda line: (line.place, line.ore))


def selected(
    result: YearResult, words: AccountNames, told: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What is looked for in the files (*utvalget*), and a digest of what was found.

    The set can be another where the accountant leaves a line out of it, and so can the
    lines that a member is shown; the digest is of every line that the books have, so
    that two who were told of others see it.
    """
    account = result.cooperation.account
    made = f"{words.contributions}|{words.to_fund}|{words.surplus}"
    days = f"{result.year}-01-01/{result.year}-12-31"
    rule = f"Expenses:{account} Income:{account} -Income:{account}:{made} {days}"
    found = [[of["file"], of["line"], of["digest"]] for of in told if not of["made"]]
    return {
        "count": len(found),
        "selector": rule,
        "selector_digest": digest(canonical([rule, found])),
    }


def _line(
    walk: LineWalk, voucher: Voucher, line: Line, names: Mapping[str, str]
) -> VoucherLine:
    meta = {**voucher.meta, **line.meta}
    is_contra = walk.reduces_cost(line.account)
    return VoucherLine(
        (names[meta["filename"]], meta["lineno"]),
        voucher.day.isoformat(),
        int(line.amount.scaleb(2)),
        walk.pots_of(voucher, line),
        line.account.startswith("Income:") and not is_contra,
        is_contra,
    )


def _uses(
    entries: Entries,
    shared: Shared,
    result: YearResult,
    names: Mapping[str, str],
) -> Iterator[VoucherLine]:
    """What is used of a fund comes off the cost, by a line that is no voucher."""
    orders, _ = fund_orders(entries, shared.agreement)
    for order in without_late(orders, shared.closed)[0]:
        if year_used_in(order) == (result.cooperation.slug, result.year):
            written = Record(order.entry)
            file, line = written.place
            yield VoucherLine(
                (names[file], line),
                written.day.isoformat(),
                -(order.amount_ore or 0),
                ((pot_of_use(order), Fraction(1)),),
                is_income=True,
            )
