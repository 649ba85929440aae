"""One file in the cache folder: a load, the files that it was made of, and its ground.

The first line tells what the rest is; then come the files, each as it is kept by
itself, and the load, which is written in terms of them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.kept_loads import in_bytes
from fellesbok.kept_loads.booked_files import Part
from fellesbok.kept_loads.booked_files import opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.entries.book_files import Loaded
    from fellesbok.kept_loads.ground import Ground


@frozen
class KeptLoad:
    """A load as it is kept.

    Attributes:
        names: The files that the books were read from.
        ground: What the load rested on.
        parts: The files of vouchers, each by itself.
        load: The load, in terms of them.
    """

    names: list[str]
    ground: Ground
    parts: dict[str, Part]
    load: bytes

    def loaded(self) -> Loaded:
        """The books.

        Raises:
            Exception: They were not kept by us.
        """
        base = [each for part in self.parts.values() for each in opened(part).plain]
        return in_bytes.read(self.load, base)


def as_bytes(
    world: str,
    loaded: Loaded,
    ground: Ground,
    parts: Iterable[Part],
    base: list[Any],
) -> bytes:
    """A load as it is kept.

    Args:
        world: What must be the same when it is used.
        loaded: The load.
        ground: What it rested on.
        parts: The files of vouchers, in Beancount's order.
        base: Their plain transactions, in that order.

    Raises:
        NotKeptError: There is something in it that cannot be read back the same.
    """
    parts = list(parts)
    told = [(each.name, each.digest, each.key, len(each.content)) for each in parts]
    head = json.dumps([world, list(loaded[2]["include"]), ground, told]).encode()
    load = in_bytes.written(loaded, base)
    return b"".join([head, b"\n", *(each.content for each in parts), load])


def of_bytes(content: bytes, world: str) -> KeptLoad | None:
    """A load as it was kept, if the world is the same.

    Raises:
        Exception: It was not kept by us.
    """
    head, _, rest = content.partition(b"\n")
    known, names, ground, told = json.loads(head)
    if known != world:
        return None
    parts, end = {}, 0
    for name, digest, key, length in told:
        begin, end = end, end + length
        parts[name] = Part(name, digest, key, rest[begin:end])
    return KeptLoad(names, ground, parts, rest[end:])
