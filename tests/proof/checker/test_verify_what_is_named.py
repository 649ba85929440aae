"""A host that names other lines, fewer clauses or more pots than the books have.

No file is changed: what is told of them is, and every digest, step and sum that follows
from it is worked out anew.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from attacks import sealed
from casebook import LEDGERS
from casebook import PROGRAMME
from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify_deep
from proved import prove
from proved import prove_books
from told_of_others import copied
from told_of_others import outcome
from told_of_others import sealed_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json = Any
HOUSE = PROGRAMME.parents[1]
NAME = "ikt-2018-nordreisa.json"
SERIES = "population@2018-01-01"
BY_STEPS = "'uses'"


@pytest.fixture(scope="module")
def of_2018(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates of the books of 2018, without a checkpoint."""
    folder = tmp_path_factory.mktemp("2018") / "bevis"
    prove(HOUSE / "ledger" / "main.beancount", folder)
    (folder / "sjekkpunkt-0001.json").unlink()
    return folder


def refused(folder: Path, name: str, told: Json, why: str) -> None:
    """The large checker says no to what is told, and yes to what was there."""
    before = (folder / name).read_bytes()
    (folder / name).write_bytes(canonical(told))
    with pytest.raises(verify_deep.DiffersError, match=why):
        verify_deep.certificate(folder, name, set())
    (folder / name).write_bytes(before)
    assert verify_deep.certificate(folder, name, set())


# Figures ------------------------------------------------------------------------------

FIGURES = {
    "another municipality's": (37, 81, "2132"),
    "of another year": (30, 37, "4895"),
    "the year of its day": (37, 37, "2018"),
    "the number of the municipality": (37, 37, "1942"),
    "of the line below": (38, 38, "4909"),
}


@pytest.mark.parametrize("which", FIGURES)
def test_a_figure_is_that_of_its_row_and_column(of_2018: Path, which: str) -> None:
    """Words that stand somewhere on the lines that a host names are no figure."""
    whole = json.loads((of_2018 / NAME).read_bytes())
    (file, *_) = whole["statistics"][SERIES]["nordreisa"]
    told = copy.deepcopy(whole)
    place = [file, *FIGURES[which]]
    told["statistics"][SERIES]["nordreisa"] = place
    of_figures = told["periods"][0]["uses"][0]["tree"]["of"][1]
    of_figures["numbers"]["nordreisa"] = place
    told = sealed(told, of_2018, BY_STEPS)
    assert outcome(told) != outcome(whole)
    refused(of_2018, NAME, told, r"population\.csv: |population\.csv:\d+: ")


def test_a_figure_of_the_agreement_is_of_one_observation(tmp_path: Path) -> None:
    """Two observations between which words can be chosen are none."""
    case = LEDGERS / "a-price-per-unit-is-times-the-units"
    name = min(prove(case / "source.beancount", tmp_path / "bevis"))
    told = json.loads((tmp_path / "bevis" / name).read_bytes())
    (rows,) = told["statistics"].values()
    one, other = sorted(rows)[:2]
    first = min(rows[p][1] for p in (one, other))
    last = max(rows[p][2] for p in (one, other))
    place = [rows[one][0], first, last, rows[other][3]]
    rows[one] = told["periods"][0]["uses"][0]["tree"]["counts"][one] = place
    refused(tmp_path / "bevis", name, told, "står to ganger|sitt tall")


# Pots ---------------------------------------------------------------------------------


def test_agreed_sums_are_charged_once(tmp_path: Path) -> None:
    """A second pot of the same terms, without a line, would charge them twice."""
    case = LEDGERS / "a-price-per-unit-is-times-the-units"
    names = prove(case / "source.beancount", tmp_path / "bevis")
    whole = json.loads((tmp_path / "bevis" / names[0]).read_bytes())
    told = copy.deepcopy(whole)
    told["pots"] += told["pots"]
    for period in told["periods"]:
        (use,) = period["uses"]
        again = copy.deepcopy(use)
        again["pots"], again["tree"]["ore"] = [1], "0"
        period["uses"].append(again)
        period["left"].append("0")
        period["due"]["1"] = period["due"]["0"]
    told = sealed(told, tmp_path / "bevis", BY_STEPS)
    assert told["subject"]["ore"] == 2 * whole["subject"]["ore"]
    refused(tmp_path / "bevis", names[0], told, "beløpene for året er med to ganger")


# Clauses ------------------------------------------------------------------------------

LEFT_OUT = {
    "a rule of a cost centre": (
        "a-cost-centre-has-another-key-and-other-participants",
        "        cost_centre_rules:",
    ),
    "the participants of a cost centre": (
        "what-reduces-a-cost-goes-where-the-cost-of-the-voucher-is",
        "        cost_centre_rules:",
    ),
    "a maximum": ("a-cap-holds-for-a-party-in-a-group", "          maximum:"),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_a_clause_that_is_left_out_is_missed(what: str, tmp_path: Path) -> None:
    """The programme itself proves an agreement without it, so the rest is right."""
    ledger, begins = LEFT_OUT[what]
    root = LEDGERS / ledger
    own, proof = copied(root / "source.beancount", root, tmp_path)
    rules = own.parent / "rules.yaml"
    before = rules.read_text("utf-8")
    rules.write_text(without(before, begins), "utf-8")
    made = prove_books(load_books(own))
    rules.write_text(before, "utf-8")
    right = {p.name: json.loads(p.read_bytes()) for p in proof.glob("*-*-*.json")}
    for name in made.keys() & right.keys():
        told = json.loads(made[name])
        told["agreement"]["lines"] = right[name]["agreement"]["lines"]
        told = sealed_as(told, right[name], own.parent)
        assert outcome(told) != outcome(right[name])
        refused(proof, name, told, "vilkårene er andre, eller ikke alle")
    assert made.keys() & right.keys()


def without(text: str, begins: str) -> str:
    """A text where a line and what stands under it is blank: numbers are the same."""
    rows = text.split("\n")
    first = next(n for n, row in enumerate(rows) if row.startswith(begins))
    deep = len(begins) - len(begins.lstrip())
    after = next(
        n
        for n, row in enumerate([*rows[first + 1 :], "end"], first + 1)
        if row.strip() and len(row) - len(row.lstrip()) <= deep
    )
    return "\n".join([*rows[:first], *[""] * (after - first), *rows[after:]])


def fewer_payers(told: Json) -> None:
    told["payers"].popitem()


def another_name_of_a_centre(told: Json) -> None:
    centres = told["agreement"]["centres"]
    top, end = told["agreement"]["lines"]
    one, other = sorted(centres)[:2]
    centres[one] = [top, end, centres[other][2]]


@pytest.mark.parametrize("lie", [fewer_payers, another_name_of_a_centre])
def test_payers_and_cost_centres_are_those_of_the_agreement(
    of_2018: Path, lie: Callable[[Json], None]
) -> None:
    told = json.loads((of_2018 / NAME).read_bytes())
    lie(told)
    refused(of_2018, NAME, told, "andre|ikke |den samme")


# Files --------------------------------------------------------------------------------


def test_a_file_that_the_books_include_is_there(of_2018: Path) -> None:
    told = json.loads((of_2018 / NAME).read_bytes())
    del told["books"]["files"]["ledger/2018/brann.beancount"]
    told["books"]["revision"] = digest(canonical(told["books"]["files"]))
    why = r"ledger/main\.beancount:32: «2018/brann\.beancount» mangler"
    refused(of_2018, NAME, told, why)


def test_what_a_pattern_finds_nobody_can_see() -> None:
    unseen: set[str] = set()
    verify_deep.included({"ledger/main.beancount": ['include "*.beancount"']}, unseen)
    where = "ledger/main.beancount:1"
    assert unseen == {f"{where}: om «*.beancount» er flere filer enn de som er her"}


# How an agreement can be written ------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        'a: 1\nb:\n  c: [2, 3]\n  d: "x: y"',
        '{a: 1, b: {c: [2, 3], d: "x: y"}}',
        '- a: 1  # én\n  b: {c: [2, 3],\n      d: "x: y"}',
        '"a": 1\n\n# mellom\nb:\n    c:\n    - 2\n    - 3\n    d: "x: y"',
    ],
)
def test_a_mapping_is_read_in_lines_and_within_braces(written: str) -> None:
    found = verify_deep.mapping(written)
    assert {name: verify_deep.words(text) for name, text in found.items()} == {
        "a": ["1"],
        "b": ["c", "2", "3", "d", "x", "y"],
    }
    inner = verify_deep.mapping(found["b"])
    assert {name: verify_deep.words(text) for name, text in inner.items()} == {
        "c": ["2", "3"],
        "d": ["x", "y"],
    }
