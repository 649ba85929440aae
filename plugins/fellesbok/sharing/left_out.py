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
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.contradictions import ContradictionError
    from fellesbok.errors import FileFault
    from fellesbok.sharing.pots import Vouchers
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.shared_pots import CannotSettleError


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


def cannot_settle(
    error: CannotSettleError, cooperation: Cooperation, year: int, agreement: Agreement
) -> LedgerError:
    """A key cannot be used on a year, such as where a statistic lacks a figure."""
    place = error.version.place
    values = agreement.with_names(error.reason.values)
    text = Text(
        "{cooperation} {year} kan ikke fordeles: {reason}",
        cooperation=cooperation.title,
        year=year,
        reason=Text(error.reason.template, **values),
    )
    source = {"filename": place.path, "lineno": place.line}
    return LedgerError(source, text, of=(cooperation.slug, year))


def left_out(error: Exception, year: YearOfVouchers) -> LedgerError:
    """A contradiction, or what nobody foresaw, of one cooperation's year alone."""
    cooperation = year.cooperation
    text = year_is_left_out(error, cooperation.title, year.year)
    return _error_at(cooperation, year.year, text)


def years_left_out(
    vouchers: Vouchers,
    results: Iterable[YearResult],
    errors: Iterable[LedgerError],
    agreement: Agreement,
) -> dict[tuple[str, int], FileFault | None]:
    """The years that have vouchers and are not shared, each with the first reason.

    A year of which no voucher has terms is among them.

    Args:
        vouchers: What the books have.
        results: The years that are shared.
        errors: What is wrong in the books, in the order that it was found.
        agreement: For the accounts of the cooperations.
    """
    left = vouchers.years.keys() | vouchers.faulty
    left -= {(result.cooperation.slug, result.year) for result in results}
    found: dict[tuple[str, int], FileFault | None] = dict.fromkeys(sorted(left))
    for error in errors if found else ():
        for of in _years_of(error, agreement):
            if of in found and found[of] is None:
                found[of] = error.fault
    return found


def _years_of(error: LedgerError, agreement: Agreement) -> set[tuple[str, int]]:
    """The cooperations' years that an error is of: its own, or those of a voucher."""
    if error.of is not None:
        return {error.of}
    known = agreement.cooperation_by_account
    accounts = (p.account for p in getattr(error.entry, "postings", ()))
    components = {account.split(":")[1] for account in accounts}
    return {
        (known[component].slug, error.entry.date.year)
        for component in components & known.keys()
    }
