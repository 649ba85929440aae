"""An explanation for programs: each step with its exact amount and its place."""

from __future__ import annotations

import json

from fellesbok.explanation.records import explained
from fellesbok.tables.json_file import json_of
from steps_by_hand import EXPLANATION
from steps_by_hand import place


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
        "objections": [],
    }
