"""What somebody tries (*det som prøves*), read from files and options, and bounded.

A part of the rules, vouchers, a budget, or figures of a statistic.  Nothing of it is
written anywhere; every fault is told with file and line, all at once.
"""

from __future__ import annotations

import os
import re
from dataclasses import field
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.adopted import budget_of
from fellesbok.entries.book_files import decides_for_all
from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.kinds import is_opening
from fellesbok.entries.records import Record
from fellesbok.error_texts.of_beancount import said_of
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.errors import FileFault
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import quoted
from fellesbok.rules.examined import no_text
from fellesbok.rules.proposal import ProposedText
from fellesbok.rules.proposal import known_figures
from fellesbok.system.differences import is_odd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.rules.proposal import Figures

MOST_CHANGES = 12
"""Each is a loading of the books."""

MOST_BYTES = 5_000_000
"""More no proposal, and no file of vouchers that is tried, is."""

_FIGURE = re.compile(
    r"(?P<statistic>[^:=@]+):(?P<payer>[^:=@]+)=(?P<value>[0-9]{1,15}(\.[0-9]{1,6})?)"
    r"@(?P<day>\d{4}-\d\d-\d\d)"
)
HOW = "population:nordreisa=5000@2018-01-01"


class CannotCompareError(Exception):
    """Nothing is compared; ``faults`` says where, and ``text`` what is no file's."""

    def __init__(
        self, text: Text | None = None, faults: Iterable[FileFault] = ()
    ) -> None:
        """Keep the messages for people."""
        self.text = text
        self.faults = tuple(sorted(set(faults)))
        super().__init__(text or "\n".join(map(str, self.faults)))


@frozen
class Change:
    """One thing that is tried.

    Attributes:
        title: What it is, in words.
        files: The files that it was read from.
        rules: Parts of the rules.
        figures: Of one statistic, by its name, municipality as written, and day.
        entries: Lines of the books, which are put beside those that are there.
        budgets: The years and cooperations (account component) whose budgets it is.
    """

    title: Text
    files: frozenset[str] = frozenset()
    rules: tuple[ProposedText, ...] = ()
    figures: Figures = field(default_factory=dict)
    entries: tuple[Any, ...] = ()
    budgets: frozenset[tuple[int, str]] = frozenset()


def proposed_rules(path: Path) -> Change:
    """A part of the rules in a file.

    Raises:
        CannotCompareError: It cannot be read as text.
    """
    return proposed_text(_text(path), str(path))


def proposed_text(text: str, path: str) -> Change:
    """A part of the rules, with the name that its faults are told by."""
    title = Text("forslaget {path}", path=Path(path).name)
    return Change(title, frozenset({path}), (ProposedText(text, path),))


def proposed_vouchers(path: Path) -> Change:
    """Vouchers in a file, beside those of the books.

    Raises:
        CannotCompareError: It has faults.
    """
    title = Text("bilagene i {path}", path=path.name)
    return Change(title, frozenset({str(path)}), entries=tuple(_entries(path)))


def proposed_budget(path: Path) -> Change:
    """Budget lines in a file, in the place of those of the same year and cooperation.

    Raises:
        CannotCompareError: It has faults, or something else than budgets and accounts.
    """
    entries = tuple(_entries(path))
    faults = []
    of = set()
    for entry in entries:
        if (budget := budget_of(entry)) is not None:
            of.add(budget)
        elif not is_opening(entry):
            text = Text("Her skal det bare stå budsjettlinjer og kontoer.")
            faults.append(FileFault(*Record(entry).place, text))
    if not faults and not of:
        faults.append(FileFault(str(path), 1, Text("Filen har ingen budsjettlinjer.")))
    if faults:
        raise CannotCompareError(faults=faults)
    title = Text("budsjettet i {path}", path=path.name)
    return Change(title, frozenset({str(path)}), entries=entries, budgets=frozenset(of))


def refuse_twice(changes: Sequence[Change]) -> None:
    """Two changes must not be one file of vouchers, nor the budget of the same year.

    What is in the file would count twice, and two budgets, of which each takes the
    place of what the books have, would be added up.

    Raises:
        CannotCompareError: They are.
    """
    files: set[str] = set()
    lines: dict[tuple[int, str], tuple[Change, tuple[str, int]]] = {}
    faults = []
    for change in changes:
        real = {os.path.realpath(path) for path in change.files if change.entries}
        if real & files:
            text = Text("Filen prøves to ganger. Oppgi den én gang.")
            faults += [FileFault(path, 1, text) for path in change.files]
            continue
        files |= real
        for of, entry in _budget_lines(change):
            place = Record(entry).place
            other, (file, line) = lines.setdefault(of, (change, place))
            if other is not change:
                text = Text(
                    "Budsjettet for {cooperation} {year} prøves også i {file}, linje"
                    " {line}, og bare ett av dem kan gjelde. Prøv dem hver for seg.",
                    cooperation=of[1],
                    year=of[0],
                    file=Path(file).name,
                    line=line,
                )
                faults.append(FileFault(*place, text))
    if faults:
        raise CannotCompareError(faults=faults)


def _budget_lines(change: Change) -> Iterator[tuple[tuple[int, str], Any]]:
    """The lines of a budget that takes the place of that of the books."""
    for entry in change.entries if change.budgets else ():
        if (of := budget_of(entry)) is not None:
            yield of, entry


def proposed_figures(
    written: Sequence[str],
) -> tuple[tuple[Change, ...], tuple[Text, ...]]:
    """Figures of statistics, such as ``population:nordreisa=5000@2018-01-01``.

    Those of one statistic are one change.  Whether there is such a statistic and such a
    municipality, the agreements say when they are read with all that is tried.

    Returns:
        What can be read, and why the rest cannot.
    """
    found: dict[str, dict[tuple[str, str, date], Fraction]] = {}
    faults = []
    for each in written:
        figure = _figure(each)
        if isinstance(figure, Text):
            faults.append(figure)
            continue
        key, value = figure
        of_one = found.setdefault(key[0], {})
        if key in of_one:
            faults.append(Text("«{written}»: tallet står to ganger.", written=each))
        of_one[key] = value
    changes = tuple(
        Change(_called(name, {p: p for _, p, _ in figures}, figures), figures=figures)
        for name, figures in found.items()
    )
    return changes, tuple(faults)


def named(change: Change, agreement: Agreement) -> Change:
    """The change with its figures by slug, and called by the names of an agreement.

    Args:
        change: Anything that is tried.
        agreement: With all that is tried, so that it knows what the figures are of.
    """
    statistics, municipalities = agreement.statistics, agreement.municipalities
    figures, _ = known_figures(change.figures, statistics, municipalities)
    names = {slug: each.name for slug, each in municipalities.items()}
    for name, _, _ in figures:
        title = _called(statistics[name].title, names, figures)
        return replace(change, title=title, figures=figures)
    return change


def _called(statistic: str, names: Mapping[str, str], figures: Figures) -> Text:
    """What figures of one statistic are called, in words."""
    told = [
        Text("{payer} {value} per {day}", payer=names[payer], value=value, day=day)
        for (_, payer, day), value in figures.items()
    ]
    return Text("{statistic}: {figures}", statistic=statistic, figures=joined(told))


def _figure(written: str) -> tuple[tuple[str, str, date], Fraction] | Text:
    """One figure, or why it is none."""
    found = _FIGURE.fullmatch(written.strip())
    try:
        day = date.fromisoformat(found["day"]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        return Text(
            "«{written}» kan ikke leses. Skriv statistikk:kommune=tall@dato: {how}.",
            written=quoted(written),
            how=HOW,
        )
    return (found["statistic"], found["payer"], day), Fraction(found["value"])


def _text(path: Path) -> str:
    """What a file says.

    Raises:
        CannotCompareError: It is not there, is too large, or is no text.
    """
    try:
        if is_odd(path):
            text = Text("Det er ikke en vanlig fil.")
            raise CannotCompareError(faults=[FileFault(str(path), 1, text)])
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        text = Text("Fikk ikke lest filen ({reason}).", reason=reason_of(error))
        raise CannotCompareError(faults=[FileFault(str(path), 1, text)]) from None
    if len(content) > MOST_BYTES:
        text = Text("Filen er for stor til å prøves.")
        raise CannotCompareError(faults=[FileFault(str(path), 1, text)])
    if refused := no_text(content):
        raise CannotCompareError(faults=[FileFault(str(path), 1, refused)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        text = Text("Filen er ikke lagret som UTF-8.")
        raise CannotCompareError(faults=[FileFault(str(path), line, text)]) from None


def _entries(path: Path) -> list[Any]:
    """The lines of a file; what it says of other files and of plugins is a fault.

    Raises:
        CannotCompareError: It has faults.
    """
    name = str(path)
    entries, errors, options = parser.parse_string(_text(path), name)
    faults = [
        FileFault(name, error.source["lineno"], said_of(error)) for error in errors
    ]
    if decides_for_all(options):
        text = Text(
            "En fil som prøves, kan ikke hente inn andre filer og tillegg, og ikke ha"
            " valg (option)."
        )
        faults.append(FileFault(name, 1, text))
    if not entries and not faults:
        faults.append(FileFault(name, 1, Text("Filen er tom.")))
    if faults:
        raise CannotCompareError(faults=faults)
    found: list[Any] = entries
    return found
