"""Records as programs read them, exactly."""

from __future__ import annotations

import json
from datetime import date

import pytest

from berries import RECORDS
from fellesbok.tables.json_file import json_of


def test_a_program_reads_them_exactly() -> None:
    assert json.loads(json_of(RECORDS))[1] == {
        "who": "=Kari",
        "day": "2018-08-02",
        "earned": "-2469.00",
        "share": "2/3",
        "baskets": None,
    }


def test_programs_get_several_lists_by_name() -> None:
    found = json.loads(json_of({"on": date(2018, 8, 3), "picked": RECORDS[:1]}))
    assert found["on"] == "2018-08-03"
    assert found["picked"][0]["earned"] == "1234.50"


def test_what_is_no_record_of_ours_is_not_guessed() -> None:
    with pytest.raises(TypeError, match="set"):
        json_of({"hva": {1}})
