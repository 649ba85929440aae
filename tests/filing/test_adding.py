"""What several files get is in the books whole, or nothing of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.filing import adding
from fellesbok.filing import reading_back
from fellesbok.filing.adding import write_together
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import load
from fellesbok.filing.listing import Listing
from fellesbok.filing.several import Addition
from fellesbok.messages import Text
from intake_books import make_books
from places import tree
from systems import needs

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books

LISTING = Listing("skrevet", "; Ny", Text("Opptatt."), Text("Endret."), is_whole=False)
INCLUDE = b'include "2019/ikt.beancount"\n'
VOUCHER = b"""\
2019-03-01 * "Lisenser"
  Expenses:IKT:Ansvar-155   100.00 NOK
  Assets:Bank              -100.00 NOK
"""


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return load(make_books(tmp_path))


def new(content: bytes = VOUCHER, name: str = "2019/ikt.beancount") -> Addition:
    return Addition(name, None, content)


def taken_in(books: Books, added: bytes = INCLUDE) -> Addition:
    """What the main file gets."""
    return Addition(books.main.name, books.main.read_bytes(), added)


def files(books: Books) -> dict[str, bytes]:
    return {
        name: content
        for name, content in tree(books.root).items()
        if not name.endswith(".fellesbok-laas")
    }


def test_every_file_gets_what_is_added_at_its_end(books: Books) -> None:
    before = books.main.read_bytes()
    write_together(books, [taken_in(books), new()], LISTING)
    assert books.main.read_bytes() == before + INCLUDE
    assert (books.main.parent / "2019/ikt.beancount").read_bytes() == VOUCHER
    after = load(books.main)
    assert after.errors == ()
    placed = {each.meta["filename"] for each in after.entries}
    assert str(books.main.parent / "2019/ikt.beancount") in placed
    assert ".flere-filer" not in tree(books.main.parent)


def refused(books: Books, *additions: Addition) -> str:
    """What is said, when the books are as they were."""
    before = files(books)
    with pytest.raises(CannotFileError) as told:
        write_together(books, additions, LISTING)
    assert files(books) == before
    assert not (books.main.parent / "2019").exists()
    return str(told.value.text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (VOUCHER.replace(b"Ansvar-155", b"Ansvar-999"), "1 nye feil"),
        (VOUCHER.replace(b"-100.00", b"-99.00"), "1 nye feil"),
        (b"2019-03-01 opne Assets:Bank\n", "nye feil"),
        (b"\xff\xfe\n", "nye feil"),
    ],
)
def test_a_fault_in_one_file_has_none_of_them_written(
    books: Books, content: bytes, said: str
) -> None:
    assert said in refused(books, taken_in(books), new(content))


def test_books_that_have_changed_since_are_left(books: Books) -> None:
    addition = taken_in(books)
    with books.main.open("ab") as file:
        file.write(b"; en til\n")
    assert refused(books, addition, new()) == "Endret."


def test_other_agreements_since_are_another_state_of_the_books(books: Books) -> None:
    with (books.root / "allocation_rules.yaml").open("ab") as file:
        file.write(b"# en til\n")
    assert refused(books, taken_in(books), new()) == "Endret."


def test_a_file_that_has_come_since_is_not_written_over(books: Books) -> None:
    place = books.main.parent / "felles.beancount"
    place.write_bytes(b"; en annens\n")
    added = taken_in(books, b'include "felles.beancount"\n')
    assert refused(books, added, new(name="felles.beancount")) == "Endret."
    assert place.read_bytes() == b"; en annens\n"


@needs("symlink")
def test_nothing_is_written_behind_a_link(books: Books, tmp_path: Path) -> None:
    (tmp_path / "utenfor").mkdir()
    (books.main.parent / "2020").symlink_to(tmp_path / "utenfor")
    added = taken_in(books, b'include "2020/ikt.beancount"\n')
    said = refused(books, added, new(name="2020/ikt.beancount"))
    assert "ligger bak en lenke, og blir ikke endret" in said
    assert not list((tmp_path / "utenfor").iterdir())


def test_what_fails_when_it_is_read_back_is_taken_back(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first reading tries it; the second is of what is written."""
    asked: list[object] = []
    real = reading_back.refuse_new_faults

    def second(*given: object) -> None:
        asked.append(given)
        if len(asked) == 2:
            assert (books.main.parent / "2019/ikt.beancount").exists()
            raise CannotFileError(Text("Ikke som ventet."))
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "refuse_new_faults", second)
    assert refused(books, taken_in(books), new()) == "Ikke som ventet."
    assert len(asked) == 2
