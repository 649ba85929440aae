"""What is printed is read as it was, whatever somebody has written in it."""

from __future__ import annotations

from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok.entries.printing import escaped
from fellesbok.entries.printing import printed
from fellesbok.entries.printing import quoted

LINES = [
    r'2018-01-01 query "a\"b" "SELECT \"x\""',
    r'2018-01-01 event "sted \"nord\"" "Lyngen \\ øst"',
    r'2018-01-01 note Assets:Bank "Sa \"ja\" og C:\\tmp"',
    r'2018-01-01 custom "svar \"ja\"" "ikt" "Ny \"lisens\"" 12.50 NOK 2018-02-01',
    r'2018-01-01 * "Ola \"O\"" "Bok \\ blad"',
]


@pytest.mark.parametrize("line", LINES)
def test_quotes_and_backslashes_are_read_back_as_they_were(line: str) -> None:
    (entry,), errors, _ = parse_string(line)
    assert not errors
    (again,), errors, _ = parse_string(printed(entry))
    assert not errors
    blank = {"filename": "", "lineno": 0}
    assert again._replace(meta=blank) == entry._replace(meta=blank)


def test_a_path_of_a_document_keeps_its_quotes() -> None:
    read: Any = parse_string('2018-01-01 document Assets:Bank "bilag.pdf"')
    (entry,), _, _ = read
    odd = entry._replace(filename='mappe"1"/a.pdf')
    assert r'"mappe\"1\"/a.pdf"' in printed(odd)
    assert escaped(odd).filename == r"mappe\"1\"/a.pdf"


def test_what_is_written_by_hand_stands_between_quotes() -> None:
    assert quoted(r'Sa "ja" \ nei') == r'"Sa \"ja\" \\ nei"'
