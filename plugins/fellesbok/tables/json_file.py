"""Records for programs (*JSON*): English names, exact amounts as text."""

from __future__ import annotations

import json
from dataclasses import fields
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


def json_of(records: object) -> str:
    """Records by the names of their fields: one, a list of them, or lists by name.

    Args:
        records: Dataclasses, or mappings of names to values.
    """
    return json.dumps(records, ensure_ascii=False, indent=2, default=_exact)


def _exact(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Decimal | Fraction | date):
        return str(value)
    raise TypeError(type(value).__name__)
