"""A budget that is taken in is one line for each account, from its date."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core import data

from fellesbok.filing.folder import load
from fellesbok.filing.writing import write
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview
from intake_books import make_books

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.intake.taking_in import Preview


BUDGET = (
    "År;Ansvar;Art;Tekst;Beløp\n"
    "2018;155;120;Drift;100 000\n2018;155;195;Lisenser;20 000,50\n"
    "2018;153;010;Lønn;742.000\n2018;153;700;Refusjon fra staten;-42.000\n"
)


def budget(folder: Path, text: str) -> tuple[Path, Path]:
    main = make_books(folder)
    (folder / "profiles" / "budsjett-nordvik.yaml").write_text(
        "like: budsjett\nbooking: {source: budsjett-nordvik, host: nordvik}\n",
        encoding="utf-8",
    )
    path = folder / "budsjett.csv"
    path.write_text(text, encoding="utf-8-sig")
    return main, path


def previewed(main: Path, path: Path) -> Preview:
    books = load(main)
    found = preview(path, identify(path, importers(books)), books)
    if found.entries:
        write(filing(found, books))
    return found


def budget_lines(main: Path) -> list[tuple[str, str, str, Decimal]]:
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    lines = [e for e in entries if isinstance(e, data.Custom)]
    values = [[value.value for value in line.values or ()] for line in lines]
    return [
        (str(line.date), account, interval, amount.number)
        for line, (account, interval, amount) in zip(lines, values, strict=True)
    ]


def test_a_budget_becomes_one_line_per_account(tmp_path: Path) -> None:
    main, path = budget(tmp_path, BUDGET)
    previewed(main, path)
    assert budget_lines(main) == [
        ("2018-01-01", "Expenses:IKT:Ansvar-153", "yearly", Decimal("742000.00")),
        ("2018-01-01", "Expenses:IKT:Ansvar-155", "yearly", Decimal("120000.50")),
        ("2018-01-01", "Income:IKT", "yearly", Decimal("-42000.00")),
    ]
    assert previewed(main, path).entries == ()


def test_a_changed_budget_must_have_a_date_of_its_own(tmp_path: Path) -> None:
    main, path = budget(tmp_path, BUDGET)
    previewed(main, path)
    path.write_text(BUDGET.replace("100 000", "90 000"), encoding="utf-8")
    with pytest.raises(RejectedError, match=r"revidert budsjett.*Avvik: -10.000,00"):
        previewed(main, path)


def test_a_revised_budget_holds_from_its_date(tmp_path: Path) -> None:
    main, path = budget(tmp_path, BUDGET)
    previewed(main, path)
    (tmp_path / "profiles" / "revidert.yaml").write_text(
        "like: budsjett\nbooking: {source: revidert, host: nordvik}\n"
        "columns: {date: Vedtatt}\n",
        encoding="utf-8",
    )
    (tmp_path / "profiles" / "budsjett-nordvik.yaml").unlink()
    path.write_text("År;Vedtatt;Ansvar;Art;Beløp\n2018;15.6.2018;155;120;90 000\n")
    previewed(main, path)
    assert budget_lines(main)[-1] == (
        "2018-06-15",
        "Expenses:IKT:Ansvar-155",
        "yearly",
        Decimal("90000.00"),
    )
