"""Records for programs (*JSON*): English names, exact amounts as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def json_of(records: Sequence[Any] | Mapping[str, Sequence[Any]]) -> str:
    """Records by the names of their fields: one list, or several lists by name.

    Args:
        records: Dataclasses, or mappings of names to values.
    """
    told: Any = (
        {name: _plain(rows) for name, rows in records.items()}
        if isinstance(records, Mapping)
        else _plain(records)
    )
    return json.dumps(told, ensure_ascii=False, indent=2, default=_exact)


def _plain(records: Sequence[Any]) -> list[dict[str, Any]]:
    return [row if isinstance(row, dict) else asdict(row) for row in records]


def _exact(value: object) -> str:
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    raise TypeError(type(value).__name__)
