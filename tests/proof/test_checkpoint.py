"""A checkpoint is bound to the one before it; a folder has what it is checked by."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.disk import CannotFileError
from fellesbok.proof.canonical import digest
from fellesbok.proof.checkpoint import checkpoint
from fellesbok.proof.checkpoint import last_checkpoint
from fellesbok.proof.checkpoint import proof_files

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = {"a.json": b"A"}, {"a.json": b"A", "b.json": b"B"}
FIRST = checkpoint(ONE, "Vika", None)


def leaf(text: str) -> bytes:
    """The hash of a leaf (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\0" + text.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of a node (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


A, B = leaf(f"a.json {digest(b'A')}"), leaf(f"b.json {digest(b'B')}")


def test_the_root_is_that_of_the_standard_in_the_order_of_names() -> None:
    root = node(node(leaf(""), A), B).hex()
    assert FIRST["root"] == f"sha256:{node(leaf(''), A).hex()}"
    assert checkpoint(TWO, "Vika", None)["root"] == f"sha256:{root}"
    turned = {"b.json": b"B", "a.json": b"A"}
    assert checkpoint(turned, "Vika", None)["root"] == f"sha256:{root}"


def test_each_is_bound_to_the_one_before_it() -> None:
    assert (FIRST["number"], FIRST["previous"], FIRST["origin"]) == (1, "", "Vika")
    second = checkpoint(TWO, "Vika", FIRST)
    assert (second["number"], second["previous"]) == (2, FIRST["root"])
    root = node(node(leaf(FIRST["root"]), A), B).hex()
    assert second["root"] == f"sha256:{root}"


def written(folder: Path, number: int, **more: object) -> Path:
    """A checkpoint in a folder."""
    path = folder / f"sjekkpunkt-{number:04}.json"
    told = {**FIRST, "number": number, **more}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_the_last_of_a_folder_is_that_of_the_greatest_number(tmp_path: Path) -> None:
    assert last_checkpoint(tmp_path, "Vika") is None
    for number in (1, 10, 9):
        written(tmp_path, number)
    (tmp_path / "sjekkpunkt-99.json").write_text("{}", encoding="utf-8")
    found = last_checkpoint(tmp_path, "Vika")
    assert found is not None
    assert found["number"] == 10


def test_what_is_no_checkpoint_of_these_books_is_refused(tmp_path: Path) -> None:
    written(tmp_path, 1)
    with pytest.raises(CannotFileError, match="andre bøker: Vika"):
        last_checkpoint(tmp_path, "Fjordene")
    written(tmp_path, 1).rename(tmp_path / "sjekkpunkt-0003.json")
    with pytest.raises(CannotFileError, match=r"Gi den navnet sjekkpunkt-0001\.json"):
        last_checkpoint(tmp_path, "Vika")
    (tmp_path / "sjekkpunkt-0004.json").write_text("[", encoding="utf-8")
    with pytest.raises(CannotFileError, match="kan ikke leses som et sjekkpunkt"):
        last_checkpoint(tmp_path, "Vika")


def test_a_folder_has_certificates_checkpoint_books_and_checkers() -> None:
    found = proof_files(TWO, ONE, {"ledger/main.beancount": b"x"}, "Vika", None)
    assert sorted(found) == [
        "a.json",
        "bok~ledger~main.beancount.txt",
        "sjekkpunkt-0001.json",
        "verify.html",
        "verify.py",
        "verify_deep.py",
    ]
    told = json.loads(found["sjekkpunkt-0001.json"])
    assert sorted(told["certificates"]) == ["a.json", "b.json"]
    member = proof_files(TWO, ONE, {}, "Vika", None)
    assert "verify_deep.py" not in member


def test_the_same_certificates_have_the_checkpoint_that_they_had() -> None:
    again = proof_files(ONE, ONE, {}, "Vika", FIRST)
    assert json.loads(again["sjekkpunkt-0001.json"]) == FIRST
    other = proof_files(TWO, TWO, {}, "Vika", FIRST)
    assert json.loads(other["sjekkpunkt-0002.json"])["previous"] == FIRST["root"]
