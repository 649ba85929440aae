"""Errors of books that have figures or a reason in them: balances, broken plugins."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from fellesbok import __version__
from fellesbok.messages import Text

_BALANCE_FAILED = (
    r"Balance failed for '(?P<account>[^']+)':"
    r" expected (?P<expected>-?[0-9.]+) (?P<currency>\S+)"
    r" != accumulated (?P<found>-?[0-9.]+) "
)
_DUPLICATE_BALANCE = "Duplicate balance assertion with different amounts"
_STOPPED = r'Error (?:applying|importing) (?:plugin )?"([\w.]+)"'


def failed_balance(message: str) -> Text | None:
    """What is said of a balance that does not hold."""
    failed = re.match(_BALANCE_FAILED, message)
    if failed is None:
        return None
    expected, found = Decimal(failed["expected"]), Decimal(failed["found"])
    if failed["currency"] != "NOK":
        return Text(
            "Saldoen stemmer ikke: {account} skal være {expected} {currency}, men er"
            " {found} (differanse {difference}). Se etter bilag som mangler, er ført to"
            " ganger eller har feil beløp.",
            account=failed["account"],
            expected=expected,
            currency=failed["currency"],
            found=found,
            difference=found - expected,
        )
    return Text(
        "Saldoen stemmer ikke: {account} skal være {expected} kr, men er {found} kr"
        " (differanse {difference} kr). Se etter bilag som mangler, er ført to ganger"
        " eller har feil beløp.",
        account=failed["account"],
        expected=expected,
        found=found,
        difference=found - expected,
    )


def two_balances(error: Any) -> Text | None:  # noqa: ANN401 -- Beancount has many kinds
    """What is said of two balances of one account on one day."""
    if error.message != _DUPLICATE_BALANCE or error.entry is None:
        return None
    return Text(
        "{account} har to ulike saldoer {day}; her står {amount}. Ta bort den som er"
        " feil.",
        account=error.entry.account,
        day=error.entry.date,
        amount=error.entry.amount.number,
    )


def stopped_plugin(message: str) -> Text | None:
    """What is said of a plugin that cannot be loaded, or broke."""
    stopped = re.match(_STOPPED, message)
    if stopped is None:
        return None
    *_, last = message.strip().splitlines()
    text = Text(
        "Tillegget {plugin} stoppet, og ingenting er gjort av det: {reason}",
        plugin=stopped[1],
        reason=last.strip(),
    )
    if not stopped[1].startswith("fellesbok"):
        return Text(
            "{stopped}. Meld fra til den som har laget det, eller ta bort linjen med"
            " plugin.",
            stopped=text,
        )
    return Text(
        "{stopped}. Det er en feil i programmet (fellesbok {version}); meld fra om den,"
        " med denne linjen.",
        stopped=text,
        version=__version__,
    )
