"""What Beancount says of books that it cannot load (*feil i bøkene*), in Norwegian.

Everybody who shows such an error, in the terminal, before something is written, or on
the pages, says it by this; what is not known here is shown as Beancount says it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from fellesbok.messages import Text

_BALANCE_FAILED = re.compile(
    r"Balance failed for '(?P<account>[^']+)':"
    r" expected (?P<expected>-?[0-9.]+) (?P<currency>\S+)"
    r" != accumulated (?P<found>-?[0-9.]+) "
)
_DUPLICATE_BALANCE = "Duplicate balance assertion with different amounts"
_SAYINGS = (
    (
        re.compile(r"Invalid reference to unknown account '(?P<account>[^']+)'"),
        "Kontoen {account} er ikke åpnet. Kjør «fellesbok accounts».",
    ),
    (
        re.compile(r"Invalid reference to inactive account '(?P<account>[^']+)'"),
        "Kontoen {account} er ikke åpen den dagen. Kjør «fellesbok accounts».",
    ),
    (
        re.compile(
            r"Invalid currency (?P<currency>\S+) for account '(?P<account>[^']+)'"
        ),
        "Kontoen {account} føres ikke i {currency}.",
    ),
    (
        re.compile(r"Invalid currency '(?P<currency>[^']+)' for Balance directive"),
        "Saldoen er i {currency}, og kontoen føres ikke i den valutaen.",
    ),
    (
        re.compile(r"Transaction does not balance: \((?P<off>[^)]*)\)"),
        "Posteringene går ikke i null: {off} er til overs.",
    ),
    (
        re.compile(r"Duplicate open directive for (?P<account>\S+)"),
        "Kontoen {account} er åpnet to ganger.",
    ),
    (
        re.compile(r"Duplicate close directive for (?P<account>\S+)"),
        "Kontoen {account} er lukket to ganger.",
    ),
    (
        re.compile(r"Unopened account (?P<account>\S+) is being closed"),
        "Kontoen {account} er lukket og ikke åpnet.",
    ),
)


def said_of(error: Any) -> str:  # noqa: ANN401 -- Beancount has many kinds
    """An error's message, a ``Text`` where it is ours or known."""
    message = error.message
    if isinstance(message, Text):
        return message
    if failed := _BALANCE_FAILED.match(str(message)):
        expected, found = Decimal(failed["expected"]), Decimal(failed["found"])
        if failed["currency"] != "NOK":
            return Text(
                "Saldoen stemmer ikke: {account} skal være {expected} {currency}, men"
                " er {found} (differanse {difference}).",
                account=failed["account"],
                expected=expected,
                currency=failed["currency"],
                found=found,
                difference=found - expected,
            )
        return Text(
            "Saldoen stemmer ikke: {account} skal være {expected} kr, men er {found} kr"
            " (differanse {difference} kr).",
            account=failed["account"],
            expected=expected,
            found=found,
            difference=found - expected,
        )
    if message == _DUPLICATE_BALANCE and error.entry is not None:
        return Text(
            "{account} har to ulike saldoer {day}; her står {amount}.",
            account=error.entry.account,
            day=error.entry.date,
            amount=error.entry.amount.number,
        )
    for pattern, template in _SAYINGS:
        if match := pattern.match(str(message)):
            return Text(template, **match.groupdict())
    return str(message)


def in_norwegian(error: Any) -> Any:  # noqa: ANN401 -- likewise
    """The same error with its message in Norwegian, as Fava shows it."""
    return error._replace(message=said_of(error)) if _is_tuple(error) else error


def _is_tuple(error: Any) -> bool:  # noqa: ANN401 -- likewise
    return isinstance(error, tuple) and hasattr(error, "_replace")
