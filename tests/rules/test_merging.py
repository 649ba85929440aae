"""A part of the rules, put into them where it belongs."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from fellesbok.rules.merging import merge
from fellesbok.rules.merging import merge_tried
from fellesbok.rules.merging import nodes_of
from fellesbok.rules.merging import renamed
from fellesbok.rules.merging import terms_twice


def composed(text: str) -> Any:  # noqa: ANN401 -- a node of YAML
    return yaml.compose(text, yaml.BaseLoader)


def merged(rules: str, part: str) -> Any:  # noqa: ANN401 -- as YAML has it
    node = composed(rules)
    merge(node, composed(part))
    return yaml.load(yaml.serialize(node), yaml.BaseLoader)  # noqa: S506 -- text alone


def test_fields_are_added_and_take_the_place_of_those_of_their_name() -> None:
    assert merged("{a: 1, b: {c: 2, d: 3}}", "{b: {d: 4, e: 5}, f: 6}") == {
        "a": "1",
        "b": {"c": "2", "d": "4", "e": "5"},
        "f": "6",
    }


def test_a_key_is_a_thing_of_its_own_and_a_list_is_another_list() -> None:
    assert merged("key: {shares: {a: 1}}", "key: {weights: {a: 2}}") == {
        "key": {"weights": {"a": "2"}}
    }
    assert merged("a: [1, 2]", "a: [3]") == {"a": ["3"]}


def test_terms_of_the_same_day_are_the_same_and_others_come_in_their_order() -> None:
    versions = "[{from: 2018-01-01, host: a, key: x}, {from: 2020-01-01, host: a}]"
    part = (
        "[{from: 2018-01-01, host: b}, {from: 2019-01-01, host: c}, {from: 2021-01-01}]"
    )
    assert merged(f"versions: {versions}", f"versions: {part}") == {
        "versions": [
            {"from": "2018-01-01", "host": "b", "key": "x"},
            {"from": "2019-01-01", "host": "c"},
            {"from": "2020-01-01", "host": "a"},
            {"from": "2021-01-01"},
        ]
    }


def test_of_a_name_that_stands_twice_in_a_part_the_first_counts() -> None:
    assert merged("a: 1", "{a: 2, a: 3}") == {"a": "2"}


def test_figures_of_one_municipality_and_day_are_the_same() -> None:
    """One that stands twice in the part does so in what is made of it."""
    known = "values: [{municipality: a, date: 2018, value: 1}]"
    part = (
        "values: [{municipality: b, date: 2018, value: 2}, {municipality: a, date:"
        " 2018, value: 3}, {municipality: a, date: 2018, value: 4}]"
    )
    figures = merged(known, part)["values"]
    assert [(f["municipality"], f["value"]) for f in figures] == [
        ("a", "3"),
        ("b", "2"),
        ("a", "4"),
    ]


def test_a_figure_is_of_a_municipality_by_slug_or_by_name() -> None:
    """The books have it as `a`, the part as Avik."""
    known = "{municipalities: {a: {name: Avik}}, values: [FIGURE]}"
    known = known.replace("FIGURE", "{municipality: a, date: 2018, value: 1}")
    node = composed(known)
    part = "values: [{municipality: Avik, date: 2018, value: 3}]"
    assert merge_tried(node, composed(part), "forslag.yaml", {}) == []
    values = yaml.load(yaml.serialize(node), yaml.BaseLoader)["values"]  # noqa: S506 -- text alone
    assert values == [{"municipality": "Avik", "date": "2018", "value": "3"}]


def both_tried(rules: str, *parts: str) -> list[str]:
    """What is said of parts that are tried together, each in a file of its own."""
    node = composed(rules)
    nodes = {f"{n}.yaml": composed(part) for n, part in enumerate(parts, 1)}
    paths = {id(e): path for path, of in nodes.items() for e in nodes_of(of)}
    return [
        str(fault)
        for path, of in nodes.items()
        for fault in merge_tried(node, of, path, paths)
    ]


def test_two_proposals_that_say_otherwise_of_one_field_are_asked_about() -> None:
    """The last one would be all that is tried, without a word."""
    terms = "cooperations:\n  ikt:\n    versions:\n    - from: 2018-01-01\n"
    assert both_tried(
        RULES, f"{terms}      key: equal\n", f"{terms}      key: {{shares: {{a: 1}}}}\n"
    ) == [
        (
            "2.yaml:5: «key» prøves som noe annet i 1.yaml, linje 5, og bare én av dem"
            " kan gjelde. Prøv dem hver for seg."
        )
    ]
    figure = "statistics: {p: {values: [{municipality: a, date: 2018, value: 1}]}}"
    (said,) = both_tried(RULES, figure, figure.replace("1}", "2}"))
    assert said.startswith("2.yaml:1: «values» prøves som noe annet i 1.yaml, linje 1")


@pytest.mark.parametrize(
    "part",
    [
        "region: Annen",
        "parties: {b: {x: [1, {y: z}]}}",
        "cooperations: {ikt: {versions: [{from: 2018-01-01, key: {a: [1]}}]}}",
    ],
)
def test_two_proposals_that_say_the_same_can_be_tried_together(part: str) -> None:
    assert both_tried(RULES, part, part) == []


def test_other_fields_of_one_thing_can_be_tried_together() -> None:
    terms = "cooperations: {ikt: {versions: [{from: 2018-01-01, FIELD}]}}"
    parts = [terms.replace("FIELD", field) for field in ("key: equal", "host: a")]
    assert both_tried(RULES, *parts) == []


RULES = """
currency: NOK
accounts: {claims: Assets:Krav}
municipalities: {a: {name: Avik, numbers: []}}
cooperations:
  ikt:
    account: IKT
    cost_centres: {"10": {account: C10, title: Drift}}
    versions: [{from: 2018-01-01}]
"""


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        (RULES, []),
        ("{currency: EUR, region: Annen}", ["currency"]),
        (
            "accounts: {claims: Assets:Annet, outlays: Assets:Nytt}",
            ["claims", "outlays"],
        ),
        ("municipalities: {a: {name: B, numbers: [1]}, c: {name: C}}", ["name"]),
        ("parties: {a: {name: A, account: A}}", []),
        ("cooperations: {ikt: {account: [A]}, nytt: {account: N}}", ["account"]),
        ("cooperations: {ikt: {versions: [{account: N}]}}", []),
        # The costs of a centre by another name would be shared by the main key.
        ('cooperations: {ikt: {cost_centres: {"10": {account: N}}}}', ["account"]),
        ('cooperations: {ikt: {cost_centres: {"10": {title: N}}}}', []),
        ('cooperations: {ikt: {cost_centres: {"20": {account: N}}}}', []),
        ("{currency: [], accounts: x, cooperations: {ikt: x}}", ["currency"]),
    ],
)
def test_what_the_books_call_things_by_is_not_tried(
    part: str, fields: list[str]
) -> None:
    told = renamed(composed(RULES), composed(part), "forslag.yaml")
    assert [str(fault.message).split("»")[0][1:] for fault in told] == fields


def test_terms_that_stand_twice_in_a_part_are_told_at_the_second() -> None:
    part = "versions:\n- from: 2018-01-01\n- from: 2019-01-01\n- from: 2018-01-01\n"
    (fault,) = terms_twice(composed(part), "forslag.yaml")
    assert (fault.path, fault.line) == ("forslag.yaml", 4)
    assert "linje 2" in fault.message


@pytest.mark.parametrize("text", ["a: &x {b: 1}\nc: *x\n", "- &x [1]\n- *x\n"])
def test_what_two_ways_lead_to_is_met_once(text: str) -> None:
    nodes = list(nodes_of(composed(text)))
    assert len(nodes) == len({id(node) for node in nodes})
    assert sum(isinstance(n, yaml.CollectionNode) for n in nodes) == 2
