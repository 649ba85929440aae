"""Errors of books and of files: each once, in the order of the lines."""

from __future__ import annotations

from typing import Any

from fellesbok.errors import FileFault
from fellesbok.errors import FileFaultsError
from fellesbok.errors import LedgerError
from fellesbok.errors import once


def at(line: int, message: str, **more: Any) -> LedgerError:  # noqa: ANN401 -- a field
    return LedgerError({"filename": "a.beancount", "lineno": line}, message, **more)


def test_an_error_that_two_passes_find_is_told_once() -> None:
    """Where and what decide; of two, the last says which year it keeps."""
    first, again = at(1, "Feil."), at(1, "Feil.", of=("ikt", 2018))
    others = [at(2, "Feil."), at(1, "En annen feil.")]
    assert once([first, *others, again]) == [again, *others]


def test_every_fault_of_a_file_is_told_in_the_order_of_its_lines() -> None:
    faults = (
        FileFault("b.yaml", 1, "Feil."),
        FileFault("a.yaml", 10, "Feil."),
        FileFault("a.yaml", 9, "Feil."),
        FileFault("a.yaml", 9, "En annen."),
        FileFault("a.yaml", 9, "Feil."),
    )
    assert str(FileFaultsError(faults)).splitlines() == [
        "a.yaml:9: En annen.",
        "a.yaml:9: Feil.",
        "a.yaml:10: Feil.",
        "b.yaml:1: Feil.",
    ]
