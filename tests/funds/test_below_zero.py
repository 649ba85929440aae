"""Who is below zero is told with all that it makes impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from casebook import LEDGERS
from casebook import errors_text
from casebook import generated_entries
from casebook import load

if TYPE_CHECKING:
    from pathlib import Path

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
