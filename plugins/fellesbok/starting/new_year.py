"""A year made ready after the year before (*nytt år*), before anything is written.

What is there stays as it is: files that lack are made, what lacks in those that are
there comes at their end, and a year that has everything gets nothing.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fellesbok.budgets.next_year import Proposal
from fellesbok.budgets.next_year import carried_on
from fellesbok.chart.needed import directives
from fellesbok.chart.needed import openings
from fellesbok.chart.of_year import year_uses
from fellesbok.entries.declared import declared
from fellesbok.entries.printing import printed
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.errors import InWordsError
from fellesbok.filing.folder import held
from fellesbok.filing.listing import include
from fellesbok.filing.listing import line_end
from fellesbok.filing.several import Addition
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.starting.ledger_text import one_line
from fellesbok.starting.year_files import component_in
from fellesbok.starting.year_files import followed
from fellesbok.starting.year_files import is_begun
from fellesbok.starting.year_files import layout
from fellesbok.starting.year_files import years_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.budgets.next_year import Carried
    from fellesbok.chart.needed import Opening
    from fellesbok.filing.folder import Books
    from fellesbok.starting.year_files import Layout
    from fellesbok.starting.year_files import YearFile

_OPENED = "; Kontoer som åpnes i {year}"
_BUDGET = "; Budsjettet for {year}, etter det for {before}{index}{decided}"
_DECIDED = ", ikke på tilskudd og fond"


class CannotBeginError(InWordsError):
    """The year cannot be made; ``text`` says why."""


@frozen
class NewYear:
    """A year as it would be made.

    Attributes:
        year: The year.
        additions: What comes into the books, file by file; empty where nothing lacks.
        budget: The budget lines that come.
        told: What does not come along, and what must be mended by hand.
    """

    year: int
    additions: tuple[Addition, ...]
    budget: tuple[Carried, ...]
    told: tuple[Text, ...]


def new_year(
    books: Books,
    year: int,
    index: Decimal | None = None,
    closed: Collection[str] = (),
    *,
    is_asked: bool = True,
) -> NewYear:
    """What a year lacks, after the year before.

    In a year that is begun, who has no budget may have meant it so: one is proposed to
    who looks at it, and never written unseen.

    Args:
        books: The books.
        year: The year.
        index: Percent that is added to the budget.
        closed: The components of cooperations whose year is closed.
        is_asked: Whether somebody says yes to what is shown before it is written.

    Raises:
        CannotBeginError: The books do not have the year before.
    """
    _must_follow(books, year)
    agreement = books.agreement
    found = layout(books, agreement, year)
    opened, cannot = openings(books.entries, year_uses(agreement, year))
    budget = carried_on(books.entries, agreement, year, index, closed)
    if not is_asked and is_begun(books, year):
        budget = _to_be_asked(budget, agreement, year)
    blocks: dict[str, list[str]] = defaultdict(list)
    files: dict[str, YearFile] = {file.name: file for file in found.files}
    for name, lines in _by_file(found, agreement, opened, year, files).items():
        blocks[name] += ["", _OPENED.format(year=year), *lines]
    for name, own in _budgets(found, agreement, budget.lines, year, files).items():
        texts = [printed(each.line).rstrip("\n") for each in own]
        blocks[name] += ["", _budget_heading(own, year, index), *texts]
    taken = followed(books, files.values(), year)
    if not files:
        blocks, taken = defaultdict(list), {}
    made = [
        _addition(books, name, files.get(name), blocks[name], taken.get(name, []), year)
        for name in sorted({*files, *taken})
    ]
    return NewYear(
        year,
        tuple(each for each in made if each is not None),
        budget.lines,
        (
            *found.told,
            *budget.told,
            *_without_budget(books, budget.lines, year),
            *cannot,
        ),
    )


def _to_be_asked(budget: Proposal, agreement: Agreement, year: int) -> Proposal:
    """Nothing of a budget that nobody has looked at, and how it is had."""
    known = agreement.cooperation_by_account
    texts = [
        Text(
            "{title}: budsjettet for {before} er ikke ført videre, for {year} er begynt"
            " uten. «fellesbok year {year}» uten --yes viser det, og spør.",
            title=known[component].title if component in known else component,
            before=year - 1,
            year=year,
        )
        for component in dict.fromkeys(each.component for each in budget.lines)
    ]
    return Proposal((), (*budget.told, *texts))


def _without_budget(
    books: Books, carried: Collection[Carried], year: int
) -> Iterator[Text]:
    """Cooperations whose claims on account are of a budget that nobody has written."""
    has = {component_in(each.account) for each in carried}
    for line in declared(books.entries, BUDGET):
        if line.day.year == year:
            has.add(component_in(line.word(0)))
    for cooperation in books.agreement.cooperations.values():
        asks = any(
            advance and (advance.amount_ore, advance.amounts_ore) == (None, None)
            for advance in (v.claims.advance for v in cooperation.versions_in(year))
        )
        if asks and cooperation.account not in has:
            yield Text(
                "{title}: a konto regnes av budsjettet, og {year} har ikke noe"
                " budsjett.",
                title=cooperation.title,
                year=year,
            )


def _must_follow(books: Books, year: int) -> None:
    known = years_in(books)
    if year - 1 in known:
        return
    before = [each for each in known if each < year]
    if not known:
        text = Text(
            "Bøkene har ikke noe år ennå, så {year} har ingenting å følge etter.",
            year=year,
        )
    elif not before:
        text = Text(
            "Bøkene begynner i {first}, så {year} har ikke noe år før seg å lages av.",
            first=min(known),
            year=year,
        )
    else:
        text = Text(
            "Bøkene har ikke {before}, som {year} skulle lages av: det siste året før"
            " er {last}. Lag {next} først.",
            before=year - 1,
            year=year,
            last=max(before),
            next=max(before) + 1,
        )
    raise CannotBeginError(text)


def _budget_heading(
    lines: Collection[Carried], year: int, index: Decimal | None
) -> str:
    """What stands over the lines of a file."""
    decided = _DECIDED if index and any(each.is_decided for each in lines) else ""
    return _BUDGET.format(
        year=year, before=year - 1, index=_said(index), decided=decided
    )


def _said(index: Decimal | None) -> str:
    """The percentage as a comment says it."""
    if index is None:
        return ""
    sign = "tillegg" if index >= 0 else "fradrag"
    return f" med {abs(index):f} % {sign}".replace(".", ",")


def _by_file(
    found: Layout,
    agreement: Agreement,
    opened: Collection[Opening],
    year: int,
    files: dict[str, YearFile],
) -> dict[str, list[str]]:
    """The openings as text, by the file of their cooperation; new files are noted."""
    lines: dict[str, list[str]] = defaultdict(list)
    for each, entry in zip(opened, directives(opened), strict=True):
        root, *rest = each.account.split(":")
        component = rest[0] if root in {"Expenses", "Income"} else rest[-1]
        file = found.of(component, _slug(agreement, component), year)
        files.setdefault(file.name, file)
        lines[file.name].append(" ".join(printed(entry).split()))
    return lines


def _budgets(
    found: Layout,
    agreement: Agreement,
    carried: Collection[Carried],
    year: int,
    files: dict[str, YearFile],
) -> dict[str, list[Carried]]:
    """The budget lines, likewise."""
    lines: dict[str, list[Carried]] = defaultdict(list)
    for each in carried:
        file = found.of(each.component, _slug(agreement, each.component), year)
        files.setdefault(file.name, file)
        lines[file.name].append(each)
    return lines


def _slug(agreement: Agreement, component: str) -> str:
    cooperation = agreement.cooperation_by_account.get(component)
    return cooperation.slug if cooperation else "budsjett"


def _addition(  # noqa: PLR0913, PLR0917 -- one for each thing that a file may get
    books: Books,
    name: str,
    file: YearFile | None,
    lines: list[str],
    taken: list[str],
    year: int,
) -> Addition | None:
    """What a file gets; ``None`` where it lacks nothing and is in the books."""
    path = books.main.parent / name
    before = held(path)
    pattern = before
    if before is None and file is not None:
        lines = [_heading(books.agreement, file, year), *lines]
        pattern = None if file.before is None else held(file.before)
    if taken:
        between = [] if not lines and _ends_with_include(before or b"") else [""]
        lines = [*lines, *between, *(include(each).decode() for each in taken)]
    if not lines:
        is_in = before is None or path in books.files
        return None if is_in else Addition(name, before, b"")
    end = line_end(pattern or b"")
    start = end if before and not before.endswith(b"\n") else b""
    text = "".join(f"{line}\n" for line in lines).encode()
    return Addition(name, before, start + text.replace(b"\n", end))


def _ends_with_include(content: bytes) -> bool:
    return content.rstrip().rpartition(b"\n")[2].startswith(b"include ")


def _heading(agreement: Agreement, file: YearFile, year: int) -> str:
    """What a new file begins with: the cooperation that it is of, else its name."""
    titles = {agreement.cooperation_by_account[c].title for c in file.components}
    if len(titles) == 1:
        return f"; {one_line(titles.pop())} {year}"
    stem = PurePosixPath(file.name).stem
    return f"; {year}" if str(year) in stem else f"; {stem} {year}"
