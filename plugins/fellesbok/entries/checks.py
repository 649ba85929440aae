"""What must hold of the accounts in the books before anything is shared.

Beancount and Fava add accounts up by the beginning of their names, so no component of
an account may be the beginning of a sister's.  What an agreement says of an account is
only true of one that the books have.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount
from beancount.utils.defdict import ImmutableDictWithDefault

from fellesbok.entries.custom_values import values_of
from fellesbok.errors import LedgerError
from fellesbok.messages import MOST_KRONER
from fellesbok.messages import Text
from fellesbok.unseen import first_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Open

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.model import ContraCost


FIRST_YEAR, LAST_YEAR = 1900, 2999
"""The years that something can be booked in."""


def of_our_time(
    entries: list[Directive],
) -> tuple[list[Directive], list[Directive], list[LedgerError]]:
    """The entries of years that can be, the others, and an error for each of those.

    Entries come by date.  A slip of the finger must not make eight thousand years.
    Accounts may be opened whenever.
    """
    if not entries or not (
        entries[0].date.year < FIRST_YEAR or entries[-1].date.year > LAST_YEAR
    ):
        return entries, [], []
    booked = data.Transaction | data.Balance | data.Custom
    others: list[Directive] = [
        e
        for e in entries
        if isinstance(e, booked) and not FIRST_YEAR <= e.date.year <= LAST_YEAR
    ]
    errors = [
        LedgerError(
            entry.meta,
            Text(
                "Datoen {day} er utenfor årene {first}–{last}.",
                day=entry.date.isoformat(),
                first=FIRST_YEAR,
                last=LAST_YEAR,
            ),
            entry,
        )
        for entry in others
    ]
    away = set(map(id, others))
    ours = [e for e in entries if id(e) not in away]
    return ours, others, errors


MOST_YEARS_AHEAD = 10
"""More years than this after what is written before, a date is taken to be mistyped."""


def far_ahead(entries: Sequence[Directive]) -> list[LedgerError]:
    """An error for what is first written after more than ten years of nothing.

    The last day in the books tells what is over, so one mistyped year would make every
    period ready to be claimed.  Entries come by date; a balance is enough to say that
    the books go on.
    """
    errors: list[LedgerError] = []
    before: Directive | None = None
    number = 0
    while number < len(entries):
        year = entries[number].date.year
        after = bisect_right(entries, year, number, key=lambda entry: entry.date.year)
        chunk = itertools.islice(entries, number, after)
        first = next((e for e in chunk if isinstance(e, _WRITTEN)), None)
        if first is not None:
            if before is not None and year - before.date.year > MOST_YEARS_AHEAD:
                errors.append(_far_ahead(first, before))
            before = first
        number = after
    return errors


_WRITTEN = (data.Transaction, data.Balance)


def _far_ahead(entry: Directive, before: Directive) -> LedgerError:
    text = Text(
        "Datoen {day} er mer enn ti år etter det som er ført før den, i {year}"
        " ({file}:{line}), og alt til da ville vært over. Rett den av dem som er feil;"
        " ellers før en saldokontroll for årene mellom.",
        day=entry.date,
        year=str(before.date.year),
        file=Path(before.meta["filename"]).name,
        line=before.meta["lineno"],
    )
    return LedgerError(entry.meta, text, entry)


_LEAST = -MOST_KRONER


def of_our_size(
    entries: list[Directive],
) -> tuple[list[Directive], list[LedgerError]]:
    """The booked entries whose amounts can be added up, and errors for the others.

    Decimals have 28 figures: what is larger would take the øre with it, or stop what
    adds it up.
    """
    errors = beyond_any_sum(entries)
    away = {id(error.entry) for error in errors}
    return [e for e in entries if id(e) not in away] if away else entries, errors


def beyond_any_sum(entries: Sequence[Directive]) -> list[LedgerError]:
    """An error for each entry, booked or not, with a number that cannot be added up."""
    return [
        LedgerError(
            entry.meta,
            Text(
                "Her står et tall med {digits} sifre foran komma, og ingenting er ført"
                " av linjen: høyst {most} kan regnskapsføres.",
                digits=number.adjusted() + 1,
                most=MOST_KRONER.adjusted(),
            ),
            entry,
        )
        for entry in entries
        for number in _too_large(entry)
    ]


def _too_large(entry: Directive) -> list[Decimal]:
    """The first of its numbers that is no amount of anything, if there is one."""
    return [n for n in _numbers(entry) if not _LEAST < n < MOST_KRONER][:1]


_PLAIN = frozenset({Decimal, str, int, bool, dict})  # what has nothing in it to ask for
_WORDS = frozenset({str, int, bool, dict, date, ImmutableDictWithDefault, type(None)})


def _numbers(entry: Any) -> Iterator[Decimal]:  # noqa: ANN401 -- each kind has its own
    """Every number that stands in an entry; transactions are many."""
    values: list[Any] = list(entry.meta.values())
    if entry.__class__ is data.Transaction:
        for posting in entry.postings:
            units: Any = posting.units
            if units.__class__ is Amount and units.number.__class__ is Decimal:
                yield units.number  # what is not booked yet may lack it
            if posting.meta:
                values += posting.meta.values()
            if posting.price is not None or posting.cost is not None:
                values += [posting.price, posting.cost]
    elif isinstance(entry, data.Balance | data.Price):
        values.append(entry.amount)
    elif isinstance(entry, data.Custom):
        values += values_of(entry)
    for value in values:
        number = value if value.__class__ in _PLAIN else getattr(value, "number", None)
        if number.__class__ is Decimal:
            yield number


def unseen_in_accounts(entries: Sequence[Directive]) -> list[LedgerError]:
    """An error for each account whose name has a character that cannot be seen.

    It looks like another account, and what is booked on it is in no sum of that one.
    """
    return [
        LedgerError(
            entry.meta,
            Text(
                "Navnet på kontoen {account} har et tegn som ikke kan ses ({code}), og"
                " ser ut som en annen konto. Ta det bort her og der den brukes.",
                account=entry.account,
                code=code,
            ),
            entry,
        )
        for entry in entries
        if isinstance(entry, data.Open) and (code := first_unseen(entry.account))
    ]


def account_prefixes(entries: Sequence[Directive]) -> list[LedgerError]:
    """An error for each account whose last component begins as a sister account's.

    ``Expenses:PPT`` beside ``Expenses:PPTX``: Fava adds the budget of the longer one to
    the shorter one.
    """
    sisters: dict[str, dict[str, Open]] = {}
    for entry in entries:
        if isinstance(entry, data.Open):
            components = entry.account.split(":")
            for depth in range(1, len(components)):
                family = sisters.setdefault(":".join(components[:depth]), {})
                family.setdefault(components[depth], entry)
    errors = []
    for parent, family in sisters.items():
        names = sorted(family)
        for shorter, longer in itertools.pairwise(names):
            if longer.startswith(shorter):
                entry = family[longer]
                text = Text(
                    "Kontoene {shorter} og {longer} kan ikke skilles: Fava legger tall"
                    " på den lengste til den korteste. Gi den ene et annet navn.",
                    shorter=f"{parent}:{shorter}",
                    longer=f"{parent}:{longer}",
                )
                errors.append(LedgerError(entry.meta, text, entry))
    return errors


def unknown_contra(
    entries: Sequence[Directive], agreement: Agreement
) -> tuple[list[LedgerError], set[str]]:
    """An error for each account that shall reduce a cost and that the books have not.

    What stands on the account that was meant would be taken for outside income, so the
    cooperations that it is wrong for are told too, by slug.
    """
    opened = [entry.account for entry in entries if isinstance(entry, data.Open)]
    errors, slugs = [], set()
    for cooperation in agreement.cooperations.values():
        for contra in cooperation.contra:
            place = contra.place
            if place is None or _is_open(contra, cooperation, opened):
                continue
            text = Text(
                "{cooperation}: «{found}» under «contra» er ingen konto i bøkene. Åpne"
                " en konto med det navnet under Income:{account}, eller rett navnet.",
                cooperation=cooperation.title,
                found=contra.account,
                account=cooperation.account,
            )
            source = {"filename": place.path, "lineno": place.line}
            errors.append(LedgerError(source, text))
            slugs.add(cooperation.slug)
    return errors, slugs


def _is_open(
    contra: ContraCost, cooperation: Cooperation, opened: Sequence[str]
) -> bool:
    own = tuple(f"{root}:{cooperation.account}:" for root in ("Income", "Expenses"))
    return any(a.startswith(own) and contra.holds(a) for a in opened)


def other_currencies(
    entries: Sequence[Directive], rest: Sequence[Directive], agreement: Agreement
) -> list[LedgerError]:
    """An error for each line in another currency on an account of what is owed.

    It would be in no sum of what is paid or open.  Only accounts that Beancount lets
    have another one are looked for, and most books have none.

    Args:
        entries: The transactions.
        rest: What else stands in the books.
        agreement: For the payers, the names of their accounts, and the currency.
    """
    words, currency = agreement.accounts, agreement.currency
    owed = {
        account(payer, cooperation)
        for account in (words.receivable, words.claim, words.outlay)
        for payer in agreement.payers
        for cooperation in agreement.cooperations.values()
    }
    free = {
        entry.account
        for entry in rest
        if isinstance(entry, data.Open)
        and entry.account in owed
        and entry.currencies != [currency]
    }
    return [
        LedgerError(
            entry.meta,
            Text(
                "{account} er ført i {found}; det kommunene skylder, føres i"
                " {expected}. Før beløpet i {expected}, til kursen den dagen.",
                account=posting.account,
                found=posting.units.currency,
                expected=currency,
            ),
            entry,
        )
        for entry in (entries if free else ())
        if isinstance(entry, data.Transaction)
        for posting in entry.postings
        if posting.account in free
        and posting.units is not None
        and posting.units.currency != currency
    ]


def with_values(entries: list[Directive]) -> list[Directive]:
    """The entries, with nothing where Beancount has ``None``, which Fava cannot bear.

    A ``custom`` that says nothing has no values, and a transaction that another plugin
    made may have no tags and no links.
    """
    if not any(map(_lacks, entries)):
        return entries
    return [_with_values(e) if _lacks(e) else e for e in entries]


class UnsoundError(Exception):
    """Some entry is not sound; nothing is told of which."""


def says_words_alone(meta: Mapping[str, object]) -> bool:
    """Whether no word of metadata has a number that would have to be looked at."""
    return _WORDS.issuperset(map(type, meta.values()))


def is_sound_entry(entry: Directive) -> bool:
    """Whether all that shall stand in an entry is there, and can be added up."""
    return not _lacks(entry) and not _too_large(entry)


def _lacks(entry: Any) -> bool:  # noqa: ANN401 -- as below
    if entry.__class__ is data.Transaction:
        both = entry.tags, entry.links
        return None in both
    return entry.__class__ is data.Custom and entry.values is None


def _with_values(entry: Any) -> Any:  # noqa: ANN401 -- of two kinds
    if entry.__class__ is data.Custom:
        return entry._replace(values=[])
    empty: frozenset[str] = frozenset()
    return entry._replace(tags=entry.tags or empty, links=entry.links or empty)
