"""Load a ledger whose plugin splits costs, and tell what came of it, as JSON.

Run as ``python one_split.py <ledger> <accounts>``: the first error, if there is one,
and the sum of what stands on the accounts whose names begin so.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal

from beancount import loader
from beancount.core import data


def main(ledger: str, accounts: str) -> None:
    """Load, and print."""
    entries, errors, _ = loader.load_file(ledger)
    total = sum(
        (
            posting.units.number or Decimal(0)
            for entry in entries
            if isinstance(entry, data.Transaction)
            for posting in entry.postings
            if posting.account.startswith(accounts) and posting.units
        ),
        Decimal(0),
    )
    first = str(errors[0].message) if errors else ""
    json.dump({"error": first, "total": str(total)}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
