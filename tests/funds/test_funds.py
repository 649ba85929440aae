"""A fund has owners, and their parts are always the fund."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from casebook import LEDGERS
from casebook import errors_text
from casebook import generated_entries
from casebook import load
from casebook import load_case
from fellesbok.books import load_books
from fellesbok.claims.open_items import open_items
from fellesbok.cli import main
from fellesbok.entries import vocabulary
from fellesbok.entries.vocabulary import MADE_OF
from fellesbok.filing.folder import find_main
from fellesbok.funds.history import fund_history
from fellesbok.funds.moves import fund_moves
from fellesbok.funds.orders import FundMove
from fellesbok.funds.orders import FundOrder
from fellesbok.rules import read_rules
from fellesbok.shared import OPTION
from fellesbok.viewpoint.part import sight
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Transaction

    from fellesbok.funds.history import FundYear

CASE = LEDGERS / "a-part-of-a-fund-goes-to-another-fund"
AGREEMENT = read_rules(HOUSE / "allocation_rules.yaml")
OWNERS = tuple(AGREEMENT.municipalities)
HERE, THERE = "Skadefelling", "Innkjøp"


def history(name: str) -> list[FundYear]:
    """The funds of a test ledger."""
    loaded = load_case(LEDGERS / name)
    return fund_history(loaded.entries, loaded.options[OPTION].agreement)


def test_the_132_000_of_skadefelling_have_six_owners() -> None:
    found = find_main(HOUSE)
    assert found is not None
    books = load_books(found)
    assert books.shared is not None
    rows = fund_history(books.entries, books.shared.agreement, 2018)
    assert {row.payer: row.closing for row in rows} == {
        "Lyngen": Decimal("75428.57"),
        "Kvænangen": Decimal("11314.29"),
        "Kåfjord": Decimal("11314.29"),
        "Nordreisa": Decimal("11314.28"),
        "Skjervøy": Decimal("11314.28"),
        "Storfjord": Decimal("11314.29"),
    }
    assert sum(row.closing for row in rows) == Decimal(132000)
    assert all(r.set_aside == r.closing and not r.booked for r in rows)


def test_a_year_goes_from_opening_to_closing() -> None:
    rows = history("a-fund-covers-a-part-of-the-cost")
    assert [(r.year, r.payer, r.opening, r.used, r.closing) for r in rows] == [
        (2018, "Kåfjord", 0, 0, Decimal("66.67")),
        (2018, "Lyngen", 0, 0, Decimal("33.33")),
        (2019, "Kåfjord", Decimal("66.67"), Decimal("33.34"), Decimal("33.33")),
        (2019, "Lyngen", Decimal("33.33"), Decimal("16.66"), Decimal("16.67")),
    ]


def test_what_is_used_of_a_fund_is_not_shared() -> None:
    """70 kroner of cost and 50 of the fund: 20 are shared, and the year is zero."""
    loaded = load_case(LEDGERS / "a-fund-covers-a-part-of-the-cost")
    assert not loaded.errors
    year: list[Any] = [e for e in loaded.entries if e.date.year == 2019]
    result = sum(
        posting.units.number
        for entry in year
        for posting in getattr(entry, "postings", ())
        if posting.account.startswith(("Income:IKT", "Expenses:IKT"))
    )
    assert result == 0


def test_a_payout_comes_in_the_settlement() -> None:
    loaded = load_case(LEDGERS / "a-member-that-leaves-takes-its-part-of-the-fund")
    items = open_items(loaded.entries, loaded.options[OPTION].agreement)
    assert {(i.payer, i.given_back, i.paid, i.outstanding) for i in items} == {
        ("Lyngen", Decimal("33.33"), None, Decimal("-33.33")),
        ("Kåfjord", Decimal("10.00"), None, Decimal("-10.00")),
    }


def test_a_payout_on_the_last_day_takes_what_is_set_aside_on_it(tmp_path: Path) -> None:
    """So that it comes in the last settlement of a member that leaves."""
    case = LEDGERS / "a-member-that-leaves-takes-its-part-of-the-fund"
    (tmp_path / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    source = (case / "source.beancount").read_text(encoding="utf-8")
    (tmp_path / "source.beancount").write_text(
        source.replace("2019-01-01 custom", "2018-12-31 custom"), encoding="utf-8"
    )
    loaded = load(tmp_path / "source.beancount")
    assert not loaded.errors
    rows = fund_history(loaded.entries, loaded.options[OPTION].agreement, 2018)
    assert {row.payer: row.paid_out for row in rows} == {
        "Kåfjord": Decimal(0),
        "Lyngen": Decimal("33.33"),
    }


def test_a_fund_that_is_booked_by_hand_is_owned_too(tmp_path: Path) -> None:
    """What stands on the accounts when the books begin can be used."""
    (tmp_path / "rules.yaml").write_bytes((CASE / "rules.yaml").read_bytes())
    source = (CASE / "source.beancount").read_text(encoding="utf-8")
    (tmp_path / "source.beancount").write_text(
        source[: source.index("2018-06-01")]
        + '2018-01-01 * "Åpning"\n  Assets:Bank  10.00 NOK\n'
        "  Liabilities:Fond:IKT:Lyngen\n\n"
        '2018-02-01 custom "fond" "ikt" "utbetaling" "Lyngen" 4.00 NOK\n',
        encoding="utf-8",
    )
    loaded = load(tmp_path / "source.beancount")
    assert not loaded.errors
    (row,) = fund_history(loaded.entries, loaded.options[OPTION].agreement)
    assert [row.booked, row.paid_out, row.closing] == [10, 4, 6]


# ------------------------------------------------------------------- random decisions

STEPS = st.lists(
    st.tuples(
        st.sampled_from([*FundMove, FundMove.USE, FundMove.USE]),
        st.sampled_from(OWNERS),
        st.integers(0, 3),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=25,
)


OPENED = [
    data.Open(data.new_metadata("x", 1), date(2018, 1, 1), account, [], None)
    for cooperation in (HERE, THERE)
    for account in (
        f"Income:{cooperation}:Fond",
        *(
            account
            for payer in AGREEMENT.name_by_account
            for account in (
                f"Liabilities:Fond:{cooperation}:{payer}",
                f"Assets:Fordringer:{payer}:{cooperation}",
            )
        ),
    )
]


def surplus(owner: str, ore: int) -> Transaction:
    """What has been set aside for an owner before."""
    units = Amount(Decimal(ore).scaleb(-2), "NOK")
    account = f"Liabilities:Fond:{HERE}:{_account(owner)}"
    return data.Transaction(
        vocabulary.metadata(0, {}),
        date(2018, 12, 31),
        "*",
        "Fordeling",
        "",
        frozenset({vocabulary.SURPLUS_TAG}),
        frozenset(),
        [
            data.Posting(f"Income:{HERE}:Fond", units, None, None, None, {}),
            data.Posting(account, -units, None, None, None, {}),
        ],
    )


def order(number: int, step: tuple[FundMove, str, int, int]) -> FundOrder:
    """A decision; some payouts are of the whole part, some transfers to a fund."""
    move, owner, variant, ore = step
    payer = None if move is FundMove.USE else owner
    to_payer = to_fund = None
    amount: int | None = ore
    if move is FundMove.PAY_OUT and not variant:
        amount = None
    if move is FundMove.TRANSFER and variant:
        to_payer = OWNERS[OWNERS.index(owner) - variant]
    elif move is FundMove.TRANSFER:
        payer, to_fund = None, AGREEMENT.cooperation_by_account[THERE]
    meta = data.new_metadata("x", number)
    entry = data.Custom(meta, date(2019, 1, 1), "fond", [])
    here = AGREEMENT.cooperation_by_account[HERE]
    return FundOrder(here, move, payer, to_payer, to_fund, amount, entry)


def changes(entry: Transaction) -> dict[tuple[str, str], int]:
    """What a transaction adds to each owner's part of each fund, in øre."""
    found = {}
    for posting in entry.postings:
        units: Any = posting.units
        if posting.account.startswith("Liabilities:Fond:"):
            _, _, cooperation, payer = posting.account.split(":")
            found[cooperation, payer] = int(-units.number.scaleb(2))
    return found


class Exact:
    """The same fund in fractions, by its own reckoning."""

    def __init__(self, whole: dict[str, int]) -> None:
        self.whole = dict(whole)
        self.parts = {p: Fraction(ore) for p, ore in whole.items()}

    def follow(self, order: FundOrder, moved: dict[str, int]) -> None:
        """Carry out a decision that was made; ``moved`` is what it did."""
        total = sum(self.whole.values())
        if order.payer is None:
            assert order.amount_ore is not None
            if order.to_cooperation is not None:
                self.parts = {p: Fraction(ore) for p, ore in self.whole.items()}
            left = Fraction(total - order.amount_ore, total)
            self.parts = {p: part * left for p, part in self.parts.items()}
        else:
            for payer, ore in moved.items():
                self.parts[payer] += ore
        for payer, ore in moved.items():
            self.whole[payer] += ore
        if order.payer is not None and not self.whole[_account(order.payer)]:
            self.parts = {p: Fraction(ore) for p, ore in self.whole.items()}


def _account(slug: str) -> str:
    return AGREEMENT.payer(slug).account


@settings(max_examples=100, deadline=None)
@given(
    parts=st.lists(st.integers(0, 300), min_size=len(OWNERS), max_size=len(OWNERS)),
    steps=STEPS,
)
def test_owners_are_always_the_fund_and_nobody_is_below_zero(
    parts: list[int], steps: list[tuple[FundMove, str, int, int]]
) -> None:
    orders = [order(number, step) for number, step in enumerate(steps, 1)]
    made = [surplus(owner, ore) for owner, ore in zip(OWNERS, parts, strict=True)]
    found = fund_moves(OPENED, AGREEMENT, orders, made)
    exact = Exact({_account(o): ore for o, ore in zip(OWNERS, parts, strict=True)})
    other = dict.fromkeys(exact.whole, 0)
    told = {str(e.source["lineno"]) for e in found.errors}
    for decision in orders:
        line = str(decision.entry.meta["lineno"])
        lines = [
            entry for entry in found.transactions if entry.meta[MADE_OF] == f"x:{line}"
        ]
        assert bool(lines) != (line in told)
        if not lines:
            continue
        before = sum(exact.whole.values())
        moved = dict.fromkeys(exact.whole, 0)
        for entry in lines:
            for (cooperation, payer), ore in changes(entry).items():
                (moved if cooperation == HERE else other)[payer] += ore
        exact.follow(decision, moved)
        assert sum(exact.parts.values()) == sum(exact.whole.values())
        assert all(ore >= 0 for ore in [*exact.whole.values(), *other.values()])
        assert all(abs(exact.whole[p] - exact.parts[p]) < 1 for p in exact.whole)
        if decision.payer is None:
            assert before - sum(exact.whole.values()) == decision.amount_ore


@pytest.mark.parametrize(
    ("uses", "left"), [([1] * 30, (40, 30)), ([10] * 3, (40, 30)), ([30], (40, 30))]
)
def test_many_small_uses_are_one_large(uses: list[int], left: tuple[int, int]) -> None:
    """57 and 43 øre: 30 øre used in any parts leave what is nearest 39.9 and 30.1."""
    steps = [(FundMove.USE, "lyngen", 0, ore) for ore in uses]
    orders = [order(number, step) for number, step in enumerate(steps, 1)]
    made = [surplus("kafjord", 57), surplus("lyngen", 43)]
    found = fund_moves(OPENED, AGREEMENT, orders, made)
    parts = {"Kåfjord": 57, "Lyngen": 43}
    for entry in found.transactions:
        for (_, payer), ore in changes(entry).items():
            parts[payer] += ore
    assert (parts["Kåfjord"], parts["Lyngen"]) == left


# ------------------------------------------------------------------- the command


def run(*arguments: str) -> str:
    """What the command prints about a test ledger."""
    books = LEDGERS / "a-fund-covers-a-part-of-the-cost" / "source.beancount"
    command = ["funds", *arguments, "--books", str(books)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_shows_the_owners() -> None:
    lines = run("2019").splitlines()
    assert lines[0] == "Eierne av fondet til IKT-samarbeidet, kroner"
    assert lines[1].split() == ["År", "Eier", "Inngående", "Brukt", "Utgående"]
    assert lines[-2].split() == ["2019", "Sum", "100,00", "-50,00", "50,00"]
    assert lines[-1] == (
        "Eiernes deler er til sammen 50,00 kr. Det er saldoen på fondets konto."
    )
    assert "Opening" in run("--language", "en")
    assert "Ingen fond." in run("2030")


def test_programs_and_spreadsheets_get_exact_amounts() -> None:
    told = run("2019", "--format", "json")
    assert json.loads(told)[0]["used"] == "33.34"
    assert told.startswith('[\n  {\n    "cooperation": "IKT",\n')
    assert '"payer": "Kåfjord"' in told
    lyngen = "2019;IKT-samarbeidet;Lyngen;33,33;0,00;0,00;-16,66;"
    assert lyngen in run("--format", "csv")


def test_a_movement_of_one_owner_alone_has_its_column() -> None:
    """Lyngen paid 16.67 in, and Kåfjord nothing."""
    command = ["funds", "2019", "--books", str(BELOW / "source.beancount")]
    lines = CliRunner().invoke(main, command).output.splitlines()
    heading = next(line for line in lines if line.startswith("År"))
    assert "Innbetalt" in heading
    (lyngen,) = [line.split() for line in lines if line.startswith("2019  Lyngen")]
    assert "16,67" in lyngen


@pytest.mark.parametrize("reader", ["kafjord", "lyngen"])
def test_an_owner_sees_its_own_part_alone(reader: str) -> None:
    loaded = load_case(LEDGERS / "a-part-of-a-fund-gets-another-owner")
    shared = loaded.options[OPTION]
    seen = sight(loaded.entries, shared, reader, loaded.options["include"])
    own = shared.agreement.payer(reader).account
    rows = fund_history(seen.entries, seen.shared.agreement)
    whole = fund_history(loaded.entries, shared.agreement)
    assert rows
    assert rows == [row for row in whole if row.payer == own]


# ------------------------------------------------------------------- below zero

BELOW = LEDGERS / "a-fund-is-not-below-zero-on-any-day"
CORRECTED = LEDGERS / "a-correction-takes-no-fund-below-zero"


def errors_after(case: Path, folder: Path, old: str, new: str) -> str:
    """The errors of a test ledger when something in it is written otherwise."""
    for path in case.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    source = (case / "source.beancount").read_text(encoding="utf-8")
    assert old in source
    (folder / "source.beancount").write_text(source.replace(old, new), encoding="utf-8")
    return errors_text(load(folder / "source.beancount").errors, folder)


def test_what_is_put_back_on_the_same_day_is_not_below_zero(tmp_path: Path) -> None:
    back = "  Liabilities:Fond:IKT:Lyngen  -16.67 NOK\n  Assets:Bank  16.67 NOK\n"
    found = errors_after(
        BELOW,
        tmp_path,
        '2019-02-02 * "Tatt',
        f'2019-02-01 * "Tilbake"\n{back}\n2019-02-02 * "Tatt',
    )
    assert found == (
        "source.beancount:36: Lyngen eier ikke noe av fondet til IKT-samarbeidet den"
        " 01.03.2019.\n"
        "source.beancount:37: Lyngen eier ikke noe av fondet til IKT-samarbeidet den"
        " 01.03.2019.\n"
    )


def test_a_backdated_posting_is_told_with_all_that_it_makes_impossible(
    tmp_path: Path,
) -> None:
    """Taken out before anything was set aside: below zero from that day."""
    found = errors_after(
        BELOW, tmp_path, '2019-02-01 * "Tatt ut', '2018-02-01 * "Tatt ut'
    )
    first, *_ = found.splitlines()
    assert first == (
        "source.beancount:20: Lyngen eier -50,00 kr av fondet til IKT-samarbeidet den"
        " 01.02.2018: 50,00 kr mer er tatt ut enn det som var der."
    )


def test_a_smaller_surplus_of_an_open_year_is_told_where_the_money_left(
    tmp_path: Path,
) -> None:
    """A late cost of 60 leaves Lyngen 13.33, and 50 were taken."""
    cost = "  Expenses:IKT  60.00 NOK\n  Assets:Bank  -60.00 NOK\n"
    found = errors_after(
        BELOW,
        tmp_path,
        '2019-02-01 * "Tatt ut',
        f'2018-12-01 * "Sen kostnad"\n{cost}\n2019-02-01 * "Tatt ut',
    )
    first, *_ = found.splitlines()
    assert first == (
        "source.beancount:24: Lyngen eier -36,67 kr av fondet til IKT-samarbeidet den"
        " 01.02.2019: 36,67 kr mer er tatt ut enn det som var der."
    )


def test_a_changed_voucher_of_a_closed_year_is_told_at_the_closing(
    tmp_path: Path,
) -> None:
    """No voucher came late: a key was changed, and the closing is the place."""
    for path in CORRECTED.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    rules = tmp_path / "rules.yaml"
    text = rules.read_text(encoding="utf-8").replace("kafjord: 2", "kafjord: 3")
    rules.write_text(text, encoding="utf-8")
    source = (CORRECTED / "source.beancount").read_text(encoding="utf-8")
    begins, ends = source.index("2018-11-30"), source.index("2019-02-01")
    source = source[:begins] + source[ends:]
    (tmp_path / "source.beancount").write_text(source, encoding="utf-8")
    found = errors_text(load(tmp_path / "source.beancount").errors, tmp_path)
    line = source[: source.index("2018-12-31 custom")].count("\n") + 1
    assert found == (
        f"source.beancount:{line}: Lyngen eier -8,33 kr av fondet til IKT-samarbeidet"
        " den 31.12.2019, etter korreksjonen for 2018: 8,33 kr mer er tatt ut enn det"
        " som nå er satt av.\n"
    )


@pytest.mark.parametrize(
    ("kafjord", "lyngen"), [("2019-02-01", "2019-02-02"), ("2019-02-02", "2019-02-01")]
)
def test_the_first_by_name_is_told_where_two_owners_are_below_zero(
    tmp_path: Path, kafjord: str, lyngen: str
) -> None:
    """Kåfjord is 10 below and Lyngen 20; who was first below zero says nothing."""
    (tmp_path / "rules.yaml").write_bytes((BELOW / "rules.yaml").read_bytes())
    source = (BELOW / "source.beancount").read_text(encoding="utf-8")
    taken = ((kafjord, "Kåfjord", "10.00"), (lyngen, "Lyngen", "20.00"))
    path = tmp_path / "source.beancount"
    path.write_text(
        source[: source.index("2018-06-01")]
        + "".join(
            f'{day} * "Tatt ut"\n  Liabilities:Fond:IKT:{payer}  {amount} NOK\n'
            "  Assets:Bank\n\n"
            for day, payer, amount in taken
        )
        + '2019-05-01 custom "fond" "ikt" "bruk" 5.00 NOK\n\n'
        + '2019-07-02 * "Lisenser"\n  Expenses:IKT  20.00 NOK\n  Assets:Bank\n',
        encoding="utf-8",
    )
    told = errors_text(load(path).errors, tmp_path).splitlines()
    (line,) = [line for line in told if "alle eierne" in line]
    assert line == (
        "source.beancount:24: Kåfjord eier -10,00 kr av fondet til IKT-samarbeidet"
        " den 01.05.2019. Før det er rettet, kan ingenting tas av alle eierne."
    )


def test_euro_and_half_ore_are_no_part_of_a_fund(tmp_path: Path) -> None:
    """20 NOK are set aside; 10 EUR and 10.005 NOK are told, and pay nothing out."""
    (tmp_path / "rules.yaml").write_bytes((BELOW / "rules.yaml").read_bytes())
    source = (BELOW / "source.beancount").read_text(encoding="utf-8")
    fund, bank = "Liabilities:Fond:IKT:Lyngen", "Assets:Bank"
    opened = source[: source.index("2018-06-01")]
    for account in (fund, bank):
        assert f"{account} NOK\n" in opened
        opened = opened.replace(f"{account} NOK\n", f"{account}\n")
    path = tmp_path / "source.beancount"
    path.write_text(
        opened
        + "".join(
            f'2019-02-01 * "Satt av"\n  {fund}  -{amount}\n  {bank}\n\n'
            for amount in ("20.00 NOK", "10.00 EUR", "10.005 NOK")
        )
        + '2019-03-01 custom "fond" "ikt" "utbetaling" "Lyngen" 20.01 NOK\n'
        + '2019-03-02 custom "fond" "ikt" "utbetaling" "Lyngen"\n',
        encoding="utf-8",
    )
    loaded = load(path)
    assert errors_text(loaded.errors, tmp_path) == (
        "source.beancount:20: Liabilities:Fond:IKT:Lyngen er ført i EUR; fondene føres"
        " i NOK.\n"
        "source.beancount:24: Liabilities:Fond:IKT:Lyngen: -10.005 er ikke hele øre.\n"
        "source.beancount:28: Lyngen eier 20,00 kr av fondet til IKT-samarbeidet den"
        " 01.03.2019. 20,01 kr er 0,01 kr for mye.\n"
    )
    (paid_out,) = generated_entries(loaded)
    assert isinstance(paid_out, data.Transaction)
    assert str(paid_out.postings[0].units) == "20.00 NOK"


@pytest.mark.parametrize(("used", "too_much"), [("60.00", True), ("40.00", False)])
def test_a_use_is_judged_by_the_terms_of_its_day(
    tmp_path: Path, used: str, *, too_much: bool
) -> None:
    """Gross until June: 30 in May come off no cost.  Net after: 50 can be covered."""
    case = LEDGERS / "a-fund-is-not-used-under-gross"
    rules = (case / "rules.yaml").read_text(encoding="utf-8")
    terms = rules[rules.index("      - from:") :]
    later = terms.replace("2018-01-01", "2019-07-01").replace("gross", "net")
    (tmp_path / "rules.yaml").write_text(rules + later, encoding="utf-8")
    source = (case / "source.beancount").read_text(encoding="utf-8")
    path = tmp_path / "source.beancount"
    path.write_text(
        f"{source}\n"
        '2019-08-01 * "Lisenser"\n  Expenses:IKT  50.00 NOK\n  Assets:Bank\n\n'
        f'2019-09-01 custom "fond" "ikt" "bruk" {used} NOK\n',
        encoding="utf-8",
    )
    gross = (
        "source.beancount:23: Bruk av fondet til IKT-samarbeidet har ingen virkning"
        " under brutto: det trekkes ikke fra kostnaden som deles. Stryk linjen, eller"
        " betal ut det eierne skal ha.\n"
    )
    net = (
        "source.beancount:29: Bruk av fondet til IKT-samarbeidet i 2019 er 60,00 kr,"
        " men kostnaden som kan dekkes, er 50,00 kr.\n"
    )
    told = gross + net if too_much else gross
    assert errors_text(load(path).errors, tmp_path) == told


def test_others_are_shared_when_a_fund_is_below_zero(tmp_path: Path) -> None:
    """And all of its own but 2019, of which a use of the fund was refused."""
    rules = (BELOW / "rules.yaml").read_text(encoding="utf-8")
    ikt = rules[rules.index("  ikt:") :]
    ppt = ikt.replace("ikt:", "ppt:").replace("IKT", "PPT")
    (tmp_path / "rules.yaml").write_text(rules + ppt, encoding="utf-8")
    source = (BELOW / "source.beancount").read_text(encoding="utf-8")
    cost = '2018-05-01 * "Bok"\n  Expenses:PPT  3.00 NOK\n  Assets:Bank  -3.00 NOK\n'
    opened = "".join(
        line.replace("IKT", "PPT") + "\n"
        for line in source.splitlines()
        if "open" in line and "IKT" in line
    )
    path = tmp_path / "source.beancount"
    path.write_text(f"{source}\n{opened}\n{cost}", encoding="utf-8")
    loaded = load(path)
    assert [error.source["lineno"] for error in loaded.errors] == [20, 32, 33, 34]
    made = [e for e in generated_entries(loaded) if isinstance(e, data.Transaction)]
    assert [(e.narration, str(e.postings[0].units)) for e in made] == [
        ("IKT 2018 – Kåfjord: avsatt til fond", "66.67 NOK"),
        ("IKT 2018 – Lyngen: avsatt til fond", "33.33 NOK"),
        ("PPT 2018 – Kåfjord", "2.00 NOK"),
        ("PPT 2018 – Lyngen", "1.00 NOK"),
        ("IKT 2019 – Lyngen: innbetalt til fond", "16.67 NOK"),
        ("IKT 2019 – Kåfjord: brukt av fond", "10.00 NOK"),
    ]


# ------------------------------------------------------------------ what is not open


def test_a_decision_without_its_accounts_is_told_and_not_half_carried_out(
    tmp_path: Path,
) -> None:
    """Lyngen pays into a fund whose receivable from Lyngen is not open."""
    for path in BELOW.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ledger = tmp_path / "source.beancount"
    source = ledger.read_text(encoding="utf-8")
    begins, ends = source.index("2019-02-01"), source.index("2019-06-01")
    last = source.index("2019-07-01")
    source = source[:begins] + source[ends:last]
    lacking = "2018-01-01 open Assets:Fordringer:Lyngen:IKT NOK\n"
    assert lacking in source
    ledger.write_text(source.replace(lacking, ""), encoding="utf-8")
    loaded = load(ledger)
    assert "Assets:Fordringer:Lyngen:IKT" in errors_text(loaded.errors, tmp_path)
    made = [e for e in generated_entries(loaded) if isinstance(e, data.Transaction)]
    assert [e.narration for e in made] == [
        "IKT 2018 – Kåfjord: avsatt til fond",
        "IKT 2018 – Lyngen: avsatt til fond",
    ]


def test_a_use_after_other_decisions_covers_its_cost(tmp_path: Path) -> None:
    """10 are paid out and then 10 used of a cost of 20: 10 are left to share."""
    for path in BELOW.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ledger = tmp_path / "source.beancount"
    source = ledger.read_text(encoding="utf-8")
    begins, ends = source.index("2019-02-01"), source.index("2019-03-01 custom")
    source = source[:begins] + source[ends:]
    for line in source.splitlines():
        if line.endswith('"utbetaling" "Lyngen"') or "2019-05-01" in line:
            source = source.replace(f"{line}\n", "")
    ledger.write_text(source, encoding="utf-8")
    loaded = load(ledger)
    assert not loaded.errors
    charged = {
        e.narration: str(e.postings[0].units)
        for e in generated_entries(loaded)
        if isinstance(e, data.Transaction) and str(e.date) == "2019-12-31"
    }
    assert charged == {
        "IKT 2019 – Kåfjord": "6.67 NOK",
        "IKT 2019 – Lyngen": "3.33 NOK",
    }


def test_decisions_of_a_day_stand_in_the_order_of_their_numbers(
    tmp_path: Path,
) -> None:
    """Kåfjord pays in 10, 5 and 2 on 1 March; the smallest is taken first."""
    case = LEDGERS / "an-owner-pays-into-a-fund"
    (tmp_path / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    source = (case / "source.beancount").read_text(encoding="utf-8")
    paid = (
        f'2019-03-01 custom "fond" "ikt" "innbetaling" "Kåfjord" {amount} NOK\n'
        for amount in ("10.00", "5.00", "2.00")
    )
    ledger = tmp_path / "source.beancount"
    ledger.write_text("\n".join([source, *paid]), encoding="utf-8")
    loaded = load(ledger)
    assert not loaded.errors
    made = [e for e in generated_entries(loaded) if isinstance(e, data.Transaction)]
    numbers = [e.meta["lineno"] for e in made]
    assert len(set(numbers)) == len(numbers)
    assert [str(e.postings[0].units) for e in made if str(e.date) == "2019-03-01"] == [
        "2.00 NOK",
        "5.00 NOK",
        "10.00 NOK",
    ]
