"""Books → export → empty books → import: the same shares, whatever moved the money.

Accrued costs and decisions about funds are lines that become transactions when the
books are loaded.  They come along in both formats, also where nothing else was written.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from casebook import LEDGERS
from casebook import SOURCE
from casebook import entries_text
from casebook import generated_entries
from casebook import load
from deep import seeds
from drawn_books import payer_name
from fellesbok.books import load_books
from fellesbok.sharing.statement import shares
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.export_command import export_command
from fellesbok_importers.vouchers.exchange import CannotTellError
from fellesbok_importers.vouchers.movers import mover_of
from intake_runs import run
from places import MADE
from random_agreements import draw
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from drawn_books import Draw

FORMATS = ("saft", "csv")
RULES = rules(cooperation(key="{weights: {kafjord: 1, lyngen: 2}}"))
CHART = """\
option "operating_currency" "NOK"
plugin "fellesbok.plugin" "../allocation_rules.yaml"
2018-01-01 open Expenses:IKT
2018-01-01 open Income:IKT:Fond
2018-01-01 open Income:IKT:Tilskudd
2018-01-01 open Assets:Bank
2018-01-01 open Liabilities:Påløpt:IKT
""" + "".join(
    f"2018-01-01 open {account}\n"
    for name in ("Kåfjord", "Lyngen")
    for account in (
        f"Assets:Fordringer:{name}:IKT",
        f"Income:IKT:Kommuner:{name}",
        f"Liabilities:Fond:IKT:{name}",
        f"Liabilities:Utlegg:{name}",
    )
)
ACCRUED = """
2018-12-31 custom "paaloept" "ikt" Expenses:IKT 127000.00 NOK
  id: "2018-hoppide"
  leverandoer: "Halti «næringshage»"
  venter: "faktura"
  siden: 2018-12-01
  tekst: "Arbeid utført i 2018"
"""
INVOICE = """
2019-02-10 * "Halti næringshage" "Faktura"
  bilag: "2019-7"
  erstatter: "2018-hoppide"
  Expenses:IKT              130000.00 NOK
  Liabilities:Utlegg:Kåfjord
"""
FUND = """
2018-03-01 custom "fond" "ikt" "innbetaling" "Lyngen" 1000.00 NOK
2018-04-01 custom "fond" "ikt" "overføring" "Lyngen" "Kåfjord" 333.34 NOK
2018-05-01 custom "fond" "ikt" "bruk" 100.01 NOK
2018-05-02 * "Lisens"
  bilag: "2018-1"
  Expenses:IKT   5000.00 NOK
  Assets:Bank
2018-06-01 custom "fond" "ikt" "utbetaling" "Kåfjord"
"""


def make(root: Path, written: str = "") -> Path:
    (root / "ledger").mkdir(parents=True)
    (root / "allocation_rules.yaml").write_text(RULES, encoding="utf-8")
    main = root / "ledger" / "main.beancount"
    main.write_text(CHART + written, encoding="utf-8")
    return main


def through(main: Path, empty: Path, form: str, *years: int) -> None:
    """Export each year, and import it into the other books."""
    for year in years:
        path = empty.parent / f"{year}.{form}"
        done = run(
            export_command, main, str(year), "--format", form, "--output", path, "--yes"
        )
        assert done.exit_code == 0, done.output
        done = run(import_command, empty, "--yes", path)
        assert done.exit_code == 0, done.output
        path.unlink()


def made(main: Path) -> str:
    """All that the books make, without which line it was made of."""
    loaded = load(main)
    assert not [str(error.message) for error in loaded.errors]
    text = entries_text(generated_entries(loaded))
    text = re.sub(r'  direktiv: "[^"]*"\n', "", text)
    return re.sub(r"[^ (]+\.beancount:\d+", "", text)


@pytest.mark.parametrize("form", FORMATS)
def test_an_accrued_cost_comes_along(tmp_path: Path, form: str) -> None:
    """127 000 kr in 2018, 42 333.33 and 84 666.67; the bill of 130 000 in 2019."""
    main = make(tmp_path / "a", ACCRUED + INVOICE)
    empty = make(tmp_path / "b")
    through(main, empty, form, 2018)
    found = shares(load_books(empty).entries, 2018)
    assert [(s.municipality, s.amount) for s in found] == [
        ("Kåfjord", Decimal("42333.33")),
        ("Lyngen", Decimal("84666.67")),
    ]
    through(main, empty, form, 2019)
    assert made(empty) == made(main)
    (line,) = [
        e
        for e in load(empty).entries
        if isinstance(e, data.Custom) and e.type == "paaloept"
    ]
    assert line.meta["leverandoer"] == "Halti «næringshage»"
    assert line.meta["siden"] == date(2018, 12, 1)


@pytest.mark.parametrize("form", FORMATS)
def test_a_bill_alone_brings_what_it_takes_the_place_of(
    tmp_path: Path, form: str
) -> None:
    main = make(tmp_path / "a", ACCRUED + INVOICE)
    empty = make(tmp_path / "b")
    through(main, empty, form, 2019)
    assert made(empty) == made(main)


@pytest.mark.parametrize("form", FORMATS)
def test_decisions_about_a_fund_come_along(tmp_path: Path, form: str) -> None:
    main = make(tmp_path / "a", FUND)
    assert made(main).count("#fond") == 5
    empty = make(tmp_path / "b")
    through(main, empty, form, 2018)
    assert made(empty) == made(main)


@pytest.mark.parametrize("form", FORMATS)
def test_what_the_books_have_is_known_and_comes_once(tmp_path: Path, form: str) -> None:
    main = make(tmp_path / "a", ACCRUED + FUND)
    empty = make(tmp_path / "b")
    through(main, empty, form, 2018)
    before = made(empty)
    for books in (main, empty):
        path = tmp_path / f"igjen.{form}"
        run(export_command, main, "2018", "--format", form, "--output", path, "--yes")
        again = run(import_command, books, "--yes", path)
        assert "0 nye, 6 kjente, 0 endrede" in again.output
    assert made(empty) == before == made(main)
    third = make(tmp_path / "c")
    through(empty, third, form, 2018)
    assert made(third) == before


@pytest.mark.parametrize(
    "other",
    [
        '2018-12-31 custom "paaloept" "ikt" Expenses:IKT 1.00 NOK\ninclude "x"',
        '2018-12-31 custom "paaloept" "ikt"\n2018-12-31 custom "paaloept" "ikt"',
        '2018-12-31 custom "avsluttet" "ikt" 2018',
        "2018-12-31 open Assets:Kasse",
        "mye",
    ],
)
def test_only_what_moves_money_is_taken_in(other: str) -> None:
    with pytest.raises(CannotTellError):
        mover_of(other, {})


@pytest.mark.parametrize("form", FORMATS)
def test_what_somebody_has_changed_is_refused_whole(tmp_path: Path, form: str) -> None:
    main = make(tmp_path / "a", ACCRUED + FUND)
    path = tmp_path / f"eksport.{form}"
    run(export_command, main, "2018", "--format", form, "--output", path)
    text = path.read_text(encoding="utf-8")
    changed = text.replace("custom", "kustom", 1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    empty = make(tmp_path / "b")
    done = run(import_command, empty, "--yes", path)
    assert done.exit_code == 1
    assert "Opplysningen er ikke skrevet av fellesbok." in done.output
    assert empty.read_text(encoding="utf-8") == CHART


def test_a_closing_that_does_not_come_along_is_told(tmp_path: Path) -> None:
    house = MADE / "settled_books" / "ledger" / "main.beancount"
    path = tmp_path / "2024.xml"
    done = run(export_command, house, "2024", "--output", path)
    assert "2024 er avsluttet. Avslutningen følger ikke med" in done.output
    assert "er avsluttet" not in run(export_command, house, "2025").output


def test_a_correction_that_does_not_come_along_is_told() -> None:
    """A bill of 30 kr for 2018 came when 2018 was closed, and is charged in 2019."""
    late = LEDGERS / "a-late-voucher-for-a-closed-year-is-a-correction" / SOURCE
    said = run(export_command, late, "2019", "--format", "csv").output
    assert (
        "! IKT-samarbeidet 2019 har 2 korreksjoner av avsluttede år, 30,00 kr. De"
        " følger ikke med: der eksporten leses inn, står beløpene på året de gjelder."
    ) in said
    assert "korreksjoner" not in run(export_command, late, "2018").output


# ------------------------------------------------------------------- drawn books


def lines_of(drawn: Draw, chance: random.Random) -> str:
    """Accrued costs, some with their bill, and decisions about the fund."""
    first = date.fromisoformat(drawn.versions[0]["from"])
    members = drawn.versions[0]["participants"]
    text = ""
    for number in range(chance.randint(1, 3)):
        ore = chance.randint(1, 9_000_000)
        amount = f"{ore // 100}.{ore % 100:02d} NOK"
        text += (
            f'\n2020-12-31 custom "paaloept" "x" Expenses:X {amount}\n'
            f'  id: "p{number}"\n  venter: "faktura"\n  tekst: "Påløpt {number}"\n'
        )
        if chance.random() < 0.5:
            text += (
                f'\n2021-01-{10 + number} * "Faktura"\n  erstatter: "p{number}"\n'
                f"  Expenses:X  {chance.randint(1, 90_000)}.00 NOK\n  Assets:Bank\n"
            )
    if first <= date(2020, 6, 1):
        for number, slug in enumerate(members):
            ore = chance.randint(1, 900_000)
            text += (
                f'\n2020-07-0{number + 1} custom "fond" "x" "innbetaling"'
                f' "{payer_name(slug)}" {ore // 100}.{ore % 100:02d} NOK\n'
            )
        leaves = payer_name(chance.choice(members))
        text += f'\n2020-12-30 custom "fond" "x" "utbetaling" "{leaves}"\n'
    return text


@pytest.mark.parametrize("form", FORMATS)
def test_drawn_books_give_the_same_shares_after_a_round_trip(
    tmp_path: Path, form: str
) -> None:
    """Every kind of key and voucher, with what moves money without being a voucher."""
    tried = 0
    drawn_books = seeds(6)
    for seed in drawn_books:
        drawn = draw(seed)
        chance = random.Random(seed)  # noqa: S311 -- can be repeated
        for name in ("a", "b"):
            (tmp_path / f"{seed}-{name}").mkdir()
        main = drawn.write(tmp_path / f"{seed}-a")
        with main.open("a", encoding="utf-8") as file:
            file.write(lines_of(drawn, chance))
        if load(main).errors:
            continue  # what has errors is not exported
        tried += 1
        empty = replace(drawn, vouchers=()).write(tmp_path / f"{seed}-b")
        entries = load(main).entries
        years = sorted(
            {e.date.year for e in entries if isinstance(e, data.Transaction)}
        )
        through(main, empty, form, *years)
        assert made(empty) == made(main), seed
    assert tried * 2 >= len(drawn_books)
