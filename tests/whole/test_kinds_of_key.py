"""A new kind of key is thought of wherever the kinds are told apart."""

from __future__ import annotations

import ast

import pytest

from casebook import PROGRAMME
from fellesbok.proof.trace import OPERATIONS
from parsed import nodes


@pytest.mark.parametrize(
    ("module", "untold"),
    [
        ("agreement/titles.py", set()),
        # Nobody bears anything by it, so there are no steps to tell.
        ("explanation/key.py", {"NothingShared"}),
    ],
)
def test_every_kind_of_key_is_told(module: str, untold: set[str]) -> None:
    """One that has no words ends the page, the report or the command that meets it."""
    told = {
        ast.unparse(node.cls)
        for node in nodes(PROGRAMME / module)
        if isinstance(node, ast.MatchClass)
    }
    assert {kind.__name__ for kind in OPERATIONS} - told == untold
