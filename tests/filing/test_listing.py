"""Lists of the files that the books take in, line by line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fellesbok.contradictions import ContradictionError
from fellesbok.filing.listing import INTAKE
from fellesbok.filing.listing import added
from fellesbok.filing.listing import includes
from fellesbok.filing.listing import is_asked_for
from fellesbok.filing.listing import is_matched
from fellesbok.filing.listing import line_end
from fellesbok.filing.listing import says_nothing
from fellesbok.filing.listing import uncounted
from fellesbok.filing.listing import without


@pytest.mark.parametrize(
    ("content", "end"),
    [(b"a\r\nb\n", b"\r\n"), (b"a\nb\r\n", b"\n"), (b"\na\r\n", b"\n"), (b"a", b"\n")],
)
def test_lines_end_as_the_first_of_them(content: bytes, end: bytes) -> None:
    assert line_end(content) == end


@pytest.mark.parametrize(
    ("content", "apart", "made"),
    [
        (b"", False, b'include "a"\n'),
        (b"", True, b'include "a"\n'),
        (b"; x\n", False, b'; x\ninclude "a"\n'),
        (b"; x\n", True, b'; x\n\ninclude "a"\n'),
        (b"; x", False, b'; x\ninclude "a"\n'),
        (b"; x\r\n; y", True, b'; x\r\n; y\r\n\r\ninclude "a"\r\n'),
    ],
)
def test_a_file_is_taken_in_at_the_end_on_a_line_of_its_own(
    content: bytes, *, apart: bool, made: bytes
) -> None:
    assert added(content, "a", apart=apart) == made


@pytest.mark.parametrize("content", [b"", b"; x\n", b"; x\r\n", b'include "b"\n'])
def test_what_was_added_can_be_taken_out_again(content: bytes) -> None:
    assert without(added(content, "a"), "a") == content


def test_only_a_line_as_we_write_it_is_taken_out() -> None:
    """Somebody's own, and one in a text that goes on over lines, stay."""
    kept = b'  include "a"\ninclude "ab"\ninclude "a" ; min\n'
    assert without(kept + b'include "a"', "a") == kept
    assert without(b'include "a.b"\n', "a+b") == b'include "a.b"\n'


@pytest.mark.parametrize(
    ("content", "is_nothing"),
    [
        (b"; bare en merknad\n* Overskrift\n\n", True),
        (b"2018-01-01 open Assets:Bank\n", False),
        (b'include "a"\n', False),
        (b"2018-01-01 uleselig\n", False),
    ],
)
def test_comments_and_headings_say_nothing(content: bytes, *, is_nothing: bool) -> None:
    assert says_nothing(content) is is_nothing


@pytest.mark.parametrize(
    ("path", "pattern", "is_in"),
    [
        ("/b/a.beancount", "/b/*.beancount", True),
        ("/b/x/a.beancount", "/b/*.beancount", False),
        ("/b/x/y/a.beancount", "/b/**/a.beancount", True),
        ("/b/a.beancount", "/b/**/a.beancount", True),
        ("/b/../b/a.beancount", "/b/a.beancount", True),
        ("/b/A.beancount", "/b/a.beancount", False),
        ("/b", "/b/a.beancount", False),
        ("/b/a.beancount/x", "/b/a.beancount", False),
    ],
)
def test_a_star_stays_in_its_folder_and_two_do_not(
    path: str, pattern: str, *, is_in: bool
) -> None:
    assert is_matched(Path(path), Path(pattern)) is is_in


def test_what_a_file_names_is_found_whether_it_is_there_or_not(tmp_path: Path) -> None:
    main = tmp_path / "main.beancount"
    main.write_text('include "sub/../a*.beancount"\n; include "b"\n', encoding="utf-8")
    assert list(includes([main])) == [
        (main, "sub/../a*.beancount", tmp_path / "a*.beancount")
    ]
    assert is_asked_for(tmp_path / "ab.beancount", [main])
    assert not is_asked_for(tmp_path / "b", [main])


def test_a_file_of_the_folder_that_the_books_do_not_take_in_is_found(
    tmp_path: Path,
) -> None:
    """One that says nothing is none."""
    folder = tmp_path / INTAKE.name
    folder.mkdir()
    for name, text in (("a", "; tom\n"), ("b", "2018-01-01 open A:B\n"), ("c", "x\n")):
        (folder / f"{name}.beancount").write_text(text, encoding="utf-8")
    taken = [folder / "c.beancount"]
    assert uncounted(tmp_path, INTAKE, taken) == folder / "b.beancount"
    assert uncounted(tmp_path, INTAKE, [*taken, folder / "b.beancount"]) is None


def test_a_list_that_no_journal_may_name_cannot_be() -> None:
    with pytest.raises(ContradictionError):
        replace(INTAKE, name="annet")
