"""Certificates that name another figure than that of a row, or agreed sums twice.

Every step, sum and digest that follows from what is told is right.
"""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from attacks import sealed
from casebook import LEDGERS
from casebook import PROGRAMME
from casebook import SOURCE
from proved import prove

if TYPE_CHECKING:
    from pathlib import Path

Json = Any
NAME = "ikt-2018-nordreisa.json"
"""Of the books of 2018."""
SERIES = "population@2018-01-01"
BY_STEPS = "'uses'"
OTHER_FIGURES = {
    "another municipality's": (37, 81, "2132"),
    "of another year, on many lines": (30, 37, "4895"),
    "the year of its day": (37, 37, "2018"),
    "the number of the municipality": (37, 37, "1942"),
}
"""First line, last line and word, of a figure of Nordreisa's that is none."""
OF_THE_YEAR_AFTER = 38, 38, "4909"
SUMS = LEDGERS / "a-price-per-unit-is-times-the-units"
OF_SUMS = "ikt-2018-lyngen.json"


def prove_2018(folder: Path) -> None:
    """The certificates of the books of 2018, without a checkpoint."""
    prove(PROGRAMME.parents[1] / "ledger" / "main.beancount", folder)
    (folder / "sjekkpunkt-0001.json").unlink()


def with_figure(folder: Path, first: int, last: int, word: str) -> Json:
    """Nordreisa's figure is said to be a word that stands on some lines."""
    found = json.loads((folder / NAME).read_bytes())
    (file, *_) = found["statistics"][SERIES]["nordreisa"]
    place = [file, first, last, word]
    found["statistics"][SERIES]["nordreisa"] = place
    of_figures = found["periods"][0]["uses"][0]["tree"]["of"][1]
    of_figures["numbers"]["nordreisa"] = place
    return sealed(found, folder, BY_STEPS)


def prove_sums(folder: Path) -> None:
    """Certificates of a price for each unit, without a checkpoint."""
    prove(SUMS / "source.beancount", folder)
    (folder / "sjekkpunkt-0001.json").unlink()


def with_sums_twice(folder: Path) -> Json:
    """A second pot of the same terms, without a line, has the same sums."""
    found = json.loads((folder / OF_SUMS).read_bytes())
    found["pots"] += found["pots"]
    for period in found["periods"]:
        (use,) = period["uses"]
        again = copy.deepcopy(use)
        again["pots"], again["tree"]["ore"] = [1], "0"
        period["uses"].append(again)
        period["left"].append("0")
        period["due"]["1"] = period["due"]["0"]
    return sealed(found, folder, BY_STEPS)


def with_sums_of_the_last_terms(folder: Path) -> Json:
    """The second pot is of the same terms, counted from the end."""
    found = with_sums_twice(folder)
    version = found["pots"][0]["version"] - len(found["agreement"]["versions"])
    found["pots"][1] = {**found["pots"][0], "version": version}
    return found


def with_sums_of_a_centre(folder: Path) -> Json:
    """The second pot is of a cost centre that the agreement has no rule for."""
    found = with_sums_twice(folder)
    found["pots"][1] = {**found["pots"][0], "centre": "C20", "tied": True}
    return found


def with_two_observations(folder: Path) -> Json:
    """A figure of the agreement is chosen between two of them."""
    found = json.loads((folder / OF_SUMS).read_bytes())
    (rows,) = found["statistics"].values()
    mine = "lyngen"
    other = next(payer for payer in rows if payer != mine)
    first = min(rows[p][1] for p in (mine, other))
    last = max(rows[p][2] for p in (mine, other))
    place = [rows[mine][0], first, last, rows[other][3]]
    rows[mine] = found["periods"][0]["uses"][0]["tree"]["counts"][mine] = place
    tree = found["periods"][0]["uses"][0]["tree"]
    tree["value"][mine] = tree["value"][other]
    return sealed(found, folder, BY_STEPS)


OBSERVED = """      - municipality: lyngen
        date: 2017-01-01
        value: 3000
      - municipality: lyngen
        date: 2018-01-01
        value: 2877
"""


def prove_sums_in_lines(folder: Path) -> None:
    """The same, with each field of the observations on a line of its own."""
    (folder / SOURCE).write_bytes((SUMS / SOURCE).read_bytes())
    text = (SUMS / "rules.yaml").read_text("utf-8")
    before = "      - {municipality: lyngen, date: 2018-01-01, value: 2877}\n"
    assert text.count(before) == 1
    (folder / "rules.yaml").write_text(text.replace(before, OBSERVED), "utf-8")
    prove(folder / SOURCE, folder / "bevis")
    (folder / "bevis" / "sjekkpunkt-0001.json").unlink()


def with_the_end_of_one_observation(folder: Path) -> Json:
    """The value of 2017 stands on the line before the payer and the day of 2018."""
    found = json.loads((folder / OF_SUMS).read_bytes())
    (rows,) = found["statistics"].values()
    file, first, _, _ = rows["lyngen"]
    place = [file, first - 1, first + 1, "3000"]
    rows["lyngen"] = place
    for period in found["periods"]:
        tree = period["uses"][0]["tree"]
        tree["counts"]["lyngen"] = place
        price = Fraction(tree["value"]["lyngen"]) / 2877
        tree["value"]["lyngen"] = str(3000 * price)
    told = sealed(found, folder, BY_STEPS)
    assert told["subject"]["ore"] > found["subject"]["ore"]
    return told


def with_nothing_for_one(folder: Path) -> Json:
    """A payer is left out of those who pay the price."""
    found = json.loads((folder / OF_SUMS).read_bytes())
    for period in found["periods"]:
        tree = period["uses"][0]["tree"]
        del tree["numbers"]["lyngen"], tree["value"]["lyngen"]
    return sealed(found, folder, BY_STEPS)


def with_sums_due_twice(folder: Path) -> Json:
    """Two whole years of the sums are said to be due."""
    found = json.loads((folder / OF_SUMS).read_bytes())
    for period in found["periods"]:
        tree = period["uses"][0]["tree"]
        tree["due"][0] = "2"
        tree["value"] = {p: str(2 * int(ore)) for p, ore in tree["value"].items()}
    return sealed(found, folder, BY_STEPS)


PUSHED = """
pushmeta deltakere: "Kåfjord, Lyngen"
2018-05-01 * "Lisenser"
  Expenses:IKT                 100.00 NOK
  Liabilities:Utlegg:Kåfjord  -100.00 NOK
popmeta deltakere:

2018-06-01 * "Lisenser"
  Expenses:IKT                 300.00 NOK
  Liabilities:Utlegg:Kåfjord  -300.00 NOK
"""
"""Two bear the first; without what is pushed, all three would."""


def prove_pushed(folder: Path) -> list[str]:
    """Certificates, in a folder ``bevis``, of books where something is pushed."""
    case = LEDGERS / "a-voucher-names-its-participants"
    text = (case / "source.beancount").read_text("utf-8") + PUSHED
    (folder / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    (folder / "source.beancount").write_text(text, "utf-8")
    return prove(folder / "source.beancount", folder / "bevis")
