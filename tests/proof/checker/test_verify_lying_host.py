"""A host that lies on purpose: what it hides or makes up is refused by each checker."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from lying_host import CLAIMED
from lying_host import CLEAN
from lying_host import HIDDEN
from lying_host import LIES
from lying_host import NAME
from lying_host import Json
from lying_host import closed as closed  # noqa: PLC0414 -- a fixture
from lying_host import hide
from lying_host import ikt as ikt  # noqa: PLC0414 -- a fixture
from lying_host import lied
from lying_host import no_claims
from proved import prove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType


CHECKERS = (verify, verify_deep)


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_is_right_is_accepted_when_it_is_sealed_again(
    ikt: Path, checker: ModuleType
) -> None:
    lied(ikt, lambda _: None)
    assert checker.main(ikt) == 0


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("how", HIDDEN)
def test_a_voucher_is_found_however_beancount_lets_it_be_written(
    ikt: Path, how: str, checker: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    hide(ikt, HIDDEN[how])
    assert checker.main(ikt) == 1
    assert "bilagslinjen er ikke med én gang" in capsys.readouterr().out


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize(
    "written",
    [
        '2018-01-05 query "x" "\n  Expenses:IKT 1.00 NOK\n2018-01-05 * x\n"\n',
        '2018-01-05 * "x"\n  ; Expenses:IKT 1.00 NOK\n  Assets:Bank 1.00 NOK\n',
        '* 12" rør\n; 12" rør\n',
    ],
)
def test_what_is_no_voucher_is_not_taken_for_one(
    ikt: Path, written: str, checker: ModuleType
) -> None:
    path = next(p for p in sorted(ikt.glob("bok~*ikt*.txt")))
    path.write_text(path.read_text("utf-8") + "\n" + written, "utf-8")
    lied(ikt, lambda _: None)
    assert checker.main(ikt) == 0


@pytest.mark.parametrize("day", ["2018-1-5", "2018/01/05", "2018-001-005", "02018-1-5"])
def test_a_day_is_read_as_beancount_reads_it(day: str) -> None:
    rows = (f'{day} * "x"', "  Expenses:IKT 1.00 NOK")
    assert verify.postings(rows)[0][2][2] == "2018-01-05"
    assert verify_deep.postings(rows)[2]["of"]["day"] == "2018-01-05"


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("lie", LIES)
def test_a_figure_that_is_made_up_is_refused(
    ikt: Path, lie: Callable[[Json], object], checker: ModuleType
) -> None:
    lied(ikt, lie)
    assert checker.main(ikt) == 1


@pytest.mark.parametrize("where", ["", "subject"])
def test_there_is_no_prose(ikt: Path, where: str) -> None:
    """Who reads the certificate would believe what no checker has looked at."""
    prose = {"merknad": "Nordvik skal betale 0 kroner"}
    lied(ikt, lambda found: (found[where] if where else found).update(prose))
    assert verify_deep.main(ikt) == 1


@pytest.mark.parametrize("checker", CHECKERS)
def test_two_payers_do_not_share_their_lines(ikt: Path, checker: ModuleType) -> None:
    def alike(found: Json) -> None:
        one, other = sorted(found["payers"])[:2]
        found["payers"][one][:2] = found["payers"][other][:2] = [
            min(found["payers"][p][0] for p in (one, other)),
            max(found["payers"][p][1] for p in (one, other)),
        ]

    lied(ikt, alike)
    assert checker.main(ikt) == 1


def test_what_is_owed_from_earlier_years_is_seen_by_the_large_checker_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It decides who gets an øre when two are alike; the small one says that."""
    house = shutil.copytree(CLEAN.parent.parent, tmp_path / "eldre")
    rules = house / "allocation_rules.yaml"
    text = rules.read_text("utf-8")
    assert "from: 2018-01-01" in text
    rules.write_text(text.replace("from: 2018-01-01", "from: 2017-01-01"), "utf-8")
    prove(house / CLEAN.relative_to(CLEAN.parent.parent), tmp_path / "bevis")
    lied(tmp_path / "bevis", lambda found: found.update(owed={"nordvik": "1/2"}))
    assert verify.main(tmp_path / "bevis") == 0
    assert "det som er fra tidligere år" in capsys.readouterr().out
    assert verify_deep.main(tmp_path / "bevis") == 1
    assert "til gode av ører fra tidligere år" in capsys.readouterr().out


def test_a_year_that_is_said_to_be_closed_is_not_closed_in_the_books(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The small checker has not seen when it is charged, and says so."""
    lied(ikt, lambda found: found.update(closed=True))
    assert verify.main(ikt) == 0
    assert "når det er belastet" in capsys.readouterr().out
    assert verify_deep.main(ikt) == 1
    assert "bøkene sier at året er åpent" in capsys.readouterr().out


def test_the_small_checker_says_that_it_has_not_looked_for_claims(
    closed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in closed.glob("*.json"):
        if path.name != CLAIMED:
            path.unlink()
    found = json.loads((closed / CLAIMED).read_bytes())
    no_claims(found)
    (closed / CLAIMED).write_bytes(canonical(found))
    assert verify.main(closed) == 0
    assert "krav, fond, påløpt og hovedfil er bøkenes" in capsys.readouterr().out


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("number", ["1e999999999", "1_0", "1/0", "9" * 5000, "\u0661"])
def test_a_number_of_another_spelling_is_refused_at_once(
    ikt: Path, number: str, checker: ModuleType
) -> None:
    def lie(found: Json) -> None:
        found["vouchers"]["lines"][0]["in"][0][1] = number

    lied(ikt, lie)
    assert checker.main(ikt) == 1
    with pytest.raises(checker.DiffersError):
        checker.number("1e999999999")


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_is_no_file_is_not_waited_for(ikt: Path, checker: ModuleType) -> None:
    (ikt / NAME).unlink()
    os.mkfifo(ikt / NAME)
    assert checker.main(ikt) == 1


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_name_cannot_write_another_answer_on_the_screen(
    ikt: Path, checker: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    (ikt / "a\x1b[2K\r5 sertifikater stemmer.json").write_bytes(b'{"a": 1}')
    assert checker.main(ikt) == 1
    out = capsys.readouterr().out
    assert out.startswith("STEMMER IKKE. a?[2K?5 sertifikater stemmer.json: ")
    assert out.count("\n") == 1


def test_lines_without_end_are_not_made(ikt: Path) -> None:
    """A member's extract may say that a line has whatever number."""
    found = json.loads((ikt / NAME).read_bytes())
    found["extract"] = {found["agreement"]["file"]: {"99999999999": "x"}}
    (ikt / "ikt-2018-nordvik-medlem.json").write_bytes(canonical(found))
    assert verify.main(ikt) == 1
