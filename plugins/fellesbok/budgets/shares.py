"""Adopted budgets → what each payer is to bear of them, by the keys of the accounts.

The year's budget lines go the same way as vouchers do, and end in a ``YearResult`` of
their own.  Nothing is generated from it: a budget is not owed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement import Basis
from fellesbok.budgets.adopted import as_costs
from fellesbok.budgets.adopted import budgets
from fellesbok.entries.days import open_days
from fellesbok.error_texts.inner_contradictions import budget_is_left_out
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.left_out import cannot_settle
from fellesbok.sharing.refusals import refusals
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.shared_pots import CannotSettleError
from fellesbok.sharing.voucher_pots import collect_vouchers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.budgets.adopted import Budget
    from fellesbok.entries.records import Entries
    from fellesbok.errors import FileFault
    from fellesbok.sharing.settlement import YearResult

    LeftOut = dict[tuple[str, int], FileFault | None]


def share_budgets(
    entries: Entries, agreement: Agreement
) -> tuple[list[YearResult], list[LedgerError], LeftOut]:
    """Each cooperation's shared budgets, and an error for each line that is wrong.

    And the years whose budgets are not shared, with the first reason that there is.
    As with vouchers, what is wrong is not shared before it has been mended: nothing
    where a line cannot be read or placed, else all but the cooperation's year.  A
    budget that its key cannot share (a statistic is not published yet) is left out
    without an error; one whose yearly bounds cannot be kept is an error.
    """
    found, errors = budgets(entries)
    of_line = _years_by_line(found, agreement)
    why: dict[tuple[str, int], LedgerError] = {}
    opened = open_days(entries) if found else {}
    for budget in found:
        if budget.account not in opened:
            text = Text(
                "Budsjettet gjelder kontoen {account}, som ikke står i kontoplanen.",
                account=budget.account,
            )
            errors.append(LedgerError(budget.entry.meta, text, budget.entry))
    if errors:
        return [], errors, _left_out([], errors, of_line, why)
    costs = as_costs(found, agreement)
    vouchers = collect_vouchers(costs, agreement, is_budget=True)
    lines = {_place(budget.entry.meta): budget.entry for budget in found}
    for error in vouchers.errors:
        entry = lines[_place(error.source)]
        errors.append(LedgerError(entry.meta, error.message, entry))
    results: list[YearResult] = []
    shareable = set(of_line.values()) & vouchers.years.keys() - vouchers.faulty
    for key in sorted(shareable):
        cooperation = vouchers.years[key].cooperation
        try:
            result = settle_year(vouchers.years[key], agreement, Carried())
            refused = list(refusals(result, agreement, is_budget=True))
            errors.extend(refused)
            results += [] if refused else [result]
        except CannotSettleError as error:
            why[key] = cannot_settle(error, cooperation, key[1], agreement)
        except Exception as error:  # noqa: BLE001 -- no fault of ours stops the others
            place = cooperation.place
            source = {"filename": place.path, "lineno": place.line}
            text = budget_is_left_out(error, cooperation.title, key[1])
            errors.append(LedgerError(source, text, of=key))
    return results, errors, _left_out(results, errors, of_line, why)


def _years_by_line(
    found: Iterable[Budget], agreement: Agreement
) -> dict[tuple[str, int], tuple[str, int]]:
    """Cooperation (slug) and year of each budget line, by file and line."""
    return {
        _place(budget.entry.meta): (cooperation.slug, budget.year)
        for budget in found
        for cooperation in [_cooperation(budget, agreement)]
        if cooperation is not None
    }


def _left_out(
    results: Iterable[YearResult],
    errors: Iterable[LedgerError],
    of_line: Mapping[tuple[str, int], tuple[str, int]],
    why: Mapping[tuple[str, int], LedgerError],
) -> LeftOut:
    """The years of the lines that are not shared, and why they are not."""
    shared = {(result.cooperation.slug, result.year) for result in results}
    left = {of: why.get(of) for of in sorted(set(of_line.values()) - shared)}
    for error in errors:
        of = error.of or of_line.get(_place(error.source))
        if of in left and left[of] is None:
            left[of] = error
    return {of: None if error is None else error.fault for of, error in left.items()}


def budgeted_shares(
    results: Iterable[YearResult], year: int
) -> dict[str, dict[str, Decimal]]:
    """What each payer is to bear of a year's budgets, by cooperation and payer.

    Args:
        results: What ``share_budgets`` has found, or the part that may be read.
        year: The budget year.

    Returns:
        Kroner by the slugs of cooperation and payer.
    """
    return {
        result.cooperation.slug: {
            payer: kroner(amount_ore)
            for payer, amount_ore in result.periods[
                -1
            ].apportionment.amounts_ore.items()
        }
        for result in results
        if result.year == year
    }


def not_comparable(entries: Entries, agreement: Agreement) -> set[tuple[int, str]]:
    """Year and account component of what has later or unknown days in its shares.

    What is left of a budget that cannot be compared is no variance, and what is left of
    a payer's part of it is none either.
    """
    return _shared(entries, agreement, lambda budget: not budget.is_comparable)


def of_other_days(entries: Entries, agreement: Agreement) -> set[tuple[int, str]]:
    """Year and account component of what has other days than the year's in its shares.

    Such a budget is in no sum of the year's, and nor is a payer's part of it.
    """
    return _shared(entries, agreement, lambda budget: not budget.is_of_year)


def _shared(
    entries: Entries,
    agreement: Agreement,
    is_asked: Callable[[Budget], bool],
) -> set[tuple[int, str]]:
    """Whose shares have a budget in kroner in them that is asked for.

    Income is in the shares where it comes off.
    """
    found = set()
    for budget in budgets(entries)[0]:
        cooperation = _cooperation(budget, agreement)
        if (
            cooperation is not None
            and budget.currency == agreement.currency
            and is_asked(budget)
            and _is_shared(budget, cooperation)
        ):
            found.add((budget.year, cooperation.account))
    return found


def _is_shared(budget: Budget, cooperation: Cooperation) -> bool:
    """Whether the budget is a part of what the payers bear."""
    if budget.account.startswith("Expenses:") or cooperation.is_contra(budget.account):
        return True
    versions = cooperation.versions_in(budget.year)
    return any(version.basis is Basis.NET for version in versions)


def _cooperation(budget: Budget, agreement: Agreement) -> Cooperation | None:
    """Whose costs or income the budget is for."""
    _, component, *_ = budget.account.split(":")
    return agreement.cooperation_by_account.get(component)


def _place(meta: Mapping[str, Any]) -> tuple[str, int]:
    return meta["filename"], meta["lineno"]
