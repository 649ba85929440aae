"""The books of 2018 hold what the combined report of 2018 says, and nothing else.

``report_2018/figures.csv`` lists every figure of the report with its line and a quote.
The ledger is parsed as text, without the plugin: only what a person has written counts.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import amount
from beancount.core import data
from beancount.parser import parser

from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEDGER = HOUSE / "ledger"
FIGURES = MADE / "report_2018" / "figures.csv"

COLUMNS = {
    "budget": "budsjett",
    "accounts": "regnskap",
    "other": "annet",
    "unclear": "uavklart",
}
CERTAINTIES = {
    "": None,
    "explicit": "eksplisitt",
    "order": "rekkefølge",
    "comment": "kommentar",
    "guess": "gjetning",
}
FINANCING = {
    "municipal_support",
    "external_grant",
    "own_income",
    "in_kind",
    "in_kind_or_municipal",
}


class Fact(NamedTuple):
    """One figure: where the report has it, and what it is."""

    cooperation: str
    line: str
    column: str
    certainty: str | None
    value: str  # "2458355.00 kr" for money, "1.5" or "2019-04-30" for the rest

    @property
    def is_money(self) -> bool:
        """Whether the figure is an amount of kroner."""
        return self.value.endswith(" kr")


def reported() -> Iterator[Fact]:
    """The figures of the report. Financing is credit in the books: negative."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = row["value"]
            if row["amount_nok"]:
                sign = -1 if row["kind"] in FINANCING else 1
                value = kroner(sign * Decimal(row["amount_nok"]))
            # A guessed column stands as unclear in the books.
            guess = row["certainty"] == "guess"
            column = "uavklart" if guess else COLUMNS[row["column"]]
            certainty = CERTAINTIES[row["certainty"]]
            yield Fact(row["cooperation"], row["text_line"], column, certainty, value)


def kroner(number: Decimal) -> str:
    """An amount as text, zero without a sign."""
    return f"{number + 0:.2f} kr"


def load(path: Path) -> tuple[data.Entries, dict[str, Any]]:
    """One ledger file as it is written; a file that does not parse stops the test."""
    entries, errors, options = parser.parse_file(str(path))
    assert not errors, "\n".join(f"{path}: {error.message}" for error in errors)
    return entries, options


def books() -> Iterator[tuple[str, data.Directive]]:
    """Each entry of the year 2018 with the cooperation that its file is named after."""
    for name in load(LEDGER / "main.beancount")[1]["include"]:
        path = LEDGER / name
        if path.parent.name == "2018":
            for entry in load(path)[0]:
                yield path.stem, entry


def booked() -> Iterator[Fact]:
    """The figures of the books: budgets, transactions, check sums and key figures."""
    for cooperation, entry in books():
        if isinstance(entry, data.Transaction):
            value: Any = entry.postings[0].units
        elif not isinstance(entry, data.Custom):
            continue
        elif entry.type in {"budget", "nøkkeltall"}:
            value = entry.values[2].value
        elif entry.type == "kontrollsum":
            value = entry.values[3].value
        elif entry.type == "paaloept" and len(entry.values) > 1:
            value = entry.values[2].value
        else:
            continue
        if isinstance(value, amount.Amount):
            assert value.number is not None
            value = kroner(value.number)
        meta = entry.meta
        yield Fact(
            cooperation,
            meta["tekstlinje"],
            meta["kolonne"],
            meta.get("sikkerhet"),
            str(value),
        )


def listing(facts: Counter[Fact]) -> str:
    """The facts as lines for a failure message."""
    return "".join(
        f"\n  {fact.cooperation}, line {fact.line}, {fact.column}: {fact.value}"
        for fact in sorted(facts.elements(), key=lambda fact: (fact[0], int(fact[1])))
    )


def test_every_figure_of_the_report_is_in_the_books_once() -> None:
    """No figure is forgotten, moved to another column, or written wrongly."""
    missing = Counter(reported()) - Counter(booked())
    assert not missing, f"In the report, not in the books:{listing(missing)}"


def test_no_money_is_in_the_books_that_the_report_does_not_have() -> None:
    """Nothing is invented, and nothing is booked twice."""
    extra = Counter(fact for fact in booked() if fact.is_money)
    extra -= Counter(reported())
    assert not extra, f"In the books, not in the report:{listing(extra)}"


def test_the_main_file_includes_every_file_of_the_year_in_order() -> None:
    """Includes are written out and sorted, so that the order never depends on disk."""
    included = [
        name
        for name in load(LEDGER / "main.beancount")[1]["include"]
        if name.startswith("2018/")
    ]
    on_disk = [f"2018/{path.name}" for path in (LEDGER / "2018").glob("*.beancount")]
    assert included == sorted(on_disk)


def test_every_voucher_has_a_number_of_its_own_and_whole_oere() -> None:
    """A transaction is two explicit postings with two decimals, equal and opposite."""
    seen: set[str] = set()
    for cooperation, entry in books():
        if isinstance(entry, data.Transaction):
            voucher = entry.meta["bilag"]
            assert voucher not in seen, f"{cooperation}: bilag {voucher} stands twice"
            seen.add(voucher)
            one, other = [posting.units for posting in entry.postings]
            assert one is not None
            assert other is not None
            assert one == amount.mul(other, Decimal(-1)), f"{voucher}: not balanced"
            assert one.number is not None
            assert one.number.as_tuple().exponent == -2, f"{voucher}: not two decimals"
