"""A file that Fava writes in is whole, on a full disk and when the machine stops."""

from __future__ import annotations

import errno
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from faulty import full
from fava_writing import added
from fava_writing import entry_of
from fava_writing import saved
from fava_writing import served
from fava_writing import vouchers as vouchers  # noqa: PLC0414 -- a fixture
from fellesbok.filing import disk
from fellesbok.filing.saved import JOURNAL
from fellesbok.filing.tidying import put_right
from fellesbok.messages import say
from fellesbok.web.access import whole_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Still = Callable[[], None] | None


def test_a_full_disk_leaves_the_file_as_it_was(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = served(vouchers)
    before = vouchers.read_bytes()

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole_files, "put", full)
    answer = added(app, "Ny.")
    assert answer.status_code == 400
    assert "Filen kan ikke skrives (disken er full)" in answer.text
    assert vouchers.read_bytes() == before


@pytest.mark.parametrize("at", [1, 2, 3])
def test_several_vouchers_are_added_all_or_none(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The disk is full at the one writing that there is; there is no second."""
    app = served(vouchers)
    before = vouchers.read_bytes()
    calls = []

    def full_at(path: Path, content: bytes, *, still: Still = None) -> None:
        calls.append(1)
        if len(calls) == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(path, content, still=still)

    put = disk.put
    monkeypatch.setattr(whole_files, "put", full_at)
    answer = saved(app, entry_of("En."), entry_of("To."), entry_of("Tre."))
    text = vouchers.read_text("utf-8")
    if answer.status_code == 200:
        assert all(f'"{n}."' in text for n in ("En", "To", "Tre"))
        assert at > 1
    else:
        assert vouchers.read_bytes() == before


def test_who_writes_in_a_file_meanwhile_loses_nothing(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that knows no lock saves between our reading and our writing."""
    app = served(vouchers)
    theirs = vouchers.read_text("utf-8") + "\n; Skrevet i en annen editor.\n"
    ends = whole_files.with_ends

    def with_another(before: bytes, text: str) -> bytes:
        vouchers.write_text(theirs, "utf-8")
        return ends(before, text)

    monkeypatch.setattr(whole_files, "with_ends", with_another)
    assert added(app, "Ny.").status_code == 400
    assert vouchers.read_text("utf-8") == theirs


@pytest.fixture
def two_files(vouchers: Path) -> tuple[Path, Path]:
    """Files that vouchers of cost and of the bank are put in."""
    other = vouchers.with_name("bank.beancount")
    other.write_text(
        '2018-01-01 custom "fava-option" "insert-entry" "Assets:Bank"\n', "utf-8"
    )
    vouchers.write_text(vouchers.read_text("utf-8").replace('".*"', '"Expenses"'))
    main = vouchers.parent / "main.beancount"
    main.write_text(main.read_text("utf-8") + '\ninclude "bank.beancount"\n', "utf-8")
    return vouchers, other


def test_vouchers_of_two_files_are_added_to_both_or_none(
    two_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the second file is to be put in place."""
    vouchers, other = two_files
    app = served(vouchers)
    before = {path: path.read_bytes() for path in (vouchers, other)}
    backwards = entry_of("To.")
    backwards["postings"].reverse()
    put, calls = disk.put, []

    def full_second(path: Path, content: bytes, *, still: Still = None) -> None:
        calls.append(1)
        if len(calls) == 2:
            full()
        put(path, content, still=still)

    with monkeypatch.context() as patch:
        patch.setattr(whole_files, "put", full_second)
        assert saved(app, entry_of("En."), backwards).status_code == 400
    assert {path: path.read_bytes() for path in before} == before
    assert saved(app, entry_of("En."), backwards).status_code == 200
    changed = [path for path in before if path.read_bytes() != before[path]]
    assert changed == [vouchers, other]


def test_a_machine_that_stops_between_two_files_is_put_right(
    two_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The books as they lie there then: nothing is half saved once they are tidied."""
    vouchers, _ = two_files
    app, as_it_was = served(vouchers), {p.name: p.read_bytes() for p in two_files}
    put, calls, then = disk.put, [], tmp_path / "da" / "ledger"

    def stopped_second(path: Path, content: bytes, *, still: Still = None) -> None:
        calls.append(1)
        if len(calls) == 2:
            copytree(vouchers.parent, then)
        put(path, content, still=still)

    monkeypatch.setattr(whole_files, "put", stopped_second)
    backwards = entry_of("To.")
    backwards["postings"].reverse()
    assert saved(app, entry_of("En."), backwards).status_code == 200
    assert not (vouchers.parent / JOURNAL).exists()
    half = {name: (then / name).read_bytes() for name in as_it_was}
    assert sum(half[name] != as_it_was[name] for name in half) == 1
    (told,) = put_right(then / "main.beancount")
    assert "det den rakk å skrive, er tatt tilbake" in say(told, "nb")
    assert {name: (then / name).read_bytes() for name in as_it_was} == as_it_was
