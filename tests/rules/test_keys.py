"""A key that cannot hold is refused where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook import load

if TYPE_CHECKING:
    from pathlib import Path


HEAD = """\
region: Test
currency: NOK
municipalities:
  lyngen: {name: Lyngen, organisation_number: "840014932", numbers: [{number: "1938"}]}
  alta: {name: Alta, organisation_number: "944588132", numbers: [{number: "2012"}]}
parties:
  fylket: {name: Fylket}
statistics:
  population:
    title: Folketall
    unit: innbyggere
    source: Oppdiktet
    values:
      - {municipality: lyngen, date: 2021-01-01, value: 1}
      - {municipality: alta, date: 2021-01-01, value: 2}
cooperations:
  ikt:
    title: IKT
    account: IKT
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2021-01-01
        participants: [lyngen, alta]
        host: lyngen
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: not_stated
        source: Avtalen
        key:
"""
BY = "statistic: population, date: accounting_year"
AMOUNTS = "amounts: {lyngen: 1, alta: 1}, per: year"
SETS_AMOUNTS = {
    "amounts": f"{{{AMOUNTS}}}",
    "amounts of a period": f"{{{AMOUNTS.replace('year', 'agreement_period')}}}",
    "price": f"{{price: 3, {BY}}}",
    "steps": f"{{steps: [{{amount: 5}}], {BY}}}",
    "base": "{base: 5, rest: equal}",
}
NOT_LINEAR = {
    "threshold": "{threshold: 5, above: equal}",
    "bounded": "{bounded: equal, maximum: 5}",
    "deep": "{parts: [{weight: 100 %, key: {threshold: 5, above: equal}}]}",
}
IN_A_GROUP = """\
          groups:
            - {share: 1/2, payers: [fylket], key: equal}
            - {share: 1/2, payers: participants, key: %s}
"""
IN_BOUNDS = """\
          bounded: %s
          maximum: {lyngen: 100}
"""
REFUSED = {
    **{f"{n} in a group": (IN_A_GROUP % key, 2) for n, key in SETS_AMOUNTS.items()},
    **{f"{n} in bounds": (IN_BOUNDS % key, 0) for n, key in SETS_AMOUNTS.items()},
    **{f"{n} in bounds": (IN_BOUNDS % key, 0) for n, key in NOT_LINEAR.items()},
    "a cap for a stranger": (
        "          bounded: equal\n          maximum: {lyngen: 5, fylket: 9}\n",
        1,
    ),
    "a minimum for a stranger": (
        "          bounded: equal\n          minimum: {fylket: 9}\n",
        1,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_hold_is_refused_where_it_is_written(
    name: str, tmp_path: Path
) -> None:
    key, line = REFUSED[name]
    (tmp_path / "rules.yaml").write_text(HEAD + key, encoding="utf-8")
    path = tmp_path / "source.beancount"
    path.write_text(
        'plugin "fellesbok.plugin" "rules.yaml"\n'
        "2021-01-01 open Expenses:IKT NOK\n2021-01-01 open Assets:Bank NOK\n"
        '2021-02-01 * "x"\n  Expenses:IKT  100.01 NOK\n  Assets:Bank  -100.01 NOK\n',
        encoding="utf-8",
    )
    errors = load(path).errors
    assert errors
    lines = {error.source["lineno"] for error in errors}
    first = HEAD.count("\n")
    assert all(str(e.source["filename"]).endswith("rules.yaml") for e in errors)
    assert not any("Traceback" in error.message for error in errors)
    assert lines <= {first, first + 1 + line}, (lines, first)


@pytest.mark.parametrize("name", ["own", "none", "equal"])
def test_a_key_is_not_called_what_says_how_it_is_shared(
    name: str, tmp_path: Path
) -> None:
    """A certificate says ``own`` of the agreement's key, and ``none`` of no key."""
    keys = f"keys:\n  {name}: {{title: X, key: equal}}\n"
    rules = HEAD.replace("        key:\n", "        key: equal\n")
    path = tmp_path / "source.beancount"
    path.write_text('plugin "fellesbok.plugin" "rules.yaml"\n', encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(rules + keys, encoding="utf-8")
    (error,) = load(path).errors
    assert error.source["lineno"] == rules.count("\n") + 2
    assert f"«{name}» " in error.message
    assert error.message.endswith("Gi nøkkelen et annet navn.")
