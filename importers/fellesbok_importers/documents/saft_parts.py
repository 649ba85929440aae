"""A SAF-T export in several files, named ``…_1_3.xml``, ``…_2_3.xml`` and so on.

Some systems write in each part what the whole export adds up to.  The parts must then
lie in one folder, so that their sums can be held against it.
(Skatteetaten: the last two numbers of a name are the file's and how many there are.)
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from fellesbok.entries.book_files import Stamp
    from fellesbok_importers.faults import RejectedError

MOST_REMEMBERED = 100
"""Parts of an export whose sums and numbers are kept while the others are read."""

_NAME = re.compile(r"(?P<head>.+_)(?P<number>\d{1,4})_(?P<of>\d{1,4})(?P<kind>\.\w+)")


@frozen
class Part:
    """Which part of an export a file is.

    Attributes:
        number: Its number, from 1.
        of: How many there are.
        others: The files of the other parts, whether they are there or not.
    """

    number: int
    of: int
    others: tuple[Path, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The names of the parts that are not in the folder."""
        return tuple(path.name for path in self.others if not path.is_file())


def part_of(path: str) -> Part | None:
    """Which part a file is by its name; ``None`` where it is whole."""
    found = _NAME.fullmatch(Path(path).name)
    if found is None:
        return None
    number, of = int(found["number"]), int(found["of"])
    if not 1 <= number <= of or of == 1:
        return None
    others = tuple(
        Path(path).with_name(f"{found['head']}{other}_{found['of']}{found['kind']}")
        for other in range(1, of + 1)
        if other != number
    )
    return Part(number, of, others)


class Numbered(NamedTuple):
    """What tells one voucher from others: its number, and where it stands."""

    row: int
    journal: str
    kind: str
    number: str
    year: int


@frozen
class OtherPart:
    """What another part of an export has, as far as it could be read.

    Attributes:
        count: How many vouchers.
        debit: What they add up to, in the currency of the books.
        credit: Likewise.
        numbers: The vouchers.
        error: Why it cannot be read, or ``None``.
    """

    count: int
    debit: Decimal
    credit: Decimal
    numbers: tuple[Numbered, ...]
    error: RejectedError | None


@lru_cache(maxsize=MOST_REMEMBERED)
def remembered(
    read: Callable[[str, str], OtherPart], path: str, currency: str, _seen: Stamp
) -> OtherPart:
    """A part as it was read; anew where the disk says that it is another."""
    return read(path, currency)
