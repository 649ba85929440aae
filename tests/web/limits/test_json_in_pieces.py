"""Long answers are written a piece at a time, and are what Fava writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fava.core.charts import FavaJSONProvider
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from fellesbok.web.limits import deadline
from fellesbok.web.limits import json_in_pieces
from fellesbok.web.limits.deadline import TooHeavyError
from fellesbok.web.limits.json_in_pieces import JsonInPieces

APP = Flask(__name__)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.frozensets(st.just("one"))
)


@dataclass(frozen=True)
class Table:
    """As Fava answers a query."""

    types: Any
    rows: Any


def values() -> st.SearchStrategy[Any]:
    """Lists, tables and lists in tables, some longer than a piece."""
    return st.recursive(
        LEAVES,
        lambda some: (
            st.lists(some, max_size=8)
            | st.tuples(some, some)
            | st.dictionaries(st.text(), some, max_size=4)
            | st.dictionaries(st.integers(), some, max_size=2)
            | st.builds(Table, some, st.lists(some, max_size=8))
        ),
    )


@given(value=values())
def test_it_is_what_fava_writes(value: Any) -> None:  # noqa: ANN401 -- any value
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_in_pieces, "PIECE_ROWS", 3)
        written = JsonInPieces(APP).dumps(value)
    assert written == FavaJSONProvider(APP).dumps(value)


def test_a_long_answer_is_stopped_on_its_way() -> None:
    rows = [(date(2018, 1, 1), Decimal("100.00"))] * 1000
    with deadline.within(0.0), pytest.raises(TooHeavyError):
        JsonInPieces(APP).dumps({"data": Table([], rows)})
    assert JsonInPieces(APP).dumps({"data": rows}).count("2018-01-01") == 1000
