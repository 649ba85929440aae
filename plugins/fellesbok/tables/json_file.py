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
    from collections.abc import Mapping
    from collections.abc import Sequence


def json_of(records: Sequence[Any] | Mapping[str, Any]) -> str:
    """A list of records by the names of their fields, or a mapping that holds such.

    Args:
        records: Dataclasses, or mappings of names to values; or one such mapping.
    """
    told = records if isinstance(records, dict) else [_named(row) for row in records]
    return json.dumps(told, ensure_ascii=False, indent=2, default=_exact)


def _named(row: Any) -> dict[str, Any]:  # noqa: ANN401 -- any dataclass
    return row if isinstance(row, dict) else asdict(row)


def _exact(value: object) -> str:
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    raise TypeError(type(value).__name__)
