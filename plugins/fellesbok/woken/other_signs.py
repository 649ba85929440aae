"""Rooms that accounts, agreements, vouchers or shares wake: grants, claims, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok.agreement.account_names import GRANTS
from fellesbok.agreement.terms import has_advances
from fellesbok.entries import vocabulary
from fellesbok.entries.vocabulary import CLAIM_TAG
from fellesbok.entries.vocabulary import HOST
from fellesbok.woken.custom_lines import has_line

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Note
    from beancount.core.data import Transaction

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.entries.claim import Claim
    from fellesbok.errors import LedgerError
    from fellesbok.grants.drawings import Drawing
    from fellesbok.shared import Shared
    from fellesbok.sharing.findings import Finding
    from fellesbok.sharing.pots import Gap
    from fellesbok.sharing.pots import YearOfVouchers
    from fellesbok.sharing.readings import OtherReading
    from fellesbok.sharing.service_accounts import Carried
    from fellesbok.sharing.settlement import YearResult

    Year = tuple[str, int]
    """A cooperation, by its slug or account, and a year."""


def _opens(rest: Iterable[Directive], *roots: str, named: str = "") -> bool:
    """Whether an account is opened below any of these, or with a word in its name."""
    below = tuple(f"{root}:" for root in roots)
    return any(
        isinstance(entry, data.Open)
        and (entry.account.startswith(below) or (named and named in entry.account))
        for entry in rest
    )


def _claimed(marked: Iterable[Transaction]) -> bool:
    """Whether one of them has the tag of claims."""
    return any(entry.tags and CLAIM_TAG in entry.tags for entry in marked)


def fund_levels(  # noqa: PLR0913, PLR0917 -- the books in three parts
    entries: Sequence[Directive],
    rest: Sequence[Directive],
    made: Sequence[Transaction],
    agreement: Agreement,
    reasons: Mapping[str, tuple[str, int]],
    posted: Collection[str],
) -> list[LedgerError]:
    """Funds that fall below zero: where the account of one is opened."""
    words = agreement.accounts
    if not _opens(rest, words.funds, words.restricted_funds):
        return []
    from fellesbok.funds import below_zero

    return below_zero.fund_levels(entries, rest, made, agreement, reasons, posted)


def claims(marked: Sequence[Transaction], agreement: Agreement) -> Sequence[Claim]:
    """The claims among what may be claims."""
    from fellesbok.claims import written

    return written.claims(marked, agreement)


def claim_faults(
    marked: Sequence[Transaction], agreement: Agreement
) -> list[LedgerError]:
    """What is wrong with claims: where something is one, or names a host."""
    if not _claimed(marked) and not any(HOST in entry.meta for entry in marked):
        return []
    from fellesbok.claims import checks

    return checks.claim_faults(marked, agreement)


def findings_about_claims(
    entries: Sequence[Directive],
    marked: Sequence[Transaction],
    shared: Shared,
    without: Collection[str],
) -> list[Finding]:
    """What claims lack: where there are some, or payments on account are agreed."""
    if not _claimed(marked) and not has_advances(shared.agreement):
        return []
    from fellesbok.claims import told_in_books

    return told_in_books.findings_about_claims(entries, marked, shared, without)


def drawings(
    entries: Sequence[Directive], agreement: Agreement
) -> tuple[list[Drawing], list[LedgerError]]:
    """What is drawn of grants: where one is agreed."""
    if not agreement.grants:
        return [], []
    from fellesbok.grants import drawings as drawn

    return drawn.drawings(entries, agreement)


def unused_grants(
    entries: Sequence[Directive],
    agreement: Agreement,
    drawn: Sequence[Drawing],
    *,
    first_number: int = 0,
) -> tuple[list[Transaction], list[LedgerError]]:
    """What is left of grants at the end of a year: where something is drawn."""
    if not drawn:
        return [], []
    from fellesbok.grants import unused

    return unused.unused_grants(entries, agreement, drawn, first_number=first_number)


def grant_findings(
    entries: Sequence[Directive],
    rest: Sequence[Directive],
    drawn: Sequence[Drawing],
    agreement: Agreement,
) -> tuple[list[Finding], list[LedgerError]]:
    """What the books lose sight of: where a grant has, or could have, an account."""
    words = agreement.accounts
    roots = words.grants, words.owed_to_grantor
    if not drawn and not _opens(rest, *roots, named=GRANTS):
        return [], []
    from fellesbok.grants import lost_sight

    return lost_sight.grant_findings(entries, rest, drawn, agreement)


def other_readings(
    years: Mapping[Year, YearOfVouchers],
    agreement: Agreement,
    before: Carried,
    result: YearResult,
) -> Iterator[OtherReading]:
    """A year by other readings of what it rests on: where a year is shared."""
    from fellesbok.sharing import readings

    return readings.other_readings(years, agreement, before, result)


def harmless(readings: Sequence[OtherReading]) -> Collection[tuple[str, int, str]]:
    """Assumptions that move nobody by any reading: where there is another one."""
    if not readings:
        return ()
    from fellesbok.sharing import readings as by_readings

    return by_readings.harmless(readings)


def nothing_written(gaps: Sequence[tuple[Cooperation, Gap]]) -> Iterable[Finding]:
    """Agreed sums of years that the books have nothing of: where there are such."""
    if not gaps:
        return ()
    from fellesbok.sharing import findings as found

    return found.nothing_written(gaps)


def findings(  # noqa: PLR0913 -- as the room itself
    rest: Sequence[Directive],
    agreement: Agreement,
    results: Sequence[YearResult],
    *,
    first_number: int = 0,
    others: Sequence[Finding] = (),
    harmless: Collection[tuple[str, int, str]] = (),
) -> tuple[list[Note], list[LedgerError]]:
    """Notes on what is to be known: where something is shared, found or reported."""
    if not results and not others and not has_line(rest, vocabulary.REPORTING):
        return [], []
    from fellesbok.sharing import findings as found

    return found.findings(
        rest,
        agreement,
        results,
        first_number=first_number,
        others=others,
        harmless=harmless,
    )
