"""A plan of first books: Lyngen hosts IT for three, and nobody hosts Brann so far."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.rules import read_rules
from fellesbok.starting.plan_reading import plan_of
from fellesbok.starting.rules_text import rules_text

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.starting.plan import Plan

ANSWERS: dict[str, Any] = {
    "region": "Lyngenfjord",
    "year": "2026",
    "municipalities": [
        {"name": "Lyngen", "bank_account": "86011117947"},
        "Kåfjord",
        "Storfjord",
    ],
    "cooperations": [
        {
            "title": "Felles IT",
            "host": "Lyngen",
            "key": "likt",
            "basis": "net",
            "due_days": "30",
            "instalments": "2",
        },
        {
            "title": "Brann",
            "participants": ["Lyngen", "Kåfjord"],
            "host": "not_stated",
            "key": "likt",
            "basis": "gross",
            "settlement": "quarter",
        },
    ],
}


def plan(**changed: object) -> Plan:
    """The plan, with other answers."""
    return plan_of(ANSWERS | changed)


def agreement_of(folder: Path, of: Plan) -> Agreement:
    """The agreements that the plan becomes, as they are read back."""
    path = folder / "allocation_rules.yaml"
    path.write_text(rules_text(of), encoding="utf-8")
    return read_rules(path)
