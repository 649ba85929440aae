"""Load a ledger whose plugin splits costs, and tell what came of it, as JSON.

Run as ``python one_split.py <ledger> <accounts>``: the first error, if there is one,
and the sum of what stands on the accounts whose names begin so.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any

from beancount import loader
from beancount.core import data


def main(ledger: str, accounts: str) -> None:
    """Load, and print."""
    entries, errors, _ = loader.load_file(ledger)
    total = Decimal(0)
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else ():
            if posting.account.startswith(accounts):
                units: Any = posting.units
                total += units.number
    first = str(errors[0].message) if errors else ""
    json.dump({"error": first, "total": str(total)}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
