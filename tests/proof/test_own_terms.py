"""A member is told of its own cooperation, and nothing of those that it is not in."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.proof.checker import verify
from secret_region import SECRETS
from secret_region import agreement
from secret_region import own_of_aa

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "by name": "egen",
    "price": "{price: '3.08', statistic: folketall, date: accounting_year}",
    "price by a figure in the agreement": (
        "{price: '3.08', statistic: senger, date: accounting_year}"
    ),
    "steps": (
        "{steps: [{up_to: 400, amount: 90}, {amount: 800}], statistic: folketall,"
        " date: accounting_year}"
    ),
    "figures in the agreement": "{statistic: senger, date: accounting_year}",
    "above a threshold": "{threshold: 40, above: egen}",
    "within bounds": "{bounded: egen, minimum: 5}",
    "the rest of base amounts": "{base: 5, rest: halvt}",
}


def certificate(folder: Path, **more: str) -> dict[str, Any]:
    done = own_of_aa(folder, **more)
    assert done.exit_code == 0, done.output
    assert verify.main(folder / "mitt") == 0
    found = json.loads((folder / "mitt" / "x-2020-aa-medlem.json").read_bytes())
    return dict(found)


def test_keys_come_with_those_inside_them_and_with_the_words_of_vouchers(
    tmp_path: Path,
) -> None:
    said = certificate(tmp_path)["agreement"]
    assert [*said["keys"]] == ["egen", "halvt", "paa-x"]
    assert [*said["series"]] == ["folketall"]


def test_a_line_that_has_a_key_of_others_too_is_not_quoted(tmp_path: Path) -> None:
    """Then the own key stands nowhere, and it is told that it must."""
    whole = agreement()
    first, last = whole.index("keys:\n"), whole.index("cooperations:\n")
    keys = (
        "keys: {egen: {title: E, key: {weights: {aa: 1, bb: 3}}}, hemmelig: {title: H,"
        " key: {amounts: {cc: 123456, dd: 654321}, per: year}}, paa-x: {title: X, key:"
        " egen}, med-fylket: {title: M, key: equal}, paa-bilag: {title: B, key: equal}}"
    )
    rules = f"{whole[:first]}{keys}\n{whole[last:]}"
    done = own_of_aa(tmp_path, rules=rules)
    assert done.exit_code == 1
    assert "«weights» står ikke der" in done.output
    assert not (tmp_path / "mitt").exists()


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_member_is_told_nothing_of_what_it_is_not_in(
    tmp_path: Path, key: str
) -> None:
    """The checkpoint alone has the names of the others' certificates."""
    certificate(tmp_path, key=key)
    for path in (tmp_path / "mitt").iterdir():
        if path.name.startswith(("sjekkpunkt-", "verify")):
            continue
        text = re.sub("[0-9a-f]{64}", "", path.read_text("utf-8"))
        words = {*re.findall(r"[\w-]+", text)}
        for what, secrets in SECRETS.items():
            said = [s for s in secrets if s in words or (len(s) > 4 and s in text)]
            assert not said, (path.name, what)
