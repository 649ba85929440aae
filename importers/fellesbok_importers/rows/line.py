"""One line of a voucher (*bilagslinje*), as an export has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from decimal import Decimal


@frozen
class Line:
    """One line of a voucher (*bilagslinje*), as the export has it.

    Attributes:
        account_class: The account class, where the file says it.
        code: The art as it is written, with the class where it begins with it.
        kind: ``income`` or ``cost``, where the file says that and no art.
    """

    row: int
    art: str
    ansvar: str
    funksjon: str
    project: str
    payee: str
    text: str
    vat: str
    amount: Decimal
    account_class: str = ""
    code: str = ""
    kind: str = ""
