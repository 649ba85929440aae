"""What the large checker alone holds: closed years, earlier years, and claims."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from attacks import sealed
from casebook import LEDGERS
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from lying_host import CLAIMED
from lying_host import Json
from lying_host import closed as closed  # noqa: PLC0414 -- a fixture
from lying_host import ikt as ikt  # noqa: PLC0414 -- a fixture
from lying_host import lied
from lying_host import no_claims
from named_otherwise import prove_pushed
from proved import prove
from random_agreements import draw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType


ROTATES = LEDGERS / "the-odd-ore-rotates-between-years"
LATE = LEDGERS / "a-late-voucher-finds-the-threshold-of-its-year-used"


def test_nothing_is_owed_from_before_the_first_year(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The large checker sees that there were no terms and no lines before 2018."""
    lied(ikt, lambda found: found.update(owed={"nordvik": "1/2"}))
    assert verify_deep.main(ikt) == 1
    assert "før samarbeidets første år" in capsys.readouterr().out


def test_what_is_owed_is_worked_out_of_the_years_before(tmp_path: Path) -> None:
    """Who bore the odd øre in one year does not in the next: none may be told so."""
    names = prove(ROTATES / "source.beancount", tmp_path / "bevis")
    found = {}
    for name in names:
        unseen: set[str] = set()
        found[name] = verify_deep.certificate(tmp_path / "bevis", name, unseen)
        assert not any("øre" in what for what in unseen)
    path = tmp_path / "bevis" / "ikt-2019-kafjord.json"
    told = json.loads(path.read_bytes())
    assert told["owed"] == {"kafjord": "-1/2", "lyngen": "1/2"}
    told["owed"] = {"kafjord": "1/2", "lyngen": "-1/2"}
    told = sealed(told, path.parent)
    assert told["subject"]["ore"] != found[path.name]["subject"]["ore"]
    path.write_bytes(canonical(told))
    with pytest.raises(verify_deep.DiffersError, match="til gode av ører"):
        verify_deep.certificate(path.parent, path.name, set())


@pytest.mark.parametrize(
    ("exactly", "sums", "decides"),
    [
        ("1/2 1/2", "1 0", True),
        ("1/2 1/2", "0 0", False),
        ("2/3 1/3", "1 0", False),
        ("5/2 1/2 1/2 1/2", "3 1 0 0", True),
        ("2/3 2/3 2/3", "1 1 0", True),
        ("-1/2 1/2", "0 0", True),
    ],
)
def test_where_some_are_alike_what_is_owed_decides(
    exactly: str, sums: str, *, decides: bool
) -> None:
    """Only then can an øre be moved by the years before."""
    of = dict(zip("abcd", map(Fraction, exactly.split()), strict=False))
    whole = dict(zip("abcd", map(int, sums.split()), strict=False))
    assert verify_deep.is_by_what_is_owed(of, whole) == decides


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
    assert "fond, påløpt og hovedfil er" in capsys.readouterr().out
    assert verify_deep.main(ikt) == 1


def test_a_bound_that_can_be_kept_is_not_taken_for_one_that_cannot(
    tmp_path: Path,
) -> None:
    """Two bounds in one key: before the year is over, only one of them can be kept."""
    (name, *_) = prove(draw(3807).write(tmp_path), tmp_path / "bevis")
    assert verify_deep.certificate(tmp_path / "bevis", name, set())


def test_two_thresholds_that_nothing_is_above_are_as_the_agreement_says(
    tmp_path: Path,
) -> None:
    """Who the steps of nothing are between follows from no order of the vouchers."""
    drawn = draw(21034)
    until_may = [v for v in drawn.vouchers if v.day <= date(2020, 5, 3)]
    main = replace(drawn, vouchers=tuple(until_may)).write(tmp_path)
    for name in prove(main, tmp_path / "bevis"):
        assert verify_deep.certificate(tmp_path / "bevis", name, set())


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


def test_a_line_that_fixes_a_closed_year_is_not_read_inside_a_text(
    closed: Path,
) -> None:
    (path,) = (p for p in closed.glob("bok~*avsluttet-2024*") if p.is_file())
    rows = path.read_text("utf-8").split("\n")
    line = next(row for row in rows if '"fastsatt" "legevakt"' in row)
    text = ['2024-12-31 query "x" "', line, '"']
    assert verify_deep.directives(tuple(rows)) == verify_deep.directives((*rows, *text))


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("1,000.50", 100050),
        ("-1.00", -100),
        ("- 1.00", -100),
        ("50.00 + 50.00", 10000),
        ("100.00 - 2 * 30.00 + 10.00 / 4", 4250),
        ("-(1.00 + 2.00) * 2", -600),
        ("1.00 +", None),
        ("(1.00", None),
        ("1.00 2.00", None),
        ("1.00 / 0", None),
        ("", None),
    ],
)
def test_an_amount_is_worked_out_as_beancount_does(
    written: str, ore: int | None
) -> None:
    assert verify_deep.worked_out(written) == ore


def test_sums_and_amounts_without_a_space_are_held(tmp_path: Path) -> None:
    """They were told of as not seen, whatever a host said that they came to."""
    case = LEDGERS / "a-voucher-names-its-participants"
    text = (case / "source.beancount").read_text("utf-8")
    text = text.replace(" 300.00 NOK", " 100.00 + 200.00NOK")
    assert text.count("100.00 + 200.00NOK") == 2
    (tmp_path / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    (tmp_path / "source.beancount").write_text(text, "utf-8")
    (name, *_) = prove(tmp_path / "source.beancount", tmp_path / "bevis")
    unseen: set[str] = set()
    assert verify_deep.certificate(tmp_path / "bevis", name, unseen)
    assert not unseen


@pytest.mark.parametrize("checker", [verify, verify_deep])
def test_what_is_pushed_is_said_of_every_voucher(
    checker: ModuleType, tmp_path: Path
) -> None:
    names = prove_pushed(tmp_path)
    for name in names:
        assert checker.certificate(tmp_path / "bevis", name, set())
    told = json.loads((tmp_path / "bevis" / names[-1]).read_bytes())
    assert told["subject"] == {
        "books": "Nord-Troms",
        "cooperation": "ikt",
        "ore": 20000,
        "payer": "nordreisa",
        "year": 2018,
    }
