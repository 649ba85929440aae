"""The books as they would be with a change (*prøving*): loaded so, and never written.

Balances that somebody has asserted are of the books as they are: that they fail where
something else is tried is no fault.
"""

from __future__ import annotations

import os
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import Never

from fellesbok.books import load_books
from fellesbok.budgets.adopted import budget_of
from fellesbok.compare.alone import Alone
from fellesbok.compare.alone import each_alone
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.bearing import bearing
from fellesbok.compare.coming_year import coming_year
from fellesbok.compare.effects import effects
from fellesbok.compare.figures_used import FigureUsed
from fellesbok.compare.figures_used import figures_used
from fellesbok.compare.figures_used import not_looked_up
from fellesbok.compare.figures_used import older_figures
from fellesbok.compare.not_borne import left_alike
from fellesbok.compare.not_borne import told
from fellesbok.compare.other_books import refuse_other_books
from fellesbok.compare.other_hosts import other_hosts
from fellesbok.compare.proposed_change import MOST_CHANGES
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import named
from fellesbok.compare.proposed_change import refuse_twice
from fellesbok.compare.records import Comparison
from fellesbok.compare.records import YearOf
from fellesbok.compare.reservations import reservations
from fellesbok.compare.reservations import to_open
from fellesbok.compare.untried import untried
from fellesbok.entries.days import missing_account
from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.kinds import balances
from fellesbok.entries.records import Record
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.rules.proposal import TRIED_FIGURES
from fellesbok.rules.proposal import Proposal
from fellesbok.shared import PROPOSAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.compare.bearing import Bearing
    from fellesbok.compare.proposed_change import Change
    from fellesbok.entries.book_files import Amend
    from fellesbok.entries.book_files import Loaded
    from fellesbok.errors import FileFault


@frozen
class Source:
    """A state of the books on the disk.

    Attributes:
        main: The main file.
        title: What it is, in words.
        shown: Gives the path of a file as the reader knows it.
    """

    main: Path
    title: Text
    shown: Callable[[str], str] = str


def tried_books(
    source: Source, changes: Sequence[Change] = (), newest_until: int | None = None
) -> Books:
    """The books with the changes.

    Args:
        source: Which books.
        changes: What is tried in them, all together.
        newest_until: As in ``Proposal``.

    Raises:
        CannotCompareError: Nothing can be shared, or a file of a change has faults.
    """
    loaded = _with_accounts(source, changes, newest_until)
    # A year that cannot be shared holds up no other: it is told as not known.
    of_one = {
        replace(f, path=source.shown(f.path)): of for f, of in loaded.of_one.items()
    }
    balanced = {Record(asserted).place for asserted in balances(loaded.entries)}
    faults = tuple(
        replace(fault, path=source.shown(fault.path))
        for fault in loaded.errors
        if (fault.path, fault.line) not in balanced
    )
    files = {file for change in changes for file in change.files}
    wrong = [f for f in faults if f.path in files and f not in of_one]
    wrong = [fault for fault in wrong if not _opens(fault, changes)]
    unknown = [
        fault.message
        for fault in faults
        if fault.path == TRIED_FIGURES and isinstance(fault.message, Text)
    ]
    if unknown:
        raise CannotCompareError(joined(unknown, " "), wrong)
    if wrong or loaded.shared is None:
        raise CannotCompareError(faults=wrong or faults)
    if loaded.shared.to_rewrite and not changes:
        raise CannotCompareError(faults=loaded.shared.to_rewrite)
    lacking = (replace(f, path=source.shown(f.path)) for f in loaded.not_read)
    return replace(loaded, errors=faults, of_one=of_one, not_read=tuple(lacking))


def _with_accounts(
    source: Source, changes: Sequence[Change], newest_until: int | None
) -> Books:
    """The books with the changes, and every correction of a closed year.

    Corrections are read off what is posted: an account that is not open yet is told as
    before, and opened to know them.
    """
    loaded = load_books(source.main, _amending(changes, newest_until))
    if loaded.shared is None or not loaded.shared.closed:
        return loaded
    days: dict[str, date] = {}
    for account, day in filter(
        None, (missing_account(f.message) for f in loaded.errors)
    ):
        days[account] = min(day, days.get(account, day))
    if not days:
        return loaded
    amend = _amending(changes, newest_until, days)
    return replace(load_books(source.main, amend), errors=loaded.errors)


def _opens(fault: FileFault, changes: Sequence[Change]) -> bool:
    """Whether it is told at a proposal which account is to be opened for it.

    Nothing has to be open before it is adopted: what each pays is known all the same.
    """
    of_rules = {text.path for change in changes for text in change.rules}
    return fault.path in of_rules and missing_account(fault.message) is not None


def refuse_all(
    source: Source,
    changes: Sequence[Change],
    texts: Sequence[Text],
    faults: Sequence[FileFault] = (),
) -> Never:
    """Tell what has been found and every fault of the changes, all of it at once.

    Args:
        source: The books that they are tried in.
        changes: What can be read of what somebody tries.
        texts: What is wrong, and is no file's.
        faults: What is wrong in a file.

    Raises:
        CannotCompareError: Always.
    """
    said, found = [*texts], [*faults]
    try:
        if changes:
            tried_books(source, changes)
    except CannotCompareError as error:
        said += [] if error.text is None else [error.text]
        found += error.faults
    raise CannotCompareError(joined(said, " ") if said else None, found)


def _amending(
    changes: Sequence[Change],
    newest_until: int | None,
    opened: Mapping[str, date] = MappingProxyType({}),
) -> Amend:
    """What puts the changes into books that have been read and not shared.

    Args:
        changes: What is tried.
        newest_until: As in ``Proposal``.
        opened: Accounts that are opened for it, and a day in the year of each.
    """
    proposal = Proposal(
        tuple(text for change in changes for text in change.rules),
        {of: value for c in changes for of, value in c.figures.items()},
        newest_until,
    )
    budgets = {of for change in changes for of in change.budgets}

    def amend(loaded: Loaded) -> Loaded:
        entries, errors, options = loaded
        taken = {os.path.realpath(name) for name in options["include"]}
        for change in changes:
            if both := sorted(f for f in change.files if os.path.realpath(f) in taken):
                text = Text("{path} er alt en del av bøkene.", path=both[0])
                raise CannotCompareError(text)
        kept = [e for e in entries if not budgets or budget_of(e) not in budgets]
        # Each loading of the books has entries of its own.
        kept += deepcopy([entry for change in changes for entry in change.entries])
        lines = [f"{day.year:04}-01-01 open {name}" for name, day in opened.items()]
        kept += parser.parse_string("\n".join(lines))[0]
        options[PROPOSAL] = proposal
        return kept, errors, options

    return amend


def compare(  # noqa: PLR0913 -- what is compared, and on what
    before: Source,
    after: Source,
    changes: Sequence[Change],
    tried_on: TriedOn = TriedOn.ACCOUNTS,
    *,
    year: int | None = None,
    before_each: Callable[[], object] = lambda: None,
) -> Comparison:
    """Two states of the books side by side, and each change alone.

    Where the two are not the same books, what is different between them is the first
    change.  What a change does that rests on another is not known alone.

    Args:
        before: The first books.
        after: The other ones, in which the changes are tried.
        changes: What is tried.
        tried_on: Which costs.
        year: That one alone; otherwise every year, or the one that is coming.
        before_each: Called before the books are loaded once more, and may stop it.

    Raises:
        CannotCompareError: A state cannot be shared, or has a file that is not read
            where the other may have it; a change has faults, or there is nothing to
            compare.
    """
    if len(changes) > MOST_CHANGES:
        text = Text("Prøv høyst {most} endringer på en gang.", most=MOST_CHANGES)
        raise CannotCompareError(text)
    refuse_twice(changes)
    is_moved = before.main != after.main
    if not changes and not is_moved:
        text = Text(
            "Det er ingenting å sammenligne: de samme bøkene står på begge sider. Oppgi"
            " andre med --before eller --after, eller noe som skal prøves (--with,"
            " --with-voucher, --with-budget, --statistic)."
        )
        raise CannotCompareError(text)
    newest_until = None
    if tried_on is TriedOn.COMING:
        year = newest_until = coming_year((before.main, after.main), year, changes)

    def state(source: Source, tried: Sequence[Change]) -> tuple[Books, Bearing]:
        before_each()
        books = tried_books(source, tried, newest_until)
        if is_moved and books.not_read:
            raise CannotCompareError(_not_whole(source), books.not_read)
        return books, bearing(books, tried_on, year)

    first, last = state(before, ()), state(after, changes)
    settled = last[0].settled
    refuse_other_books(
        (before.title, first[0].settled.agreement), (after.title, settled.agreement)
    )
    tries = [partial(state, after, ())] if is_moved else []
    tries += [partial(state, before, (change,)) for change in changes]
    alone = [Alone(last)]
    if len(tries) > 1:
        known = last[1].unknown_between(first[1]).keys()
        alone = [*each_alone(tries, first[1], known)]
    changes = [named(change, settled.agreement) for change in changes]
    parts = [each.state and each.state[1] for each in alone]
    found, years, lacking = effects(first[1], last[1], parts)
    # A year that cannot be shared may look up what is tried, and lack another figure.
    of_changes = () if lacking else zip(changes, alone[is_moved:], strict=False)
    unused = [
        text
        for change, single in of_changes
        if change.figures
        for text in not_looked_up(
            change,
            _used([last, *([single.state] if single.state else [])], tried_on),
            settled.agreement,
        )
    ]
    older = [*older_figures(_used([first, last], tried_on))]
    titles = {slug: c.title for slug, c in last[1].cooperations.items()}
    alike = left_alike(first[1].left, last[1].left, titles)
    states = [first[0], last[0], *(each.state[0] for each in alone if each.state)]
    faults = {*first[0].errors, *last[0].errors}.union(*(a.faults for a in alone))
    read = {str(name) for books in states for name in books.options["include"]}
    tried = after.title
    if changes:
        tried = Text("{books} med det som prøves", books=after.title)
    moved = Text("fra {before} til {after}", before=before.title, after=after.title)
    return Comparison(
        before.title,
        after.title,
        tried_on.text,
        (*((moved,) if is_moved else ()), *(change.title for change in changes)),
        found,
        years,
        lacking,
        tuple(untried(changes, (first[1], last[1]), found, tried_on, year)),
        tuple(reservations((before.title, first), (tried, last), alone)),
        (
            *_fixed((first[0], last[0])),
            *(text for text, _ in older),
            *alike,
            *other_hosts(first[1], last[1]),
            *unused,
            *(each.told for each in alone if each.told),
            *map(_to_rewrite, settled.to_rewrite),
            *_to_supply(sorted({*settled.to_supply})),
            *to_open(faults),
        ),
        tuple(own for _, own in older),
        tuple(sorted(faults)),
        frozenset(read.union(*(change.files for change in changes))),
        year,
    )


def _used(
    states: Iterable[tuple[Books, Bearing]], tried_on: TriedOn
) -> list[FigureUsed]:
    """The figures by which some states share the years that are tried."""
    found: list[FigureUsed] = []
    for books, borne in states:
        settled = books.settled
        is_of_accounts = tried_on is TriedOn.ACCOUNTS
        results = settled.results if is_of_accounts else settled.budget_results
        tried = [
            result
            for result in results
            if YearOf(result.cooperation.slug, result.year) in borne.tried
        ]
        found += figures_used(tried, settled.agreement)
    return list(dict.fromkeys(found))


def _not_whole(source: Source) -> Text:
    """That what lies in files that are not read would stand as a difference."""
    return Text(
        "{books}: en fil som bøkene tar inn, er ikke lest. Det som står i den, ville"
        " sett ut som en forskjell, så ingenting er sammenlignet.",
        books=source.title,
    )


def _to_rewrite(fault: FileFault) -> Text:
    """That the agreement asserts what will not hold when a change is adopted."""
    return Text(
        "{file}:{line}: Eksempelet i avtalen stemmer ikke med det som prøves, og må"
        " skrives om når det vedtas. {why}",
        file=PurePath(fault.path).name,
        line=fault.line,
        why=fault.message,
    )


def _to_supply(faults: Sequence[FileFault]) -> Iterator[Text]:
    """That the agreements are refused as they are tried, with the first fault."""
    if not faults:
        return
    yield Text(
        "Slik det prøves, kan det ikke vedtas ennå: «fellesbok check» godtar ikke"
        " avtalene ({count} feil). {fault}",
        count=len(faults),
        fault=told(faults[0]),
    )


def _fixed(states: Iterable[Books]) -> Iterator[Text]:
    """That no closed year is changed, where one of the states has any."""
    every = (closed for books in states for closed in books.settled.closed)
    closed = {(each.cooperation.title, each.year) for each in every}
    if closed:
        yield Text(
            "Avsluttede år står som de ble fastsatt ({years}). Det som ville blitt"
            " annerledes der, er korreksjoner i et åpent år.",
            years=", ".join(f"{title} {year}" for title, year in sorted(closed)),
        )
