"""A folder with ``rules.yaml`` and ``source.beancount`` → the oracle's plain values.

The books are parsed by Beancount and run through no plugin.  Accruals, funds, claims
and closings are not read: they are no vouchers.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import yaml
from beancount.core.data import Transaction
from beancount.parser import parser

from oracle.plain import Cooperation
from oracle.plain import Voucher
from oracle.plain import read_cooperation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path


def read_folder(
    folder: Path, slug: str | None = None
) -> tuple[Cooperation, list[Voucher]]:
    """One cooperation (the only one, if none is named) and its vouchers."""
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    rules = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- reads text alone
    slug = slug or next(iter(rules["cooperations"]))
    entries, errors, _ = parser.parse_file(str(folder / "source.beancount"))
    assert not errors
    found = list(_vouchers(entries, rules, rules["cooperations"][slug]))
    return read_cooperation(rules, slug), found


def _vouchers(
    entries: list[Any], rules: Mapping[str, Any], of: Mapping[str, Any]
) -> Iterator[Voucher]:
    slugs = {slug: slug for slug in _payers(rules)}
    slugs |= {payer["name"]: slug for slug, payer in _payers(rules).items()}
    centres = {
        centre["account"]: code for code, centre in of.get("cost_centres", {}).items()
    }
    for entry in (e for e in entries if isinstance(e, Transaction)):
        for posting in entry.postings:
            root, component, *rest = posting.account.split(":")
            if root not in {"Expenses", "Income"} or component != of["account"]:
                continue
            units: Any = posting.units  # vouchers are written with amounts
            says = {**entry.meta, **(posting.meta or {})}
            first, _, last = str(says.get("periode", entry.date)).partition("/")
            members = says.get("deltakere")
            sign = 1 if root == "Expenses" else -1
            by_account = next((centres[c] for c in rest if c in centres), "")
            yield Voucher(
                day=entry.date,
                ore=int(units.number * 100) * sign,
                first=date.fromisoformat(first),
                last=date.fromisoformat(last or first),
                income=root == "Income",
                centre=str(says.get("ansvar", by_account)),
                members=None
                if members is None
                else frozenset(slugs[name.strip()] for name in members.split(",")),
                key=says.get("noekkel"),
                bearer=slugs[says["betaler"]] if "betaler" in says else None,
            )


def _payers(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**rules["municipalities"], **rules.get("parties", {})}
