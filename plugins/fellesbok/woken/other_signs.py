"""Rooms that accounts, agreements, vouchers or shares wake: grants, claims, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import GRANTS
from fellesbok.agreement.terms import has_advances
from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import CLAIM_TAG
from fellesbok.entries.vocabulary import HOST
from fellesbok.woken.custom_lines import has_line
from fellesbok.woken.sleeping import Asked
from fellesbok.woken.sleeping import SleepingRoom

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.claims import checks
    from fellesbok.claims import told_in_books
    from fellesbok.claims import years_held
    from fellesbok.entries.records import Entry
    from fellesbok.funds import below_zero
    from fellesbok.grants import drawings as drawn_of
    from fellesbok.grants import lost_sight
    from fellesbok.grants import unused
    from fellesbok.sharing import findings as found
    from fellesbok.sharing import readings as read
else:
    checks = SleepingRoom("claims.checks")
    told_in_books = SleepingRoom("claims.told_in_books")
    years_held = SleepingRoom("claims.years_held")
    below_zero = SleepingRoom("funds.below_zero")
    drawn_of = SleepingRoom("grants.drawings")
    lost_sight = SleepingRoom("grants.lost_sight")
    unused = SleepingRoom("grants.unused")
    found = SleepingRoom("sharing.findings")
    read = SleepingRoom("sharing.readings")


def _opens(rest: Iterable[Entry], *roots: str, named: str = "") -> bool:
    """Whether an account is opened below any of these, or with a word in its name."""
    below = tuple(f"{root}:" for root in roots)
    return any(
        each.account.startswith(below) or (named and named in each.account)
        for each in openings(rest)
    )


def _claimed(marked: Iterable[Entry]) -> bool:
    """Whether one of them has the tag of claims."""
    return any(CLAIM_TAG in (entry.tags or ()) for entry in transactions(marked))


# Funds that fall below zero: where the account of one is opened.
fund_levels = Asked(lambda: below_zero.fund_levels).where(
    lambda entries, rest, made, agreement, *_: _opens(
        rest, agreement.accounts.funds, agreement.accounts.restricted_funds
    ),
    lambda *_: [],
)

# Claims among what may be claims, with the years of each; what is wrong with them,
# where something is one or names a host; what they lack, where payments on account are
# agreed too.
with_years = Asked(lambda: years_held.with_years)
claim_faults = Asked(lambda: checks.claim_faults).where(
    lambda entries, *_: _claimed(entries) or any(HOST in e.meta for e in entries),
    lambda *_: [],
)
findings_about_claims = Asked(lambda: told_in_books.findings_about_claims).where(
    lambda entries, marked, shared, *_: (
        _claimed(marked) or has_advances(shared.agreement)
    ),
    lambda *_: [],
)

# What is drawn of grants, where one is agreed; what is left of them at the end of a
# year, where something is drawn; what the books lose sight of, where a grant has, or
# could have, an account.
drawings = Asked(lambda: drawn_of.drawings).where(
    lambda entries, agreement: agreement.grants, lambda *_: ([], [])
)
unused_grants = Asked(lambda: unused.unused_grants).where(
    lambda entries, agreement, drawn, **_: drawn, lambda *_, **__: ([], [])
)
grant_findings = Asked(lambda: lost_sight.grant_findings).where(
    lambda entries, rest, drawn, agreement: (
        drawn
        or _opens(
            rest,
            agreement.accounts.grants,
            agreement.accounts.owed_to_grantor,
            named=GRANTS,
        )
    ),
    lambda *_: ([], []),
)

# A year by other readings of what it rests on, where a year is shared; assumptions that
# move nobody by any of them, where there is another one.
other_readings = Asked(lambda: read.other_readings)
harmless = Asked(lambda: read.harmless).where(
    lambda readings: readings, lambda *_: set()
)

# Agreed sums of years that the books have nothing of; notes on what is to be known,
# where something is shared, found or reported.
nothing_written = Asked(lambda: found.nothing_written).where(
    lambda gaps: gaps, lambda *_: iter(())
)
findings = Asked(lambda: found.findings).where(
    lambda entries, agreement, results, *, others=(), **_: (
        results or others or has_line(entries, vocabulary.REPORTING)
    ),
    lambda *_, **__: ([], []),
)
