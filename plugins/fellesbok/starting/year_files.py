"""Where a year lies in the books (*årets filer*), after where the year before lies.

A file whose name has the year before in it, and no other year, has one of the same name
with the new year: ``2026/ikt.beancount`` has ``2027/ikt.beancount``, ``2026.beancount``
has ``2027.beancount``.  An ``include`` that names the year before is followed the same
way, also where it is a pattern.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fellesbok.entries.declared import declared
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.filing.listing import NAMES
from fellesbok.filing.listing import includes
from fellesbok.filing.listing import is_matched
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.filing.folder import Books

_FOUR = re.compile(r"(?<!\d)\d{4}(?!\d)(?:[-_](?P<next>\d\d)(?!\d))?")
_ALONE = re.compile(r"(?:19|20|21)\d\d")
_NEAR = 10
_LAST_MONTH = 12
_CENTURY = 100


@frozen
class YearFile:
    """A file of the new year (*årsfil*).

    Attributes:
        name: From the folder of the main file.
        before: The one of the year before; ``None`` where it has none.
        components: Those of the cooperations that the year before has in it.
        budgets: Those of them whose budget stands in it.
    """

    name: str
    before: Path | None
    components: frozenset[str]
    budgets: frozenset[str]


@frozen
class Layout:
    """The files of a year, and what does not come along."""

    files: tuple[YearFile, ...]
    told: tuple[Text, ...]

    def of(self, component: str, slug: str, year: int) -> YearFile:
        """The file in which something of a cooperation stands in the new year.

        Where its budget stood, else its vouchers; else one of its own, where each has
        one in a folder of the year.
        """
        for file in self.files:
            if component in file.budgets:
                return file
        for file in self.files:
            if component in file.components:
                return file
        places = [PurePosixPath(file.name) for file in self.files]
        folders = [str(p.parent) for p in places if str(year) in str(p.parent)]
        if folders:
            name = f"{folders[0]}/{slug}.beancount"
        else:
            name = next((f.name for f in self.files), f"{year}.beancount")
        known = [file for file in self.files if file.name == name]
        return known[0] if known else YearFile(name, None, frozenset(), frozenset())


def years_in(books: Books) -> set[int]:
    """The years that the books have: with vouchers, budgets, or files of their own."""
    found = {
        voucher.day.year for voucher in vouchers_in(books.entries, generated=False)
    }
    found |= {line.day.year for line in declared(books.entries, BUDGET)}
    parts = (part for name in _names(books) for part in PurePosixPath(name).parts)
    alone = (part.removesuffix(".beancount") for part in parts)
    return found | {int(part) for part in alone if _ALONE.fullmatch(part)}


def is_begun(books: Books, year: int) -> bool:
    """Whether a cooperation has cost, income or a budget in a year.

    A claim of the year before, or its payment, begins none.
    """
    used = {
        component_in(account)
        for voucher in vouchers_in(books.entries, generated=False)
        if voucher.day.year == year
        for account in voucher.accounts
    }
    used |= {
        component_in(line.word(0))
        for line in declared(books.entries, BUDGET)
        if line.day.year == year
    }
    return bool(used & books.agreement.cooperation_by_account.keys())


def layout(books: Books, agreement: Agreement, year: int) -> Layout:
    """The files of a year, after those of the year before."""
    components, budgets = _components(books, agreement)
    files, told = [], []
    for name in _names(books):
        new = renamed(name, year)
        path = books.main.parent / name
        if new is None:
            if str(year - 1) in name and _FOUR.search(name):
                told.append(_several(name))
            continue
        named = agreement.cooperations.get(path.stem)
        of = frozenset(components[path] or ({named.account} if named else ()))
        known = agreement.cooperation_by_account
        if of and not any(known[each].versions_in(year) for each in of):
            continue
        files.append(YearFile(new, path, of, frozenset(budgets[path])))
    return Layout(tuple(files), tuple(told))


def renamed(name: str, year: int) -> str | None:
    """A name with the year in the place of the year before; ``None``: it has another.

    Numbers that are years of nobody living, as those of municipalities, are no years.
    """
    before = year - 1
    found = list(_FOUR.finditer(name))
    years = {int(match[0][:4]) for match in found}
    near = {each for each in years if abs(each - year) <= _NEAR}
    if near != {before} or any(_is_span(match["next"], year) for match in found):
        return None
    return re.sub(rf"(?<!\d){before}(?!\d)", str(year), name)


def _is_span(following: str | None, year: int) -> bool:
    """Whether a name is of two years: 2026-27, which is no month."""
    return (
        following is not None
        and int(following) == year % _CENTURY
        and int(following) > _LAST_MONTH
    )


def followed(
    books: Books, files: Iterable[YearFile], year: int
) -> dict[str, list[str]]:
    """The ``include`` lines that take the new files in, by the file they come in.

    Args:
        books: The books.
        files: The files that will be there.
        year: The year.
    """
    folder = books.main.parent
    wanted = {folder / file.name for file in files}
    counterparts = {file.before: file.name for file in files if file.before}
    every = list(includes(books.ledger_files))
    uncovered = {
        path for path in wanted if not any(is_matched(path, p) for _, _, p in every)
    }
    found: dict[str, list[str]] = defaultdict(list)
    for file, written, _ in every:
        new = renamed(written, year)
        if new is None or not file.is_relative_to(folder):
            continue
        target = counterparts.get(file, file.relative_to(folder).as_posix())
        pattern = Path((folder / target).parent / new)
        taken = {path for path in uncovered if is_matched(path, pattern)}
        if taken:
            found[target].append(new)
            uncovered -= taken
    for path in sorted(uncovered):
        found[books.main.name].append(path.relative_to(folder).as_posix())
    return dict(found)


def _names(books: Books) -> Iterator[str]:
    """The files of vouchers that people keep, from the folder of the main file."""
    folder = books.main.parent
    for path in books.ledger_files:
        if not path.is_relative_to(folder) or path == books.main:
            continue
        name = path.relative_to(folder)
        if name.parts[0].removesuffix(".beancount") not in NAMES:
            yield name.as_posix()


def _components(
    books: Books, agreement: Agreement
) -> tuple[dict[Path, set[str]], dict[Path, set[str]]]:
    """The cooperations that each file has costs or budgets of."""
    known = agreement.cooperation_by_account
    of: dict[Path, set[str]] = defaultdict(set)
    budgets: dict[Path, set[str]] = defaultdict(set)
    for voucher in vouchers_in(books.entries, generated=False):
        of[Path(voucher.place[0])] |= {
            *map(component_in, voucher.accounts)
        } & known.keys()
    for line in declared(books.entries, BUDGET):
        found = {component_in(line.word(0))} & known.keys()
        of[Path(line.place[0])] |= found
        budgets[Path(line.place[0])] |= found
    return of, budgets


def component_in(account: str) -> str:
    """The cooperation that an account of costs or income is of."""
    root, _, rest = account.partition(":")
    return rest.partition(":")[0] if root in {"Expenses", "Income"} else ""


def _several(name: str) -> Text:
    return Text(
        "{file} er for flere år, og har derfor ingen motpart i det nye året.", file=name
    )
