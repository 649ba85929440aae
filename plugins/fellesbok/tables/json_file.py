"""Records for programs (*JSON*): English names, exact amounts as text."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def json_of(records: Sequence[Any]) -> str:
    """A list of records by the names of their fields.

    Args:
        records: Dataclasses, or mappings of names to values.
    """
    rows = [row if isinstance(row, dict) else asdict(row) for row in records]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=_exact)


def _exact(value: object) -> str:
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    raise TypeError(type(value).__name__)
