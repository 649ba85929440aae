"""The accounts that vouchers, shares and claims use and that nobody has opened."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.claims.writing import posted_on
from fellesbok.entries import drafting
from fellesbok.entries.account_use import accounts_used
from fellesbok.entries.account_use import may_come_after_closing
from fellesbok.entries.account_use import opened_and_closed
from fellesbok.entries.days import missing_account
from fellesbok.entries.days import open_days
from fellesbok.entries.vocabulary import FILE as GENERATED
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.entries.book_files import Loaded
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.entries.records import Place
    from fellesbok.errors import FileFault

_ALIKE = 0.9
"""How much of two names is the same where one may be a slip of the pen for the other.

By difflib's ratio; a number less or more is no slip: such accounts stand side by side.
"""

FILE = "<kontoplan>"
"""Stands as file name of openings that are only tried."""


@frozen
class Use:
    """An account is used: on which day, in which currencies, and where that is seen.

    ``is_written`` says that somebody wrote it so, in a voucher or another directive;
    ``may_close`` is the first day that the account may be closed on.
    """

    account: str
    day: date
    currencies: frozenset[str]
    path: str
    line: int
    is_written: bool
    may_close: date


@frozen
class Opening:
    """An account that is to be opened (*kontoåpning*).

    Attributes:
        account: Its name.
        day: The first of January of the first year that it is used in.
        currencies: Those that it may hold; nothing where it is used in several.
        first: The first use.
        resembles: An open account with almost the same name, or nothing.
    """

    account: str
    day: date
    currencies: tuple[str, ...]
    first: Use
    resembles: str


def written_uses(entries: Iterable[Entry]) -> Iterator[Use]:
    """Every use of an account in what somebody has written."""
    for entry in entries:
        path = str(entry.meta["filename"])
        if path == GENERATED:
            continue
        line = int(entry.meta["lineno"])
        day = entry.date
        may_close = date.min if may_come_after_closing(entry) else day
        held = accounts_used(entry)
        for account in sorted(held):
            yield Use(
                account,
                day,
                held[account],
                path,
                line,
                is_written=True,
                may_close=may_close,
            )


def missed_use(fault: FileFault, agreement: Agreement) -> Iterator[Use]:
    """The account that something was to be posted on, where that is what is wrong."""
    found = missing_account(fault.message)
    if found is not None:
        yield _generated(*found, (fault.path, fault.line), agreement)


def claim_uses(claim: Claim, agreement: Agreement) -> Iterator[Use]:
    """The accounts that a claim is posted on, from the year that it is for."""
    place = claim.cooperation.place
    day = date(claim.year, 1, 1)
    for account in posted_on(claim, agreement):
        yield _generated(account, day, (str(place.path), place.line), agreement)


def openings(entries: Entries, uses: Iterable[Use]) -> tuple[list[Opening], list[Text]]:
    """One opening for each account that has none, and what opening cannot mend.

    An account that is opened already, but later, or that is closed too early, is told
    of: a second opening would be an error, and the first is somebody's own line.

    Args:
        entries: The books.
        uses: From ``written_uses``, ``missed_use`` and ``claim_uses``.
    """
    opened = open_days(entries)
    by_account: dict[str, list[Use]] = defaultdict(list)
    outside: dict[str, Use] = {}
    for use in uses:
        days = opened.get(use.account)
        if days is None:
            by_account[use.account].append(use)
        elif use.day < days[0] or days[1] < use.may_close:
            first = outside.setdefault(use.account, use)
            outside[use.account] = min(first, use, key=_order)
    known = [account for account, days in opened.items() if days[1] == date.max]
    made = [
        _opening(account, sorted(by_account[account], key=_order), known)
        for account in sorted(by_account)
    ]
    places = opened_and_closed(entries) if outside else ({}, {})
    told = [_cannot(outside[a], opened[a], places) for a in sorted(outside)]
    return sorted(made, key=lambda each: (each.day, each.account)), told


def directives(found: Iterable[Opening]) -> list[Entry]:
    """The openings as they stand in the books."""
    return [
        drafting.opening((FILE, number), each.day, each.account, each.currencies)
        for number, each in enumerate(found, start=1)
    ]


def with_openings(found: Iterable[Opening], loaded: Loaded) -> Loaded:
    """The books as they would be with the accounts open."""
    entries, errors, options = loaded
    return [*entries, *directives(found)], errors, options


def _generated(
    account: str, day: date, place: tuple[str, int], agreement: Agreement
) -> Use:
    """A use by what is generated, for which the account is open the whole day."""
    currencies, path, line = frozenset({agreement.currency}), *place
    return Use(
        account,
        day,
        currencies,
        path,
        line,
        is_written=False,
        may_close=day + timedelta(days=1),
    )


def _order(use: Use) -> tuple[date, str, int]:
    """By day, then by place: the same books name the same use first."""
    return use.day, use.path, use.line


def _opening(account: str, uses: Sequence[Use], known: Sequence[str]) -> Opening:
    first = uses[0]
    currencies = set(chain.from_iterable(use.currencies for use in uses))
    return Opening(
        account,
        date(first.day.year, 1, 1),
        tuple(currencies) if len(currencies) == 1 else (),
        first,
        _resembles(account, known) if any(use.is_written for use in uses) else "",
    )


def _resembles(account: str, known: Sequence[str]) -> str:
    """The open account that one may be a slip of the pen for."""
    letters = _without_digits(account)
    others = [each for each in known if _without_digits(each) != letters]
    return next(iter(get_close_matches(account, others, n=1, cutoff=_ALIKE)), "")


def _without_digits(account: str) -> str:
    return "".join(sign for sign in account if not sign.isdigit())


def _cannot(
    use: Use,
    days: tuple[date, date],
    places: tuple[Mapping[str, Place], Mapping[str, Place]],
) -> Text:
    """Why an account that has been opened is not open on the day of a use."""
    first, closed = days
    if use.day < first:
        path, line = places[0][use.account]
        return Text(
            "{file}:{line}: kontoen {account} er åpen fra {first}, men brukes fra"
            " {day}. Sett åpningen til {opening}.",
            file=Path(path).name,
            line=line,
            account=use.account,
            first=first,
            day=use.day,
            opening=date(use.day.year, 1, 1).isoformat(),
        )
    path, line = places[1][use.account]
    return Text(
        "{file}:{line}: kontoen {account} er stengt fra {closed}, men brukes {day}."
        " Flytt eller ta bort stengingen.",
        file=Path(path).name,
        line=line,
        account=use.account,
        closed=closed,
        day=use.day,
    )
