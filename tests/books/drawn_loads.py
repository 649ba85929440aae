"""A draw or a folder, loaded with the real plugin: what the books say is charged."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from casebook import SOURCE
from casebook import generated_entries
from casebook import load

if TYPE_CHECKING:
    from datetime import date

    from drawn_books import Draw

RECEIVABLES = "Assets:Fordringer:"
FUND = "Liabilities:Fond:"


@dataclass
class Booked:
    """What the plugin has made of the books, in øre, by payer's slug.

    ``charged`` is by the day of the charge; ``given_back`` is surplus to the payers, or
    to a fund in their names, by year.
    """

    charged: dict[tuple[date, str], int] = field(default_factory=dict)
    given_back: dict[tuple[int, str], int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def by_year(self) -> dict[tuple[int, str], int]:
        """What each payer is charged in each accounting year."""
        total: dict[tuple[int, str], int] = defaultdict(int)
        for (day, payer), ore in self.charged.items():
            total[day.year, payer] += ore
        return {place: ore for place, ore in total.items() if ore}


def load_draw(of: Draw) -> Booked:
    """The draw written to a folder of its own and loaded."""
    with tempfile.TemporaryDirectory() as folder:
        of.write(Path(folder))
        return load_folder(Path(folder))


def load_folder(folder: Path) -> Booked:
    """A folder with rules and books of one cooperation."""
    loaded = load(folder / SOURCE)
    charged: dict[tuple[date, str], int] = defaultdict(int)
    given_back: dict[tuple[int, str], int] = defaultdict(int)
    for entry in generated_entries(loaded):
        if not isinstance(entry, Transaction):
            continue
        for posting in entry.postings:
            assert posting.units is not None
            assert posting.units.number is not None
            ore = int(posting.units.number * 100)
            components = posting.account.lower().split(":")
            if posting.account.startswith(RECEIVABLES):
                payer = components[2]
            elif posting.account.startswith(FUND):
                payer = components[3]
            else:
                continue
            if "fordeling" in entry.tags:
                charged[entry.date, payer] += ore
            elif "overskudd" in entry.tags:
                given_back[entry.date.year, payer] -= ore
    return Booked(
        {place: ore for place, ore in charged.items() if ore},
        {place: ore for place, ore in given_back.items() if ore},
        [str(error.message) for error in loaded.errors],
    )
