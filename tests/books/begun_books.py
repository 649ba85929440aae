"""A region's first books: what ``init`` is given, and what is written first."""

from __future__ import annotations

VOUCHER = """
2026-03-31 * "Leverandør" "Lisenser"
  bilag: "2026-0001"
  Expenses:Felles-IT    12500.00 NOK
  Assets:Bank:Lyngen   -12500.00 NOK

2026-01-01 custom "budget" Expenses:Felles-IT "yearly" 100000.00 NOK
"""


def given_to_init(second: str = "Brann og redning") -> tuple[str, ...]:
    """The words of a region with three municipalities and two cooperations."""
    return (
        *("--region", "Lyngenfjord", "--year", "2026"),
        *("--municipality", "Lyngen=86011117947", "--municipality", "Gáivuotna"),
        *("--municipality", "5538", "--cooperation", "Felles IT"),
        *("--cooperation", second, "--key", "40 % likt", "--host", "Lyngen"),
        *("--basis", "net", "--due-days", "30", "--instalments", "4"),
    )
