"""The one door that Beancount loads: ``plugin "fellesbok.plugin" "../rules.yaml"``.

Reads the rules once and runs the passes in order.  The path is relative to the ledger
and may not lead out of the folder that holds the ledger's own folder.  Nothing is kept
between calls, so several ledgers can be loaded in one process.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.collecting import without_collecting
from fellesbok.entries.book_files import Sources
from fellesbok.entries.book_files import comes_first
from fellesbok.entries.book_files import unread_files
from fellesbok.entries.checks import FIRST_YEAR
from fellesbok.entries.checks import UnsoundError
from fellesbok.entries.checks import account_prefixes
from fellesbok.entries.checks import far_ahead
from fellesbok.entries.checks import is_sound_entry
from fellesbok.entries.checks import of_our_size
from fellesbok.entries.checks import of_our_time
from fellesbok.entries.checks import other_currencies
from fellesbok.entries.checks import unknown_contra
from fellesbok.entries.checks import unseen_in_accounts
from fellesbok.entries.checks import with_values
from fellesbok.entries.line_kinds import unreadable_lines
from fellesbok.errors import LedgerError
from fellesbok.errors import once
from fellesbok.frozen import frozen
from fellesbok.kept_rules import rules_of
from fellesbok.messages import Text
from fellesbok.noted import resolved
from fellesbok.rules.proposal import AS_WRITTEN
from fellesbok.shared import OPTION
from fellesbok.shared import PROPOSAL
from fellesbok.shared import Shared
from fellesbok.sharing.left_out import cannot_settle
from fellesbok.sharing.left_out import left_out
from fellesbok.sharing.left_out import not_settled
from fellesbok.sharing.left_out import unsound_years
from fellesbok.sharing.left_out import waits
from fellesbok.sharing.left_out import without_balances
from fellesbok.sharing.left_out import years_left_out
from fellesbok.sharing.linking import behind_years
from fellesbok.sharing.linking import link_to_corrections
from fellesbok.sharing.linking import reasons_of_corrections
from fellesbok.sharing.receivables import receivables
from fellesbok.sharing.refusals import refusals
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import carried_after
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.shared_pots import CannotSettleError
from fellesbok.sharing.statement import unsound
from fellesbok.sharing.voucher_pots import collect_vouchers
from fellesbok.woken.custom_lines import accruals
from fellesbok.woken.custom_lines import booked
from fellesbok.woken.custom_lines import closings
from fellesbok.woken.custom_lines import count_uses
from fellesbok.woken.custom_lines import fund_moves
from fellesbok.woken.custom_lines import fund_orders
from fellesbok.woken.custom_lines import in_open_years
from fellesbok.woken.custom_lines import objection_faults
from fellesbok.woken.custom_lines import settled
from fellesbok.woken.custom_lines import share_budgets
from fellesbok.woken.custom_lines import signing_faults
from fellesbok.woken.custom_lines import used_by_year
from fellesbok.woken.custom_lines import useless_uses
from fellesbok.woken.custom_lines import without_late
from fellesbok.woken.custom_lines import without_told
from fellesbok.woken.other_signs import claim_faults
from fellesbok.woken.other_signs import drawings
from fellesbok.woken.other_signs import findings
from fellesbok.woken.other_signs import findings_about_claims
from fellesbok.woken.other_signs import fund_levels
from fellesbok.woken.other_signs import grant_findings
from fellesbok.woken.other_signs import harmless
from fellesbok.woken.other_signs import nothing_written
from fellesbok.woken.other_signs import other_readings
from fellesbok.woken.other_signs import unused_grants
from fellesbok.woken.other_signs import with_years

if TYPE_CHECKING:
    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.closing.open_years import Settled
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.funds.orders import FundOrder
    from fellesbok.sharing.pots import Vouchers
    from fellesbok.sharing.readings import OtherReading
    from fellesbok.sharing.settlement import YearResult

__plugins__ = ("share_costs",)


@without_collecting()
def share_costs(
    entries: list[Directive], options_map: dict[str, Any], config: str = ""
) -> tuple[list[Directive], list[LedgerError]]:
    """The books with receivables, surpluses and findings, and every error.

    Faults in the rules are returned as errors whose source is the line of the YAML
    file; nothing is shared then.
    """
    ledger = Path(options_map["filename"])
    options_map["include"] = Sources(str(ledger), options_map["include"])
    if not config.strip():
        text = Text(
            'Oppgi avtalefilen: plugin "fellesbok.plugin" "../allocation_rules.yaml".'
        )
        return entries, [LedgerError({"filename": str(ledger), "lineno": 1}, text)]
    if OPTION in options_map:
        text = Text(
            "Tillegget fellesbok.plugin står to steder, og alt ville blitt fordelt to"
            " ganger. Ta bort det ene."
        )
        return entries, [LedgerError({"filename": str(ledger), "lineno": 1}, text)]
    path = resolved(ledger.parent / config.strip())
    if not path.is_relative_to(ledger.resolve().parent.parent):
        text = Text(
            "Avtalefilen «{path}» ligger utenfor bokmappen.", path=config.strip()
        )
        return entries, [LedgerError({"filename": str(ledger), "lineno": 1}, text)]
    rules = rules_of(path, ledger.parent, options_map.get(PROPOSAL, AS_WRITTEN))
    watched = (str(file) for file in rules.files)
    options_map["include"].extend(f for f in watched if f not in options_map["include"])
    if rules.agreement is None:
        sound, beyond = of_our_size(with_values(entries))
        is_tried = PROPOSAL in options_map
        kept, faults = without_balances(sound, path, rules.faults, is_tried=is_tried)
        return kept, [*beyond, *faults]
    try:
        shared, errors = _share_sound(entries, rules.agreement, options_map)
    except UnsoundError:
        sound, beyond = of_our_size(with_values(entries))
        shared, errors = _share_sound(sound, rules.agreement, options_map)
        errors = [*beyond, *errors]
    unread = unread_files(ledger, options_map["include"], path)
    options_map[OPTION] = replace(
        options_map[OPTION],
        unread=unread,
        to_rewrite=rules.to_rewrite,
        to_supply=rules.to_supply,
    )
    return shared, errors


def _share_sound(
    entries: list[Directive], agreement: Agreement, options_map: dict[str, Any]
) -> tuple[list[Directive], list[LedgerError]]:
    """Share what is of our time.

    Nearly all entries of nearly all books are sound, so no pass looks whether the
    transactions are: the walk over the vouchers does, and stops.

    Raises:
        UnsoundError: If an entry is not sound.
    """
    ours, others, odd = of_our_time(entries)
    transaction = data.Transaction
    rest = [entry for entry in ours if entry.__class__ is not transaction]
    if not all(map(is_sound_entry, chain(rest, others))):
        raise UnsoundError
    shared, errors = _share(ours, rest, agreement, options_map)
    # Fava counts the day after the last one, and after the year 9999 there is none.
    kept = [entry for entry in others if entry.date.year < FIRST_YEAR]
    shared += kept
    return shared, [*odd, *far_ahead(ours), *errors]


def _share(
    entries: list[Directive],
    rest: list[Directive],
    agreement: Agreement,
    options_map: dict[str, Any],
) -> tuple[list[Directive], list[LedgerError]]:
    """Run the passes; only the first looks at the transactions, which are many."""
    accrued, accrual_errors = accruals(rest, agreement)
    entries, booking_errors, unsure = booked(entries, rest, accrued, agreement)
    replaceable = {a.id for a in accrued}
    vouchers = collect_vouchers(
        entries,
        agreement,
        replaceable,
        linked=entries,
        as_written=comes_first(__name__, options_map),
    )
    contra_errors, unknown = unknown_contra(rest, agreement)
    vouchers.faulty.update(unsure, (y for y in vouchers.years if y[0] in unknown))
    errors = [*account_prefixes(rest), *unseen_in_accounts(rest), *contra_errors]
    errors += [*unreadable_lines(rest), *accrual_errors, *booking_errors]
    errors += [*vouchers.errors, *other_currencies(entries, rest, agreement)]
    orders, order_errors = fund_orders(rest, agreement)
    used = used_by_year(orders)
    closed, closing_errors = closings(
        rest, agreement, lambda: behind_years(entries, vouchers, used)
    )
    orders, late_errors = without_late(orders, closed)
    count_uses(orders, vouchers)
    _come_to(vouchers, closed)
    errors += [*order_errors, *late_errors, *claim_faults(vouchers.marked, agreement)]
    results: list[YearResult] = []
    readings: list[OtherReading] = []
    new = in_open_years(orders, closed)
    errors.extend(_settle(vouchers, agreement, results, readings, new))
    orders = without_told(orders, errors)
    books, transactions, not_open = _post(
        entries, rest, _Posting(agreement, vouchers, results, closed, orders)
    )
    drawn, drawing_errors = drawings(entries, agreement)
    unused, unused_errors = unused_grants(
        entries, agreement, drawn, first_number=len(transactions)
    )
    transactions += unused
    lost, lost_errors = grant_findings(entries, rest, drawn, agreement)
    errors += [*drawing_errors, *unused_errors, *lost_errors]
    reasons = reasons_of_corrections(entries, vouchers, closed)
    errors.extend(
        fund_levels(entries, rest, transactions, agreement, reasons, vouchers.accounts)
    )
    settled_now = {(r.cooperation.slug, r.year) for r in results}
    settled_now |= {(c.cooperation.slug, c.year) for c in closed}
    without = {slug for slug, _ in vouchers.years.keys() - settled_now}
    out = {(agreement.cooperations[s].account, y) for s, y in vouchers.years}
    out -= {(agreement.cooperations[s].account, y) for s, y in settled_now}
    every = [*entries, *transactions]
    objected, to_do = objection_faults(
        entries,
        transactions,
        rest,
        agreement,
        lambda: with_years(every, vouchers.marked, agreement),
        out,
    )
    errors += objected
    approval_errors, changed = signing_faults(entries, rest, agreement, results)
    errors += approval_errors
    budget_results, budget_errors, not_budgeted = share_budgets(rest, agreement)
    shared = Shared(
        agreement,
        tuple(results),
        tuple(budget_results),
        tuple(readings),
        tuple(closed),
        years_left_out(vouchers, results, errors, agreement),
        not_budgeted,
    )
    others = [*books.findings, *lost, *to_do, *changed, *nothing_written(vouchers.gaps)]
    if not not_open:
        others += findings_about_claims(every, vouchers.marked, shared, without)
    notes, note_errors = findings(
        rest,
        agreement,
        results,
        first_number=len(transactions),
        others=others,
        harmless=harmless(readings),
    )
    errors.extend(once([*closing_errors, *not_open, *note_errors, *budget_errors]))
    options_map[OPTION] = shared
    link_to_corrections(entries, vouchers, closed)
    return [*entries, *transactions, *notes], errors


def _come_to(vouchers: Vouchers, closed: list[ClosedYear]) -> None:
    """How far the books have come; who closes a year says that it is over."""
    over = {(year.cooperation.slug, year.year) for year in closed}
    for key, year in vouchers.years.items():
        if key not in over:
            year.come_to = vouchers.last_day


@frozen
class _Posting:
    """What the generated transactions are made of."""

    agreement: Agreement
    vouchers: Vouchers
    results: list[YearResult]
    closed: list[ClosedYear]
    orders: list[FundOrder]


def _post(
    entries: list[Directive], rest: list[Directive], of: _Posting
) -> tuple[Settled, list[Transaction], list[LedgerError]]:
    """The receivables, and what becomes of the funds with them.

    A year that uses more of a fund than there is, or that contradicts itself, is taken
    out of the results: no figure is better than a wrong one.
    """
    agreement, results = of.agreement, of.results
    contradictions: list[LedgerError] = []
    while True:
        books = settled(entries, agreement, of.vouchers, results, of.closed)
        contradictions += books.errors
        made, not_open = receivables(rest, agreement, books.years)
        moves, odd, too_much = fund_moves(entries, agreement, of.orders, made)
        wrong = list(unsound(made))
        contradictions += unsound_years(wrong, agreement)
        refused = books.refused.union(too_much)
        known = agreement.cooperation_by_account
        refused |= {(known[account].slug, year) for account, year, _ in wrong}
        kept = [r for r in results if (r.cooperation.slug, r.year) not in refused]
        if len(kept) == len(results):
            errors = [*contradictions, *not_open, *odd]
            return books, [*made, *moves], errors
        results[:] = kept


def _settle(
    vouchers: Vouchers,
    agreement: Agreement,
    results: list[YearResult],
    readings: list[OtherReading],
    orders: list[FundOrder],
) -> list[LedgerError]:
    """Settle every cooperation's years in order; what was owed decides later ties.

    A year with a faulty voucher is left until it is mended: no figure is better than a
    wrong one.
    """
    errors = []
    carried: dict[str, Carried] = {}
    settled: set[tuple[str, int]] = set()
    for slug, year in sorted(vouchers.years.keys() - vouchers.faulty):
        waits_for = not_settled(vouchers, slug, year, settled)
        if waits_for is not None:
            errors.append(waits(vouchers.years[slug, year], waits_for))
            continue
        before = carried.get(slug, Carried())
        of_year = vouchers.years[slug, year]
        try:
            result = settle_year(of_year, agreement, before)
            useless = [*useless_uses(orders, of_year, agreement, before, result)]
            after = carried_after(result, before)
            refused = [*refusals(result, agreement)]
        except CannotSettleError as error:
            errors.append(cannot_settle(error, of_year.cooperation, year, agreement))
            continue
        except Exception as error:  # noqa: BLE001 -- no fault of ours stops the others
            errors.append(left_out(error, of_year))
            continue
        errors += useless
        if useless:
            continue
        try:
            readings.extend(other_readings(vouchers.years, agreement, before, result))
        except Exception as error:  # noqa: BLE001 -- the year itself stands
            errors.append(left_out(error, of_year))
        carried[slug] = after
        settled.add((slug, year))
        errors.extend(refused)
        results.append(result)
    return errors
