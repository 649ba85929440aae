"""A value has one spelling and one digest, and no number that is nearly another."""

from __future__ import annotations

import pytest

from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.canonical import short


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ({"å": "ø\n"}, '{"å":"ø\\n"}'),
        ((1, 2), "[1,2]"),
        ({}, "{}"),
        (10**30, "1" + "0" * 30),
    ],
)
def test_the_one_spelling(value: object, spelling: str) -> None:
    assert canonical(value) == spelling.encode()


@pytest.mark.parametrize("value", [0.5, [1, {"a": [2.0]}], {"a": (float("nan"),)}])
def test_no_float_is_spelled_at_any_depth(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_a_digest_is_that_of_sha256sum() -> None:
    """``printf '' | sha256sum`` and ``printf abc | sha256sum`` (FIPS 180-4)."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest(b"") == f"sha256:{empty}"
    assert digest(b"abc") == f"sha256:{abc}"
    assert short(digest(b"abc")) == "ba7816bf8f01"
