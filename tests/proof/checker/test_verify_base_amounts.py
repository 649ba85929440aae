"""Base amounts that an earlier year was asked for are not asked for once more."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from aimed_attacks import account_begun_anew
from attacks import sealed
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify_deep
from proved import prove
from random_agreements import draw

if TYPE_CHECKING:
    from pathlib import Path

SEED = 5296
"""An agreement with base amounts, and a year of it without any cost but later bills."""


def test_an_account_with_base_amounts_alone_is_not_begun_anew(tmp_path: Path) -> None:
    """Nothing in kroner stands on it from the year before, and yet it was shared."""
    folder = tmp_path / "bevis"
    names = [n for n in prove(draw(SEED).write(tmp_path), folder) if n[:6] == "x-2022"]
    assert len(names) == 3
    for name in names:
        whole = (folder / name).read_bytes()
        verify_deep.certificate(folder, name, set())
        lie = json.loads(whole)
        said = account_begun_anew(lie, folder, random.Random(0))  # noqa: S311 -- can be repeated
        assert said
        lie = sealed(lie, folder, said)
        more = lie["subject"]["ore"] - json.loads(whole)["subject"]["ore"]
        assert more == 820_000
        (folder / name).write_bytes(canonical(lie))
        with pytest.raises(verify_deep.DiffersError, match="grunnbeløpene som sto der"):
            verify_deep.certificate(folder, name, set())
        (folder / name).write_bytes(whole)
