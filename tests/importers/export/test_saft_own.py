"""What stands in SAF-T of our own: cut where there is no room, and put together."""

from __future__ import annotations

import pytest

from fellesbok_importers.export.saft_own import account_id
from fellesbok_importers.export.saft_own import account_of
from fellesbok_importers.export.saft_own import joined
from fellesbok_importers.export.saft_own import pieces


@pytest.mark.parametrize("long", [0, 1, 255, 256, 257, 511, 512, 1000])
def test_what_is_cut_into_pieces_is_put_together_as_it_was(long: int) -> None:
    items = ["kort", "x" * long, "sist"]
    cut = list(pieces(items))
    assert all(len(piece) <= 256 for piece in cut)
    assert joined(cut) == tuple(items)


def test_there_is_room_for_a_whole_piece_before_anything_is_cut() -> None:
    """Each piece after the first says in its first letter that it goes on."""
    assert list(pieces(["x" * 256])) == ["x" * 256]
    assert [len(piece) for piece in pieces(["x" * 512])] == [256, 256, 2]


def test_an_account_is_found_again_whatever_its_art_is() -> None:
    assert account_id("Expenses:IKT", "195") == "Expenses:IKT/195"
    assert account_id("Assets:Bank", "") == "Assets:Bank"
    for art in ("195", ""):
        assert account_of(account_id("Expenses:IKT", art)) == "Expenses:IKT"
