"""What a certificate says of the agreement: each value with the lines that it is on.

The checker reads these lines itself and shares by what they say, so nothing here is
put in another form: a share stands as ``40 %`` and a sum in kroner.
"""

from __future__ import annotations

import csv
import posixpath
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.statistic_tables import looked_up
from fellesbok.frozen import frozen
from fellesbok.rules.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.rules.document import Location
    from fellesbok.rules.passages import Passage

FIELDS = ("from", "to", "participants", "host", "basis", "settlement", "key")
Clause = list[Any]
"""First line, last line, and the value as it is written."""


@frozen
class RulesText:
    """The rules file as text.

    Attributes:
        name: Its name among the files of the books.
        folder: Where it is.
        found: Every passage by the way to it.
    """

    name: str
    folder: Path
    found: dict[Location, Passage]

    @classmethod
    def of(cls, path: Path, name: str) -> RulesText:
        """The file as it is read for its rules."""
        return cls(name, path.parent, passages(path.read_text(encoding="utf-8-sig")))

    @cached_property
    def figure_files(self) -> set[str]:
        """The files of figures that it names, as they are named among the books."""
        return {
            self.beside(str(passage.written))
            for step, passage in self.found.items()
            if step[:1] == ("statistics",) and step[2:] == ("file",)
        }

    def beside(self, file: str) -> str:
        """What a file that it names is called among those of the books."""
        return posixpath.normpath((Path(self.name).parent / file).as_posix())

    def clause(self, *way: str | int) -> Clause:
        """A value with its lines."""
        passage = self.found[way]
        return [passage.first, passage.last, passage.written]


def agreed(rules: RulesText, cooperation: Cooperation) -> dict[str, Any]:
    """The terms of a cooperation, every version, and the keys that have names."""
    way = "cooperations", cooperation.slug
    block = rules.found[way]
    keys = [step[1] for step in rules.found if len(step) == 2 and step[0] == "keys"]  # noqa: PLR2004 -- keys, and a name
    words = ("accounts",)
    return {
        **({"accounts": rules.clause(*words)[:2]} if words in rules.found else {}),
        "account": rules.clause(*way, "account"),
        "centres": {
            code: [*rules.clause(*way, "cost_centres", code)[:2], centre.account]
            for code, centre in cooperation.cost_centres.items()
        },
        "file": rules.name,
        "keys": {str(name): rules.clause("keys", name, "key") for name in keys},
        "lines": [block.first, block.last],
        "series": {
            str(step[1]): rules.clause(*step)
            for step in rules.found
            if step[:1] == ("statistics",) and step[2:] == ("file",)
        },
        "region": rules.clause("region"),
        "versions": [
            dict(_version(rules, (*way, "versions", number)))
            for number in range(len(cooperation.versions))
        ],
    }


def _version(rules: RulesText, way: Location) -> Iterator[tuple[str, Clause]]:
    for name in FIELDS:
        if (*way, name) in rules.found:
            yield name, rules.clause(*way, name)
    for step in rules.found:
        centre = step[: len(way) + 1] == (*way, "cost_centre_rules") and step[-2:-1]
        if centre and len(step) == len(way) + 3 and step[-1] in {"key", "participants"}:
            yield f"{step[-1]} {step[-2]}", rules.clause(*step)


def payers(rules: RulesText, agreement: Agreement) -> dict[str, Clause]:
    """The payers: the lines that each is on, its name, and what accounts call it."""
    found: dict[str, Clause] = {}
    for group in ("municipalities", "parties"):
        for payer in agreement.payers:
            way = group, payer.slug
            if way in rules.found:
                own = [payer.account] if (*way, "account") in rules.found else []
                found[payer.slug] = [*rules.clause(*way)[:2], payer.name, *own]
    return found


@dataclass
class FigureRows:
    """Finds the lines of figures of statistics; each series is read once."""

    rules: RulesText
    agreement: Agreement
    _known: dict[str, dict[tuple[str, str], list[Any]]] = field(default_factory=dict)

    def __call__(self, name: str, day: date, payer: str) -> list[Any]:
        """File, first line, last line, and the figure as it is written."""
        if name not in self._known:
            self._known[name] = dict(_rows(self.rules, self.agreement, name))
        return self._known[name][payer, day.isoformat()]


def figures(
    rows: FigureRows, evaluations: Iterable[Evaluation]
) -> dict[str, dict[str, list[Any]]]:
    """The figures that keys looked up: file, lines and value, by series and payer."""
    found: dict[str, dict[str, list[Any]]] = {}
    used = {
        (name, day, payer)
        for evaluation in evaluations
        for name, day, told in looked_up(evaluation)
        for payer in told
    }
    for name, day, payer in sorted(used):
        at = f"{name}@{day.isoformat()}"
        found.setdefault(at, {})[payer] = rows(name, day, payer)
    return found


def _rows(
    rules: RulesText, agreement: Agreement, name: str
) -> Iterator[tuple[tuple[str, str], list[Any]]]:
    slugs = {m.name: m.slug for m in agreement.municipalities.values()}
    way = "statistics", name
    if (*way, "file") in rules.found:
        file = str(rules.found[*way, "file"].written)
        path = rules.folder / file
        with path.open(encoding="utf-8-sig", newline="") as content:
            table = csv.DictReader(content)
            for row in table:
                value = (row.get(name) or row["value"]).strip()
                whose = row["municipality"].strip()
                line = table.line_num
                yield (
                    (slugs.get(whose, whose), row["date"].strip()),
                    [rules.beside(file), line, line, value],
                )
    else:
        number = 0
        while (*way, "values", number) in rules.found:
            passage = rules.found[*way, "values", number]
            said = {str(pair[0]): str(pair[1]) for pair in passage.written}
            whose = slugs.get(said["municipality"], said["municipality"])
            place = [rules.name, passage.first, passage.last, said["value"]]
            yield (whose, said["date"]), place
            number += 1
