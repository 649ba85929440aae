"""A drawn cooperation and its vouchers: as plain values, and as rules and books.

What the draw holds is told by its traits; how it is drawn stands in
``random_agreements``.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

import yaml

from oracle import Cooperation
from oracle import Voucher
from oracle import plain
from oracle import read_cooperation
from oracle.lines import lines_of
from oracle.nodes import has_threshold
from oracle.nodes import inner_keys
from oracle.nodes import is_linear

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from pathlib import Path

MUNICIPALITIES = {
    "aa": "910000004",
    "bb": "910000012",
    "cc": "910000020",
    "dd": "910000039",
    "ee": "910000047",
}
PARTIES = ("fylket", "staten")
CENTRES = {"10": "C10", "20": "C20"}
SETTLEMENTS = ("year", "half_year", "quarter", "month", "project_end")


class _InFull(yaml.CSafeDumper):
    """Writes what stands in two places twice: the rules know no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 -- never any
        return True


@dataclass(frozen=True)
class Draw:
    """A cooperation and its vouchers: the rules as written, the vouchers as values."""

    seed: int
    rules: Mapping[str, Any]
    vouchers: tuple[Voucher, ...]

    @cached_property
    def cooperation(self) -> Cooperation:
        """The terms as the oracle reads them."""
        return read_cooperation(self.rules, "x")

    @property
    def versions(self) -> list[dict[str, Any]]:
        """The versions as they are written."""
        return list(self.rules["cooperations"]["x"]["versions"])

    def with_versions(self, versions: list[dict[str, Any]]) -> Draw:
        """The same under other terms."""
        terms = {**self.rules["cooperations"]["x"], "versions": versions}
        return replace(self, rules={**self.rules, "cooperations": {"x": terms}})

    def with_settlement(self, settlement: str) -> Draw:
        """The same, settled otherwise."""
        return self.with_versions(
            [{**v, "settlement": settlement} for v in self.versions]
        )

    def write(self, folder: Path) -> Path:
        """Rules and books as files; gives the books."""
        rules = yaml.dump(
            self.rules, Dumper=_InFull, sort_keys=False, allow_unicode=True
        )
        (folder / "rules.yaml").write_text(rules, encoding="utf-8")
        path = folder / "source.beancount"
        path.write_text(source_text(self.vouchers), encoding="utf-8")
        return path

    @cached_property
    def traits(self) -> frozenset[str]:
        """What there is in it, for the count of what was drawn."""
        return frozenset(_traits(self))


def payer_name(slug: str) -> str:
    """The name (and account component) of a payer."""
    return slug.capitalize()


def source_text(vouchers: Iterable[Voucher]) -> str:
    """The books: every account that may be needed, and the vouchers."""
    accounts = ["Assets:Bank", "Equity:Start", "Expenses:X", "Income:X:Tilskudd"]
    accounts += ["Income:X:Overskudd", "Income:X:Fond", "Liabilities:Uavklart:X"]
    accounts += ["Liabilities:Tilskudd:X", "Liabilities:Påløpt:X"]
    for component in CENTRES.values():
        accounts += [f"Expenses:X:{component}", f"Income:X:{component}:Tilskudd"]
    for slug in (*MUNICIPALITIES, *PARTIES):
        name = payer_name(slug)
        accounts += [f"Assets:Fordringer:{name}:X", f"Assets:Krav:{name}:X"]
        accounts += [f"Liabilities:Utlegg:{name}:X", f"Income:X:Kommuner:{name}"]
        accounts.append(f"Liabilities:Fond:X:{name}")
    text = (
        'option "operating_currency" "NOK"\nplugin "fellesbok.plugin" "rules.yaml"\n\n'
    )
    text += "".join(f"2019-01-01 open {account} NOK\n" for account in accounts)
    return text + "".join(map(voucher_text, vouchers))


def kroner(ore: int) -> str:
    """Øre as an amount in the books."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def voucher_text(voucher: Voucher) -> str:
    """A voucher as a person writes it; what is as usual is not said."""
    centre = f":{CENTRES[voucher.centre]}" if voucher.centre else ""
    account = f"Income:X{centre}:Tilskudd" if voucher.income else f"Expenses:X{centre}"
    sign = -1 if voucher.income else 1
    amount, other = kroner(voucher.ore * sign), kroner(-voucher.ore * sign)
    says = ""
    if (voucher.first, voucher.last) != (voucher.day, voucher.day):
        says += f'  periode: "{voucher.first}/{voucher.last}"\n'
    if voucher.members is not None:
        names = ", ".join(payer_name(slug) for slug in sorted(voucher.members))
        says += f'  deltakere: "{names}"\n'
    if voucher.key is not None:
        says += f'  noekkel: "{voucher.key}"\n'
    if voucher.bearer is not None:
        says += f'  betaler: "{payer_name(voucher.bearer)}"\n'
    return (
        f'\n{voucher.day} * "Bilag"\n{says}'
        f"  {account}  {amount} NOK\n  Assets:Bank  {other} NOK\n"
    )


# ------------------------------------------------------------------ what was drawn


def _traits(of: Draw) -> Iterable[str]:
    lots: dict[Any, set[Any]] = {}
    for voucher in of.vouchers:
        for line in lines_of(of.cooperation, voucher):
            account, piece = line.unit.account, line.piece
            lot: tuple[Any, ...] = (piece.participants,)
            if has_threshold(account.key):
                lot += (piece.bearer, piece.day)
            lots.setdefault(account, set()).add(lot)
    nonlinear = [account for account in lots if not is_linear(account.key)]
    if nonlinear:
        yield "ikke lineær"
    if any(len(lots[account]) > 1 for account in nonlinear):
        yield "ikke lineær, to lotter eller flere"
    for account in lots:
        yield from _nestings(account.key, "")
    vouchers, versions = of.vouchers, of.versions
    marks = {
        "refusjon": any(v.ore < 0 for v in vouchers),
        "tilskudd": any(v.income for v in vouchers),
        "deltakere": any(v.members for v in vouchers),
        "noekkel": any(v.key for v in vouchers),
        "betaler": any(v.bearer for v in vouchers),
        "ansvar": any(v.centre for v in vouchers),
        "sent bilag": any(v.first.year < v.day.year for v in vouchers),
        "forskudd": any(v.last.year > v.day.year for v in vouchers),
        "flere versjoner": len(versions) > 1,
        "nytt medlem": len({tuple(v["participants"]) for v in versions}) > 1,
        "ny vert": len({v["host"] for v in versions}) > 1,
        "deler av året": any(v["settlement"] in SETTLEMENTS[1:4] for v in versions),
        "flere regnskapsår": len({v.day.year for v in vouchers}) > 1,
    }
    yield from (name for name, holds in marks.items() if holds)


def _nestings(key: plain.Key, outside: str) -> Iterable[str]:
    name = type(key).__name__.lower()
    path = f"{outside} > {name}" if outside else name
    inner = inner_keys(key)
    if not inner and is_linear(key):
        path = f"{outside} > lineær" if outside else "lineær"
    yield path
    for inside in inner:
        yield from _nestings(inside, path)
