"""What a file holds and nobody reads, in words, so that nothing is lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.amounts import ZERO
from fellesbok_importers.sheet import unread_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok_importers.lines import Line
    from fellesbok_importers.profile import Profile


def unread(path: str, profile: Profile) -> tuple[Text, ...]:
    """The sheets of a workbook that hold something and are not read.

    Raises:
        RejectedError: The workbook cannot be read.
    """
    names = ", ".join(unread_sheets(path, profile.file))
    return (Text("Ark som ikke leses: {names}.", names=names),) if names else ()


def left_out(lines: Sequence[Line], unit: int = 1) -> tuple[Text, ...]:
    """Lines that belong to none of the cooperations, with what they add up to."""
    if not lines:
        return ()
    return (
        Text(
            "{count} linjer ({sum} kr) angår ingen av samarbeidene og føres ikke.",
            count=len(lines),
            sum=sum((line.amount for line in lines), ZERO) * unit,
        ),
    )
