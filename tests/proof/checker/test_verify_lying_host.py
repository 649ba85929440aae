"""A host that lies on purpose: what it hides or makes up is refused by each checker."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING
from typing import Any

import pytest

from attacks import sealed
from casebook import PROGRAMME
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from lying_host import HIDDEN
from lying_host import LIES
from lying_host import NAME
from lying_host import hide
from lying_host import lied
from proved import prove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

CLEAN = PROGRAMME.parents[1] / "tests/books/clean_books/ledger/main.beancount"
SETTLED = PROGRAMME.parents[1] / "tests/books/settled_books/ledger/main.beancount"
LATE = (
    PROGRAMME.parents[1]
    / "tests/ledgers/a-late-voucher-finds-the-threshold-of-its-year-used"
)
CHECKERS = (verify, verify_deep)
Json = Any


@pytest.fixture
def ikt(tmp_path: Path) -> Path:
    """Certificates of made-up books: IKT 2018, 40/60 between four municipalities."""
    prove(CLEAN, tmp_path / "bevis")
    return tmp_path / "bevis"


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_is_right_is_accepted_when_it_is_sealed_again(
    ikt: Path, checker: ModuleType
) -> None:
    lied(ikt, lambda _: None)
    assert checker.main(ikt) == 0


# Vouchers that Beancount reads --------------------------------------------------------


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


@pytest.mark.parametrize("day", ["2018-1-5", "2018/01/05", "2018-001-005"])
def test_a_day_is_read_as_beancount_reads_it(day: str) -> None:
    rows = (f'{day} * "x"', "  Expenses:IKT 1.00 NOK")
    assert verify.postings(rows)[2][2] == "2018-01-05"
    assert verify_deep.postings(rows)[2]["of"]["day"] == "2018-01-05"


# Figures that are made up -------------------------------------------------------------


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("lie", LIES)
def test_a_figure_that_is_made_up_is_refused(
    ikt: Path, lie: Callable[[Json], object], checker: ModuleType
) -> None:
    lied(ikt, lie)
    assert checker.main(ikt) == 1


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


def test_what_is_owed_from_earlier_years_is_not_checked_and_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It decides who gets an øre when two are alike, and no file of the year has it."""
    house = shutil.copytree(CLEAN.parent.parent, tmp_path / "eldre")
    rules = house / "allocation_rules.yaml"
    text = rules.read_text("utf-8")
    assert "from: 2018-01-01" in text
    rules.write_text(text.replace("from: 2018-01-01", "from: 2017-01-01"), "utf-8")
    prove(house / CLEAN.relative_to(CLEAN.parent.parent), tmp_path / "bevis")
    lied(tmp_path / "bevis", lambda found: found.update(owed={"nordvik": "1/2"}))
    for checker in CHECKERS:
        checker.main(tmp_path / "bevis")
        assert "fra tidligere" in capsys.readouterr().out


def test_nothing_is_owed_from_before_the_first_year(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The large checker sees that there were no terms and no lines before 2018."""
    lied(ikt, lambda found: found.update(owed={"nordvik": "1/2"}))
    assert verify_deep.main(ikt) == 1
    assert "før samarbeidets første år" in capsys.readouterr().out


def test_when_a_year_is_settled_is_read_by_the_large_checker_alone(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The small one has not looked for other periods, and says so."""
    (path,) = ikt.glob("bok~*allocation_rules.yaml.txt")
    text = path.read_text("utf-8")
    assert "settlement: half_year" in text
    path.write_text(text.replace("settlement: half_year", "settlement: year"), "utf-8")
    lied(ikt, lambda _: None)
    assert verify.main(ikt) == 0
    assert "- at trinn, perioder og krav er de som" in capsys.readouterr().out
    assert verify_deep.main(ikt) == 1


def test_a_year_that_is_said_to_be_closed_is_not_closed_in_the_books(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The small checker has not seen when it is charged, and says so."""
    lied(ikt, lambda found: found.update(closed=True))
    assert verify.main(ikt) == 0
    assert "når det er belastet" in capsys.readouterr().out
    assert verify_deep.main(ikt) == 1
    assert "bøkene sier at året er åpent" in capsys.readouterr().out


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Certificates of made-up books that have closed 2024, without a checkpoint."""
    prove(SETTLED, tmp_path / "bevis")
    (tmp_path / "bevis" / "sjekkpunkt-0001.json").unlink()
    return tmp_path / "bevis"


def later(found: Json) -> None:
    """A krone of it is charged on another day than it was."""
    found["charged"] = [found["charged"][0] - 100, 100]


def as_a_correction(found: Json) -> None:
    found["charged"][0] -= 100
    found["corrections"].append(100)


def still_open(found: Json) -> None:
    found["closed"] = False


@pytest.mark.parametrize("lie", [later, as_a_correction, still_open])
def test_what_a_closed_year_charged_when_stands_in_the_books(
    closed: Path, lie: Callable[[Json], object]
) -> None:
    name = "legevakt-2024-nes.json"
    assert verify_deep.certificate(closed, name, set())["closed"]
    found = json.loads((closed / name).read_bytes())
    lie(found)
    (closed / name).write_bytes(canonical(found))
    with pytest.raises(verify_deep.DiffersError, match=r"lukket|åpent|fastsatt"):
        verify_deep.certificate(closed, name, set())


@pytest.mark.parametrize("change", ["less", "gone", "year"])
def test_what_stands_on_an_account_from_earlier_years_is_of_their_vouchers(
    tmp_path: Path, change: str
) -> None:
    """Else a host could say that a threshold was used up, or that it was not."""
    names = prove(LATE / "source.beancount", tmp_path / "bevis")
    name = next(name for name in names if name.startswith("ikt-2021-"))
    whole = json.loads((tmp_path / "bevis" / name).read_bytes())
    assert verify_deep.certificate(tmp_path / "bevis", name, set())
    (account,) = (of for of in whole["accounts"] if of["before"])
    if change == "less":
        account["before"][0]["ore"] = str(int(account["before"][0]["ore"]) - 100)
    elif change == "gone":
        account["before"].clear()
    else:
        account["before"][0]["year"] += 1
    (tmp_path / "bevis" / name).write_bytes(
        canonical(sealed(whole, tmp_path / "bevis"))
    )
    with pytest.raises(verify_deep.DiffersError, match=r"kontoen for 202\d: "):
        verify_deep.certificate(tmp_path / "bevis", name, set())


CLAIMED = "legevakt-2024-nes.json"


def no_claims(found: Json) -> None:
    found["claims"].clear()


def one_claim_less(found: Json) -> None:
    found["claims"].pop()


def a_claim_twice(found: Json) -> None:
    found["claims"].append(found["claims"][0])


def another_number(found: Json) -> None:
    found["claims"][0]["id"] = "nes-2024-9999"


def another_kind(found: Json) -> None:
    found["claims"][0]["kind"] = "kreditnota"


def what_no_claim_is(found: Json) -> None:
    """The line of a voucher, with its amount and digest."""
    line = found["vouchers"]["lines"][0]
    of_line = ("file", "line", "ore", "digest")
    found["claims"][0] |= {name: line[name] for name in of_line}


@pytest.mark.parametrize(
    "lie",
    [
        no_claims,
        one_claim_less,
        a_claim_twice,
        another_number,
        another_kind,
        what_no_claim_is,
    ],
)
def test_every_claim_and_credit_note_is_in_the_certificate(
    closed: Path, lie: Callable[[Json], object]
) -> None:
    """Else a host could leave out a credit note, or tell of a claim that is none."""
    found = json.loads((closed / CLAIMED).read_bytes())
    lie(found)
    (closed / CLAIMED).write_bytes(canonical(found))
    with pytest.raises(verify_deep.DiffersError, match=r"krav"):
        verify_deep.certificate(closed, CLAIMED, set())


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
    assert "og krav er de som bøkene har" in capsys.readouterr().out


def test_a_line_that_fixes_a_closed_year_is_not_read_inside_a_text(
    closed: Path,
) -> None:
    (path,) = (p for p in closed.glob("bok~*avsluttet-2024*") if p.is_file())
    rows = path.read_text("utf-8").split("\n")
    line = next(row for row in rows if '"fastsatt" "legevakt"' in row)
    text = ['2024-12-31 query "x" "', line, '"']
    assert verify_deep.directives(tuple(rows)) == verify_deep.directives((*rows, *text))


# Files that are not what they seem ----------------------------------------------------


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
