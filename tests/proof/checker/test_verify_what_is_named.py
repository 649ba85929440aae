"""A host that names other lines, fewer clauses or more pots than the books have.

No file is changed: what is told of them is, and every digest, step and sum that follows
from it is worked out anew.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import LEDGERS
from casebook import PROGRAMME
from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.certificate import Sources
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from fellesbok.proof.member import Commitments
from fellesbok.proof.member import member_certificate
from loaded_books import books_in
from named_otherwise import NAME
from named_otherwise import OF_SUMS
from named_otherwise import OF_THE_YEAR_AFTER
from named_otherwise import OTHER_FIGURES
from named_otherwise import prove_2018
from named_otherwise import prove_sums
from named_otherwise import prove_sums_in_lines
from named_otherwise import with_figure
from named_otherwise import with_nothing_for_one
from named_otherwise import with_sums_due_twice
from named_otherwise import with_sums_of_a_centre
from named_otherwise import with_sums_of_the_last_terms
from named_otherwise import with_sums_twice
from named_otherwise import with_the_end_of_one_observation
from named_otherwise import with_two_observations
from proved import prove_books
from told_of_others import copied
from told_of_others import outcome
from told_of_others import sealed_as

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

Json = Any
HOUSE = PROGRAMME.parents[1]
CHECKERS = (verify, verify_deep)
LARGE = (verify_deep,)


@pytest.fixture(scope="module")
def of_2018(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("2018") / "bevis"
    prove_2018(folder)
    return folder


@pytest.fixture(scope="module")
def of_sums(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sums") / "bevis"
    prove_sums(folder)
    return folder


def refused(
    path: Path, told: Json, why: str, checkers: tuple[ModuleType, ...] = CHECKERS
) -> None:
    """The checkers say no to what is told, and yes to what was there."""
    before = path.read_bytes()
    for checker in checkers:
        path.write_bytes(canonical(told))
        with pytest.raises(checker.DiffersError, match=why):
            checker.certificate(path.parent, path.name, set())
        path.write_bytes(before)
        assert checker.certificate(path.parent, path.name, set())


# Figures ------------------------------------------------------------------------------


@pytest.mark.parametrize("which", OTHER_FIGURES)
def test_a_figure_is_that_of_its_row_and_column(of_2018: Path, which: str) -> None:
    """Words that stand somewhere on the lines that a host names are no figure."""
    told = with_figure(of_2018, *OTHER_FIGURES[which])
    whole = json.loads((of_2018 / NAME).read_bytes())
    assert outcome(told) != outcome(whole)
    refused(of_2018 / NAME, told, r"population\.csv: |population\.csv:\d+: ")


def test_a_figure_is_of_its_day(of_2018: Path) -> None:
    """What the payer had of another year is another figure."""
    told = with_figure(of_2018, *OF_THE_YEAR_AFTER)
    refused(of_2018 / NAME, told, r"population\.csv:38: ")


def test_a_figure_of_the_agreement_is_of_one_observation(of_sums: Path) -> None:
    """Two observations between which words can be chosen are none."""
    told = with_two_observations(of_sums)
    refused(of_sums / OF_SUMS, told, "er ikke lyngen sitt tall|et tall for")


def test_a_figure_is_not_of_one_observation_and_the_next(tmp_path: Path) -> None:
    """Three lines in a row with a value, a payer and a day are none of their own."""
    prove_sums_in_lines(tmp_path)
    told = with_the_end_of_one_observation(tmp_path / "bevis")
    why = "er ikke lyngen sitt tall|et tall for"
    refused(tmp_path / "bevis" / OF_SUMS, told, why)


def test_a_member_has_the_line_that_says_what_is_in_each_column() -> None:
    """Else no checker of its certificate could tell its figure from its number."""
    books = books_in(HOUSE)
    whole = json.loads(prove_books(books)[NAME])
    rows = Sources.of(books).rows
    own = member_certificate(whole, rows, Commitments(b"x" * 32), is_common=False)
    (file, *_) = whole["statistics"]["population@2018-01-01"]["nordreisa"]
    assert own["extract"][file]["1"].split(",")[:2] == ["municipality", "number"]


# Pots ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lie", [with_sums_twice, with_sums_of_the_last_terms, with_sums_of_a_centre]
)
def test_agreed_sums_are_charged_once(
    of_sums: Path, lie: Callable[[Path], Json]
) -> None:
    told = lie(of_sums)
    whole = json.loads((of_sums / OF_SUMS).read_bytes())
    assert told["subject"]["ore"] == 2 * whole["subject"]["ore"]
    refused(of_sums / OF_SUMS, told, "med to ganger|skrevet feil|har ingen bilag")


@pytest.mark.parametrize("lie", [with_nothing_for_one, with_sums_due_twice])
def test_agreed_sums_are_those_of_everybody_for_a_year(
    of_sums: Path, lie: Callable[[Path], Json]
) -> None:
    told = lie(of_sums)
    assert told["periods"] != json.loads((of_sums / OF_SUMS).read_bytes())["periods"]
    refused(of_sums / OF_SUMS, told, "alle deltakernes|skal bære|andre|forfalt")


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
def test_a_clause_that_is_left_out_is_missed(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The programme itself proves an agreement without it, so the rest is right.

    The small checker has not looked for clauses that are left out, and says so.
    """
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
        refused(proof / name, told, "vilkårene er andre, eller ikke alle", LARGE)
        (proof / name).write_bytes(canonical(told))
        capsys.readouterr()
        verify.main(proof)
        assert re.search(
            "STEMMER IKKE|at trinn, vilkår, .* er bøkenes: les,",
            capsys.readouterr().out,
        )
        (proof / name).write_bytes(canonical(right[name]))
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
    refused(of_2018 / NAME, told, "andre|ikke |den samme", LARGE)


# Files --------------------------------------------------------------------------------


def test_a_file_that_the_books_include_is_there(of_2018: Path) -> None:
    told = json.loads((of_2018 / NAME).read_bytes())
    del told["books"]["files"]["ledger/2018/brann.beancount"]
    told["books"]["revision"] = digest(canonical(told["books"]["files"]))
    why = r"ledger/main\.beancount:32: «2018/brann\.beancount» er ikke blant"
    refused(of_2018 / NAME, told, why, LARGE)


def test_what_a_pattern_finds_nobody_can_see() -> None:
    unseen: set[str] = set()
    rows = ['plugin "fellesbok.plugin" "../rules.yaml"', 'include "*.beancount"']
    verify_deep.included({"ledger/main.beancount": rows}, "rules.yaml", unseen)
    where = "ledger/main.beancount:2"
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
def test_an_agreement_is_read_in_lines_and_within_braces(written: str) -> None:
    found = verify_deep.tree_of((*written.split("\n"),))
    (one,) = found if isinstance(found, list) else [found]
    assert one == {"a": "1", "b": {"c": ["2", "3"], "d": "x: y"}}
