"""A file of sums: a budget to book, or sums to hold the books against, and which sums.

An open budget of a municipality often has the accounts of one year and the budgets of
several side by side; which of them is wanted, only a person knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok_importers.intake.propose_look import Seen


def use_of_sums(seen: Seen) -> tuple[str | None, Text | None]:
    """``budget`` where the file has sums of one, ``totals`` of accounts alone."""
    columns = seen.columns
    if columns.budgets:
        if not columns.accounts:
            return "budget", None
        return "budget", Text(
            "Filen har også regnskap ({names}). «--use totals» foreslår en profil som"
            " bøkene kontrolleres mot.",
            names=_names(seen, columns.accounts),
        )
    if columns.accounts:
        return "totals", None
    return None, Text(
        "Filen har ikke bilag. Er det et budsjett som skal føres, skriv use: budget; er"
        " det summer å kontrollere bøkene mot, skriv use: totals. Året i et budsjett"
        " uten kolonne for det skrives som year."
    )


def amount_of_sums(seen: Seen, use: str | None) -> tuple[int | None, Text | None]:
    """The column of the sums, where only one can be meant."""
    columns = seen.columns
    if "amount" in columns.places or "amount" in columns.twice:
        return columns.places.get("amount"), None
    wanted = {
        "budget": columns.budgets or columns.years,
        "totals": columns.accounts or columns.years,
    }.get(use or "", (*columns.budgets, *columns.accounts, *columns.years))
    if len(wanted) == 1:
        return wanted[0], None
    if not wanted:
        return None, Text("Finner ingen kolonne for beløp.")
    return None, Text(
        "Beløpet kan være flere kolonner ({names}); skriv den som skal leses, som"
        " amount.",
        names=_names(seen, wanted),
    )


def _names(seen: Seen, indexes: Sequence[int]) -> str:
    return ", ".join(seen.names[index] for index in indexes)
