"""What stands beside the terms may be anything: it is read, or told of by line."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import TYPE_CHECKING
from typing import Any

import pytest

from deep import seeds
from fellesbok.agreement.deadlines import of_duration
from fellesbok.agreement.tables import terms_table
from fellesbok.rules import examine_rules
from fellesbok.sharing.clause_tables import clauses_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEMBERS = {"kafjord": "940363586", "lyngen": "840014932", "storfjord": "964994129"}
BESIDE: dict[str, Any] = {
    "notice": "6 months",
    "expires": "2022-12-31",
    "reviews": [{"date": "2020-01-01", "done": "2020-01-01", "text": "Nøkkelen"}],
    "clauses": [
        {"number": "§ 4", "text": "x", "source": "s. 1", "of": ["key", "from"]}
    ],
    "examples": [
        {
            "cost": "300",
            "year": "2018",
            "members": [*MEMBERS],
            "payers": dict.fromkeys(MEMBERS, "100"),
            "source": "s. 1",
            "note": "x",
        }
    ],
}
RULES: dict[str, Any] = {
    "region": "Nord-Troms",
    "currency": "NOK",
    "municipalities": {
        slug: {"name": slug.title(), "organisation_number": number, "numbers": []}
        for slug, number in MEMBERS.items()
    },
    "cooperations": {
        "ikt": {
            "title": "IKT",
            "account": "IKT",
            "kind": "cooperation",
            "legal_form": "not_stated",
            "versions": [
                {
                    "from": "2018-01-01",
                    "participants": [*MEMBERS],
                    "host": "kafjord",
                    "key": "equal",
                    "basis": "net",
                    "settlement": "year",
                    "surplus": "not_stated",
                    "decision": "not_stated",
                    "source": "Avtalen",
                    **BESIDE,
                }
            ],
        }
    },
}
ODD: tuple[Any, ...] = (
    *(None, "", [], {}, "x", "0", "-1", "1e9", "not_stated", ["x"], {"a": "1"}, [[]]),
    *([{}], [None], "2018-02-30", "9" * 35, "100 %", True, {"kafjord": {}}, {"": "1"}),
)


def ways(value: object, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a value."""
    yield way
    if isinstance(value, dict):
        steps: list[Any] = [*value]
    else:
        steps = [*range(len(value))] if isinstance(value, list) else []
    inside: Any = value
    for step in steps:
        yield from ways(inside[step], (*way, step))


def mangled(seed: int) -> dict[str, Any]:
    """The rules with some odd value in them, something left out or something more."""
    chance = Random(seed)  # noqa: S311 -- chance that can be repeated
    rules = copy.deepcopy(RULES)
    beside = rules["cooperations"]["ikt"]["versions"][0]
    for _ in range(chance.choice((1, 1, 2, 3))):
        places = [way for way in ways(beside) if way and way[0] in BESIDE]
        *steps, last = chance.choice(places)
        around: Any = beside
        for step in steps:
            around = around[step]
        what = chance.randrange(10)
        if what < 2 and isinstance(around, dict):
            del around[last]
        elif what < 3 and isinstance(around, dict):
            around["ukjent"] = "1"
        else:
            around[last] = copy.deepcopy(chance.choice(ODD))
        if not BESIDE.keys() & beside.keys():
            break
    return rules


def test_what_is_mangled_is_right_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(json.dumps(RULES, ensure_ascii=False), "utf-8")
    assert examine_rules(path).faults == ()


@pytest.mark.parametrize("seed", seeds(150))
def test_anything_beside_the_terms_is_read_or_told_of(
    seed: int, tmp_path: Path
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(json.dumps(mangled(seed), ensure_ascii=False, indent=1), "utf-8")
    found = examine_rules(path)
    assert (found.agreement is None) == bool(found.faults)
    assert all(fault.line >= 1 and fault.message for fault in found.faults)
    if found.agreement is not None:  # and then every face can tell it
        cooperation = found.agreement.cooperations["ikt"]
        of_duration(cooperation)
        terms_table(cooperation, found.agreement)
        clauses_table(cooperation, found.agreement, ())
