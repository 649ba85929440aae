"""Files of vouchers that nothing takes in: what stands there counts nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.lint.remark import remark
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.lint.remark import Remark
    from fellesbok.shared import Shared

RULE = "ikke-med"


def not_read(name: str) -> Text:
    """That a file is not a part of the books, and what to do.

    Args:
        name: The path from the folder of the main file.
    """
    return Text(
        "{name} ligger i bokmappen, men er ikke med: ingen fil tar den inn med"
        " «include». Ta den inn, eller gi den et navn som ikke slutter på .beancount.",
        name=name,
    )


def unread(shared: Shared) -> Iterator[Remark]:
    """Each file that nothing takes in."""
    for file in shared.unread:
        yield remark(RULE, not_read(file.name), None, (file.path, 1), part=file.name)
