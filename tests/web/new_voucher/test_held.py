"""What a reader was shown before it is filed is the reader's own, for a while."""

from __future__ import annotations

from fellesbok.filing.writing import Paper
from fellesbok.web.new_voucher.held import MOST
from fellesbok.web.new_voucher.held import MOST_BYTES
from fellesbok.web.new_voucher.held import Held
from fellesbok.web.new_voucher.held import Shelf


def paper(size: int) -> Paper:
    return Paper("bilag.pdf", b"x" * size, "Expenses:IKT")


def test_it_is_found_by_its_number_and_by_its_reader_alone() -> None:
    shelf, held = Shelf(), Held("ola", None)
    token = shelf.put(held)
    assert shelf.find(token, "ola") is held
    assert shelf.find(token, "kari") is None
    assert shelf.find("en annen", "ola") is None
    shelf.drop(token)
    shelf.drop(token)
    assert shelf.find(token, "ola") is None


def test_no_two_have_the_same_number() -> None:
    shelf = Shelf()
    assert len({shelf.put(Held("", None)) for _ in range(MOST)}) == MOST


def test_the_oldest_go_where_there_are_too_many() -> None:
    shelf = Shelf()
    tokens = [shelf.put(Held("ola", None)) for _ in range(MOST + 2)]
    assert [shelf.find(token, "ola") is None for token in tokens] == [
        *(True, True),
        *[False] * MOST,
    ]


def test_or_where_they_take_too_much_room() -> None:
    shelf = Shelf()
    large = MOST_BYTES // 2
    first, second, third = (
        shelf.put(Held("ola", paper(size))) for size in (large, large, 1)
    )
    assert shelf.find(first, "ola") is None
    assert shelf.find(second, "ola") is not None
    assert shelf.find(third, "ola") is not None
    assert Held("ola", paper(7)).size == 7
