"""What a server knows of the files that it has read is used until they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.entries.book_files import read_books
from fellesbok.kept_loads import assembling
from fellesbok.kept_loads import memory as module
from fellesbok.kept_loads.memory import Memory
from fellesbok.kept_loads.switch import SWITCH
from same_loads import first_difference

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def main(tmp_path: Path) -> Path:
    path = tmp_path / "main.beancount"
    path.write_text('include "a.beancount"\n', encoding="utf-8")
    text = "2020-01-01 open Assets:Bank\n2020-01-01 open Assets:Kasse\n"
    voucher = '2020-02-01 * "x"\n  Assets:Bank  1 NOK\n  Assets:Kasse\n'
    (tmp_path / "a.beancount").write_text(text + voucher, encoding="utf-8")
    return path


def test_a_file_that_is_as_it_was_is_not_booked_again(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    first = memory.read(main)
    booked: list[int] = []
    monkeypatch.setattr(assembling, "booked", lambda *_: booked.append(1))
    second = memory.read(main)
    assert not booked
    assert not first_difference(second, first)
    assert second[0][0] is not first[0][0], "each time values of their own"


def test_what_is_changed_is_read_anew(main: Path) -> None:
    memory = Memory()
    memory.read(main)
    path = main.with_name("a.beancount")
    path.write_text(path.read_text("utf-8").replace("1 NOK", "2 NOK"), encoding="utf-8")
    assert not first_difference(memory.read(main), read_books(main))


def test_whatever_stops_it_beancount_loads_the_books(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "assembled", stopped)
    assert not first_difference(Memory().read(main), read_books(main))


def test_nothing_is_remembered_for_who_wants_it_loaded_each_time(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, "1")
    monkeypatch.setattr(module, "assembled", lambda *_: pytest.fail("it is used"))
    memory = Memory()
    assert not first_difference(memory.read(main), read_books(main))
