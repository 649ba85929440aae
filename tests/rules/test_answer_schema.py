"""What a region's first books need to be told, and what may be left out."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from fellesbok.rules.answer_schema import AnswersModel

IKT = {"title": "IKT", "host": "not_stated", "key": "likt", "basis": "net"}
ANSWERS: dict[str, Any] = {
    "region": "Lyngenfjord",
    "year": "2026",
    "municipalities": ["Lyngen", {"name": "Storfjord"}],
    "cooperations": [IKT],
}


def test_a_municipality_may_be_its_name_alone() -> None:
    found = AnswersModel.model_validate(ANSWERS)
    assert [each.name for each in found.municipalities] == ["Lyngen", "Storfjord"]
    assert (found.year, found.municipalities[0].bank_account) == (2026, None)


def test_what_is_left_out_is_settled_once_a_year_without_advances() -> None:
    (ikt,) = AnswersModel.model_validate(ANSWERS).cooperations
    assert (ikt.settlement, ikt.instalments, ikt.due_days) == ("year", "0", None)
    assert (ikt.participants, ikt.account) == (None, None)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"municipalities": []}, ("municipalities",)),
        ({"cooperations": []}, ("cooperations",)),
        ({"year": "snart"}, ("year",)),
        ({"region": ""}, ("region",)),
        ({"fylke": "Troms"}, ("fylke",)),
        ({"municipalities": [5]}, ("municipalities", 0)),
        ({"cooperations": [IKT | {"basis": "brutto"}]}, ("cooperations", 0, "basis")),
        (
            {"cooperations": [IKT | {"instalments": "3"}]},
            ("cooperations", 0, "instalments"),
        ),
        (
            {"municipalities": [{"name": "Lyngen", "bank_account": "86011117948"}]},
            ("municipalities", 0, "bank_account"),
        ),
    ],
)
def test_what_cannot_be_used_is_told_where_it_stands(
    changed: dict[str, Any], where: tuple[str | int, ...]
) -> None:
    """The last is a bank account of which the check digit is off by one."""
    with pytest.raises(ValidationError) as told:
        AnswersModel.model_validate(ANSWERS | changed)
    (fault,) = told.value.errors()
    assert fault["loc"][: len(where)] == where
