"""What is written is there whole, or is taken back, whatever stops it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing import all_or_nothing
from fellesbok.filing.all_or_nothing import alone
from fellesbok.filing.all_or_nothing import journalled
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

BUSY = Text("Noen andre skriver.")
FULL = OSError(28, "No space left on device")


def main_in(folder: Path) -> Path:
    main = folder / "main.beancount"
    main.write_bytes(b"; bok\n")
    return main


def test_a_journal_is_there_while_something_is_written_and_goes_then(
    tmp_path: Path,
) -> None:
    main, journal = main_in(tmp_path), tmp_path / ".journal"
    taken: list[str] = []
    with journalled(journal, b"sagt", main, lambda: taken.append("tilbake")):
        assert journal.read_bytes() == b"sagt"
    assert not journal.exists()
    assert taken == []


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt(), CannotFileError(BUSY)])
def test_what_stops_a_writing_has_it_taken_back_and_is_told_as_it_is(
    tmp_path: Path, error: BaseException
) -> None:
    main, journal = main_in(tmp_path), tmp_path / ".journal"
    taken: list[bool] = []
    with (
        pytest.raises(type(error)) as told,
        journalled(journal, b"", main, lambda: taken.append(journal.exists())),
    ):
        raise error
    assert told.value is error
    assert taken == [True], "the journal goes after what it tells of"
    assert not journal.exists()


def test_where_the_journal_cannot_be_written_there_is_nothing_to_take_back(
    tmp_path: Path,
) -> None:
    main = main_in(tmp_path)
    taken: list[str] = []
    journal = tmp_path / "borte" / ".journal"
    with (
        pytest.raises(OSError, match="borte"),
        journalled(journal, b"", main, lambda: taken.append("tilbake")),
    ):
        taken.append("skrevet")
    assert taken == []


def test_where_it_cannot_be_taken_back_the_journal_stays_and_it_is_said(
    tmp_path: Path,
) -> None:
    main, journal = main_in(tmp_path), tmp_path / ".journal"

    def stopped() -> None:
        raise FULL

    with (
        pytest.raises(CannotFileError) as told,
        journalled(journal, b"sagt", main, stopped),
    ):
        raise KeyboardInterrupt
    assert "fikk heller ikke ryddet" in str(told.value.text)
    assert journal.read_bytes() == b"sagt"


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    main = main_in(tmp_path)
    with alone(main, BUSY):
        with pytest.raises(CannotFileError) as told, alone(main, BUSY):
            pass
        assert told.value.text == BUSY
    with alone(main, BUSY):
        pass


def test_what_was_cut_off_is_put_right_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = main_in(tmp_path)
    done: list[object] = []
    monkeypatch.setattr(all_or_nothing, "put_right", done.append)
    with alone(main, BUSY):
        assert done == [main]


def test_a_disk_that_fails_is_told_in_words_and_the_lock_is_let_go(
    tmp_path: Path,
) -> None:
    main = main_in(tmp_path)
    with pytest.raises(CannotFileError) as told, alone(main, BUSY):
        raise FULL
    assert "Bøkene er som før." in str(told.value.text)
    with suppress(CannotFileError), alone(main, BUSY):
        return
    pytest.fail("it is held still")
