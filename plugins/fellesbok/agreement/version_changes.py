"""What new terms change (*endring av vilkår*): who joins or leaves, host, and key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import names_of
from fellesbok.agreement.titles import key_title
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Version


def version_changes(
    before: Version, after: Version, agreement: Agreement
) -> Iterator[Text]:
    """What terms change of those before them, each in a few words.

    Where participants are not stated in one of the two, nobody joins or leaves.

    Args:
        before: The terms that held before.
        after: The terms that follow them.
        agreement: For the names.
    """
    if before.participants is not None and after.participants is not None:
        joined = [m for m in after.participants if m not in before.participants]
        left = [m for m in before.participants if m not in after.participants]
        if joined:
            yield Text("{names} blir med", names=names_of(joined, agreement))
        if left:
            yield Text("{names} går ut", names=names_of(left, agreement))
    if after.host != before.host:
        if after.host is None:
            yield Text("verten er ikke oppgitt")
        else:
            name = agreement.payer(after.host).name
            yield Text("{name} blir vert", name=name)
    if key_title(after.key) != key_title(before.key):
        yield key_title(after.key)
