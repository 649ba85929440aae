"""How far the books have come, and what is due by then, is read in the books."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from aimed_attacks import bounds_not_yet
from aimed_attacks import come_otherwise
from attacks import sealed
from casebook import LEDGERS
from casebook import PROGRAMME
from fellesbok.agreement.distribution_key.flow import most_placed
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify_deep
from places import MADE
from proved import prove

if TYPE_CHECKING:
    from pathlib import Path

    from lying_host import Json

MAIN = PROGRAMME.parents[1] / "ledger" / "main.beancount"
WAITS = "fixed-amounts-wait-until-the-books-have-come-to-them"
QUARTERS = "fixed-amounts-a-quarter-are-charged-for-the-quarters-that-are-over"
CLOSED = "a-closed-year-is-what-it-was-fixed-as"
BASE = "a-base-amount-grows-by-the-days-that-have-passed"
MONTHS = "a-month-below-the-minimum-does-not-stop-the-year"
OF_DAY = r"bøkene er kommet til"


def proved_with(case: str, folder: Path, **changes: str) -> list[str]:
    """Certificates of a ledger of the tests, when some words of it are others."""
    files = [path for path in (LEDGERS / case).iterdir() if "expected" not in path.name]
    texts = {path.name: path.read_text("utf-8") for path in files}
    for before, after in changes.items():
        assert any(before in text for text in texts.values())
        texts = {name: text.replace(before, after) for name, text in texts.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return prove(folder / "source.beancount", folder / "bevis")


def accepted(path: Path) -> set[str]:
    """What was not seen of a certificate that is right."""
    unseen: set[str] = set()
    assert verify_deep.certificate(path.parent, path.name, unseen)
    return unseen


def lies_of_the_day(path: Path, *, by_steps: bool) -> list[Json]:
    """Every other day that a host can say that the books have come to, told whole."""
    whole, found = json.loads(path.read_bytes()), []
    for seed in range(40):
        told = json.loads(path.read_bytes())
        come_otherwise(told, path.parent, random.Random(seed))  # noqa: S311 -- repeated
        told = sealed(told, path.parent, "'uses'" if by_steps else "")
        if told["charged"] != whole["charged"] and told not in found:
            found.append(told)
    return found


def refused(path: Path, lies: list[Json]) -> set[int]:
    """What the payer is told to bear by each lie; all of them are refused."""
    right = path.read_bytes()
    for told in lies:
        path.write_bytes(canonical(told))
        with pytest.raises(verify_deep.DiffersError, match=OF_DAY):
            verify_deep.certificate(path.parent, path.name, set())
    path.write_bytes(right)
    return {told["subject"]["ore"] for told in lies}


@pytest.mark.parametrize("by_steps", [False, True])
def test_the_sums_of_a_year_that_is_over_are_due(
    tmp_path: Path, *, by_steps: bool
) -> None:
    """60 000 kr was told as 0 kr by a host that said that 2021 was not over."""
    main = MADE / "three_years" / "ledger" / "main.beancount"
    prove(main, tmp_path / "bevis")
    path = tmp_path / "bevis" / "beredskap-2021-austvik.json"
    assert json.loads(path.read_bytes())["subject"]["ore"] == 6000000
    assert not accepted(path)
    lies = lies_of_the_day(path, by_steps=by_steps)
    assert refused(path, lies) == {0}


@pytest.mark.parametrize("by_steps", [False, True])
def test_the_quarters_that_the_books_have_come_to_are_due(
    tmp_path: Path, *, by_steps: bool
) -> None:
    """The books have come to 15 May: 175 kr of 700 is due, and 0, 350 … are not."""
    prove(LEDGERS / QUARTERS / "source.beancount", tmp_path / "bevis")
    path = tmp_path / "bevis" / "felling-2018-kafjord.json"
    assert json.loads(path.read_bytes())["subject"]["ore"] == 17500
    assert not accepted(path)
    lies = lies_of_the_day(path, by_steps=by_steps)
    assert refused(path, lies) == {0, 35000, 52500, 70000}


def test_sums_that_wait_are_not_due(tmp_path: Path) -> None:
    """2019 has come to 15 January: nothing of its sums is due."""
    prove(LEDGERS / WAITS / "source.beancount", tmp_path / "bevis")
    path = tmp_path / "bevis" / "felling-2019-lyngen.json"
    assert not accepted(path)
    assert refused(path, lies_of_the_day(path, by_steps=True)) == {30000}


def test_who_closes_a_year_says_that_it_is_over(tmp_path: Path) -> None:
    """The last voucher is of March; the year is closed, and all of its sums are due."""
    of_year = "key: {amounts: {kafjord: 50, lyngen: 50}, per: year}"
    changes = {"key: equal": of_year}
    proved_with(CLOSED, tmp_path, **changes)
    path = tmp_path / "bevis" / "ikt-2018-lyngen.json"
    told = json.loads(path.read_bytes())
    assert (told["closed"], told["charged"], told["corrections"]) == (True, [5000], [])
    assert not accepted(path)
    come_otherwise(told, path.parent, random.Random(1))  # noqa: S311 -- repeated
    refused(path, [sealed(told, path.parent)])


def test_base_amounts_without_a_cost_wait_for_the_books(tmp_path: Path) -> None:
    """A cost of February is taken back in March: base amounts of two months are due."""
    back = '2021-03-02 * "Kreditnota"\n  Expenses:IKT -10000.00 NOK\n  Assets:Bank\n'
    changes = {"2021-01-10 *": f"{back}\n2021-02-10 *"}
    proved_with(BASE, tmp_path, **changes)
    path = tmp_path / "bevis" / "ikt-2021-lyngen.json"
    assert json.loads(path.read_bytes())["subject"]["ore"] == 59000
    assert not accepted(path)
    lies = lies_of_the_day(path, by_steps=False)
    assert {31000, 90000, 365000} <= refused(path, lies)


def test_bounds_that_can_be_kept_before_the_year_is_over_are(tmp_path: Path) -> None:
    """Whoever has a minimum would else be charged less until the year is over."""
    changes = {" 100.00": " 70000.00", "-100.00": "-70000.00"}
    proved_with(MONTHS, tmp_path, **changes)
    path = tmp_path / "bevis" / "ikt-2020-lyngen.json"
    assert not accepted(path)
    told = json.loads(path.read_bytes())
    what = bounds_not_yet(told, path.parent, random.Random(0))  # noqa: S311 -- not used
    told = sealed(told, path.parent, what)
    path.write_bytes(canonical(told))
    with pytest.raises(verify_deep.DiffersError, match="holder minimum og tak"):
        verify_deep.certificate(path.parent, path.name, set())


def test_bounds_that_cannot_be_kept_yet_are_seen_to_be_such(tmp_path: Path) -> None:
    """100 kr in January has no room for four minimums; nothing is left unseen."""
    prove(LEDGERS / MONTHS / "source.beancount", tmp_path / "bevis")
    path = tmp_path / "bevis" / "ikt-2020-lyngen.json"
    (january, *_) = json.loads(path.read_bytes())["periods"]
    assert [proof["without"] for proof in january["proofs"]] == [["minimum"]]
    assert not accepted(path)


@pytest.mark.parametrize("seed", range(40))
def test_what_has_room_is_what_the_programme_says(seed: int) -> None:
    """Whether bounds can be kept is worked out by another hand, and is the same."""
    chance = random.Random(seed)  # noqa: S311 -- can be repeated
    parts = [
        {payer: Fraction(chance.randrange(1, 9)) for payer in chance.sample("abcde", n)}
        for n in (chance.randrange(1, 5) for _ in range(chance.randrange(1, 5)))
    ]
    room = {payer: Fraction(chance.randrange(9), 2) for payer in "abcde"}
    right = most_placed(parts, room)
    assert verify_deep.most_placed(parts, room) == right
    assert right <= sum(room.values())


def test_another_plugin_may_have_moved_the_day(tmp_path: Path) -> None:
    """It can make vouchers that stand in no file: then the day is told as not seen."""
    ours = 'plugin "fellesbok.plugin"'
    changes = {ours: f'plugin "beancount.plugins.implicit_prices"\n{ours}'}
    proved_with(QUARTERS, tmp_path, **changes)
    path = tmp_path / "bevis" / "felling-2018-kafjord.json"
    assert not accepted(path)
    lie = lies_of_the_day(path, by_steps=False)[0]
    path.write_bytes(canonical(lie))
    assert any("et annet tillegg enn vårt" in what for what in accepted(path))


VOUCHER = '2018-03-01 * "x"\n  Assets:Bank 1.00 NOK\n  Equity:Annet\n'


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("", "2018-03-01"),
        ('2018-04-01 txn "x"', "2018-04-01"),
        ('2018-4-1 ! "x"', "2018-04-01"),
        ('2018/04/01 P "x"', "2018-04-01"),
        ('2018-04-01* "x"', "2018-04-01"),
        ("2018-04-01 balance Assets:Bank 1.00 NOK", "2018-04-01"),
        ('2018-04-01 custom "paaloept" "ikt" Expenses:IKT 1.00 NOK', "2018-04-01"),
        ('2018-04-01 custom "paaloept" "ikt"', "2018-03-01"),
        ('2018-04-01 custom "fond" "ikt" "bruk" 1.00 NOK', "2018-03-01"),
        ('2018-04-01 custom "budsjett" "ikt"', "2018-03-01"),
        ('2018-04-01 note Assets:Bank "x"', "2018-03-01"),
        ('2018-04-01 document Assets:Bank "x.pdf"', "2018-03-01"),
        ("2018-04-01 open Assets:Bank", "2018-03-01"),
        ("2018-04-01 pad Assets:Bank Equity:Annet", "2018-03-01"),
        ("2018-04-01 price EUR 9.00 NOK", "2018-03-01"),
        ('2018-01-01 note Assets:Bank "\n2018-04-01 * y"', "2018-03-01"),
        ('; 2018-04-01 * "x"', "2018-03-01"),
        ("2018-04-01,austvik,1234", "2018-03-01"),
        ('2018-01-05 * "x"', "2018-03-01"),
    ],
)
def test_the_books_have_come_to_the_last_voucher_or_balance(
    more: str, day: str
) -> None:
    """As the programme has it: what is only planned, or told of, brings them no way."""
    assert verify_deep.last_day(tuple((VOUCHER + more).split("\n"))) == day
