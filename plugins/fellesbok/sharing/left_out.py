"""Years that are not shared, and the error that says why; all others are.

Where the rules have faults nothing is, and no balance can hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.error_texts.inner_contradictions import year_is_left_out
from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from pathlib import Path

    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.contradictions import ContradictionError
    from fellesbok.errors import FileFault
    from fellesbok.sharing.pots import Vouchers
    from fellesbok.sharing.pots import YearOfVouchers


def not_settled(
    vouchers: Vouchers, slug: str, year: int, settled: Collection[tuple[str, int]]
) -> int | None:
    """An earlier year that cost of this one belongs to, and that is not settled."""
    earlier = {
        pot.year
        for pot in vouchers.years[slug, year].pots
        if pot.year < year and not pot.key.is_linear
    }
    left_out = {
        of for of in earlier if (slug, of) in vouchers.years.keys() - set(settled)
    }
    return min(left_out, default=None)


def waits(year: YearOfVouchers, earlier: int) -> LedgerError:
    """What a late voucher is charged depends on a year that has a fault."""
    text = Text(
        "{cooperation} {year} er ikke fordelt: det har kostnader for {earlier}, som"
        " ikke kan fordeles før feilene der er rettet.",
        cooperation=year.cooperation.title,
        year=year.year,
        earlier=earlier,
    )
    return _error_at(year.cooperation, year.year, text)


def unsound_years(
    wrong: list[tuple[str, int, ContradictionError]], agreement: Agreement
) -> Iterator[LedgerError]:
    """An error for each cooperation's year whose shares are not what was shared."""
    for account, year, error in wrong:
        cooperation = agreement.cooperation_by_account[account]
        text = year_is_left_out(error, cooperation.title, year)
        yield _error_at(cooperation, year, text)


def without_balances(
    entries: list[Directive],
    path: Path,
    found: tuple[FileFault, ...],
    *,
    is_tried: bool,
) -> tuple[list[Directive], list[LedgerError]]:
    """The faults of the rules, not drowned in balances that cannot hold without them.

    Nothing has been shared, so every balance of a receivable would fail; they are set
    aside, and that is said; where something is only tried, they are of the books as
    they are, and nobody asks for them.
    """
    faults = [
        LedgerError({"filename": fault.path, "lineno": fault.line}, fault.message)
        for fault in found
    ]
    kept: list[Directive] = [e for e in entries if not isinstance(e, data.Balance)]
    aside = len(entries) - len(kept)
    if aside and not is_tried:
        text = Text(
            "Saldokontrollene ({count}) er ikke prøvd: ingenting fordeles før feilene i"
            " avtalene er rettet.",
            count=aside,
        )
        faults.append(LedgerError({"filename": str(path), "lineno": 1}, text))
    return kept, faults


def _error_at(cooperation: Cooperation, year: int, text: Text) -> LedgerError:
    place, of = cooperation.place, (cooperation.slug, year)
    return LedgerError({"filename": place.path, "lineno": place.line}, text, of=of)


def left_out(error: Exception, year: YearOfVouchers) -> LedgerError:
    """A contradiction, or what nobody foresaw, of one cooperation's year alone."""
    cooperation = year.cooperation
    text = year_is_left_out(error, cooperation.title, year.year)
    return _error_at(cooperation, year.year, text)
