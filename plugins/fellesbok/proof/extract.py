"""The lines that a member's certificate quotes in the place of whole files (*utdrag*).

Of a voucher its date, its own lines and our words of them; of the agreement the
cooperation's own terms, and the keys with names that they use.  A line that is quoted
stands whole where its digest does; of others what is needed, without remarks.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.proof.checker.verify import HEAD
from fellesbok.proof.checker.verify import OURS
from fellesbok.proof.checker.verify import POSTING
from fellesbok.proof.checker.verify_deep import outside_texts

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

Json = Any
Lines = dict[int, str]
_PLACE = [str, int, int, str]
"""File, first line, last line, word."""
_SAID = re.compile(r"(?:[^\";]|\"(?:\\.|[^\"\\])*\"?)*")
"""A line as far as its remark."""


def of_vouchers(
    found: Mapping[str, Json], rows: Mapping[str, Sequence[str]]
) -> dict[str, Lines]:
    """The lines of the books that a certificate rests on, by file."""
    lines = [*found["vouchers"]["lines"], *found["vouchers"]["left_out"]]
    mine: dict[str, set[int]] = {}
    for line in [*lines, *found["claims"]]:
        mine.setdefault(line["file"], set()).add(line["line"])
    return {name: _of_file(rows[name], of) for name, of in mine.items()}


def _of_file(rows: Sequence[str], mine: set[int]) -> Lines:
    """Lines of a file of the books, and what is said of their vouchers.

    What is pushed is said of a voucher until it is taken off again.
    """
    told: Lines = {}
    pushed: dict[str, list[int]] = {}
    for first, *more in _groups(rows):
        n, row = first
        if at := _pushes(row):
            stack = pushed.setdefault(at[2], [])
            if at[1] == "pushmeta":
                stack.append(n)
            elif stack and stack.pop() in told:
                told[n] = _without_remark(row)
        elif any(line in mine for line, _ in (first, *more)):
            told |= {n: _date(row), **dict(_of_voucher(more, mine))}
            said = [of[-1] for of in pushed.values() if of and n not in mine]
            told |= {n: _without_remark(rows[n - 1]) for n in said}
    return told | _to_the_end_of_texts(rows, mine)


def _groups(rows: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """The lines of each directive; what is pushed or taken off begins one too."""
    group: list[tuple[int, str]] = []
    for n, row in outside_texts(rows):
        if group and (HEAD.match(row) or _pushes(row)):
            yield group
            group = []
        group.append((n, row))
    if group:
        yield group


def _pushes(row: str) -> re.Match[str] | None:
    at = OURS.match(row)
    return at if at and at[1] else None


def _date(row: str) -> str:
    head = HEAD.match(row)
    return head[0] if head else row


def _of_voucher(
    rows: Iterable[tuple[int, str]], mine: set[int]
) -> Iterator[tuple[int, str]]:
    """Our words of a voucher, and of its lines that are asked for."""
    of: int | None = None
    for n, row in rows:
        if POSTING.match(row):
            of = n
        elif OURS.match(row) and (of is None or of in mine):
            yield n, _without_remark(row)


def _without_remark(row: str) -> str:
    said = _SAID.match(row)
    return said[0].rstrip() if said else row


def _to_the_end_of_texts(rows: Sequence[str], mine: set[int]) -> Lines:
    """Lines whole, each with those that a text on it goes on in."""
    numbers = [*(n for n, _ in outside_texts(rows)), len(rows) + 1]
    return {
        n: rows[n - 1]
        for first, following in pairwise(numbers)
        if first in mine
        for n in range(first, following)
    }


def of_agreement(
    found: Mapping[str, Json],
    rows: Mapping[str, Sequence[str]],
    others: Collection[int],
) -> dict[str, Lines]:
    """The lines of the agreement, and of figures, that a certificate rests on.

    Of a file of figures the first line is among them: it says which column is which.

    Args:
        found: The certificate, with what its own cooperation uses.
        rows: The lines of the books by file.
        others: Lines of the agreement that tell of another cooperation too.
    """
    said = found["agreement"]
    file, (top, end) = said["file"], said["lines"]
    numbers = {(file, n) for n in range(top, end + 1)}
    of_keys = [*said["keys"].values(), said["region"], *said["series"].values()]
    numbers |= {(file, n) for a, b, _ in of_keys for n in range(a, b + 1)}
    for place in _places(found["periods"]):
        numbers |= {(place[0], n) for n in range(place[1], place[2] + 1)}
    numbers -= {(file, n) for n in others}
    numbers |= {(name, 1) for name, _ in numbers if name.endswith(".csv")}
    told: dict[str, Lines] = {}
    for name, n in numbers:
        told.setdefault(name, {})[n] = rows[name][n - 1]
    if "accounts" in said:
        told[file] = dict(_words(rows[file], *said["accounts"])) | told[file]
    return told


def _words(rows: Sequence[str], first: int, last: int) -> Iterator[tuple[int, str]]:
    """The words for accounts, and the name after them, so that it is seen they end."""
    for n in range(first, last + 1):
        yield n, rows[n - 1]
    for n in range(last + 1, len(rows) + 1):
        if rows[n - 1][:1].strip(" #\r"):
            yield n, rows[n - 1].partition(":")[0] + ":"
            break


def _places(value: Json) -> Iterator[list[Json]]:
    if isinstance(value, list) and list(map(type, value)) == _PLACE:
        yield value
    elif isinstance(value, (dict, list)):
        of: Iterable[Json] = value.values() if isinstance(value, dict) else value
        for inner in of:
            yield from _places(inner)


def numbered(told: Mapping[str, Lines]) -> dict[str, dict[str, str]]:
    """An extract as a certificate has it."""
    return {
        name: {str(n): row for n, row in sorted(of.items())}
        for name, of in sorted(told.items())
    }
