"""An amount that is not whole øre is told of where it stands, however it is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook import errors_text
from contra_books import CENTRE
from contra_books import COMPENSATION
from contra_books import COST
from contra_books import GRANT
from contra_books import books
from contra_books import voucher

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([f"{COMPENSATION}  -250.005 NOK"], [f"{COMPENSATION}: -250.005"]),
        ([f"{COST}  100.001 NOK"], [f"{COST}: 100.001"]),
        ([f"{CENTRE}  100.10 NOK", f"{GRANT}  -0.001 NOK"], [f"{GRANT}: -0.001"]),
        # Parts that are whole together are not whole by themselves.
        ([f"{COST}  0.005 NOK", f"{COST}  0.005 NOK"], [f"{COST}: 0.005"] * 2),
        # As many figures as a line likes, where they are nothing.
        ([f"{COST}  100.000 NOK"], []),
    ],
)
def test_parts_of_ore_are_told_line_by_line(
    tmp_path: Path, lines: list[str], told: list[str]
) -> None:
    loaded = books(tmp_path, voucher("2020-05-10", *lines))
    assert errors_text(loaded.errors, tmp_path).splitlines() == [
        f"source.beancount:22: {each} er ikke hele øre." for each in told
    ]
