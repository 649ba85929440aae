"""An explanation for programs: each step with its exact amount and its place."""

from __future__ import annotations

import json
from fractions import Fraction

from fellesbok.explanation import Explanation
from fellesbok.explanation import Section
from fellesbok.explanation.key import Row
from fellesbok.explanation.records import explained
from fellesbok.messages import Text
from fellesbok.tables.json_file import json_of

# By hand: 3/10 kr is 30 øre, and a third of 1,00 kr is no whole number of øre.
EXPLANATION = Explanation(
    Text("IKT {year}", year=2018),
    (
        Section(
            Text("Grunnlag"),
            (
                Row(Text("Kostnad"), Fraction(30), ("bøker.beancount", 7)),
                Row(Text("× 1/3"), Fraction(100, 3), depth=1, total=True),
                Row(Text("ingenting å avrunde")),
            ),
        ),
    ),
    30,
)


def place(where: tuple[str, int]) -> str:
    return "{}:{}".format(*where)


def test_programs_read_exact_kroner_by_english_names() -> None:
    assert json.loads(json_of(explained(EXPLANATION, place, "en"))) == {
        "title": "IKT 2018",
        "amount": "0.30",
        "sections": [
            {
                "title": "Basis",
                "rows": [
                    {
                        "text": "Cost",
                        "amount": "0.30",
                        "total": False,
                        "place": "bøker.beancount:7",
                    },
                    {"text": "× 1/3", "amount": "1/3", "total": True, "place": None},
                    {
                        "text": "ingenting å avrunde",
                        "amount": None,
                        "total": False,
                        "place": None,
                    },
                ],
            }
        ],
    }
