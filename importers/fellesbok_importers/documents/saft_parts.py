"""A SAF-T export in several files, named ``…_1_3.xml``, ``…_2_3.xml`` and so on.

Some systems write in each part what the whole export adds up to.  The parts must then
lie in one folder, so that their sums can be held against it.
(Skatteetaten: the last two numbers of a name are the file's and how many there are.)
"""

from __future__ import annotations

import re
from pathlib import Path

from fellesbok.frozen import frozen

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
