"""The same vouchers as books of other programs, each cost split as they split costs.

Others know a share of a cost and neither years, thresholds nor grants, so each cost of
a cooperation is split by what our year came to: what each payer bears of it, in parts
of ten thousand that add up.  The host's part stays where it is posted.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data
from beancount.parser import printer

from fellesbok.agreement.apportion import largest_remainder
from fellesbok.entries import vocabulary
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult

PARTS = 10_000
OWN = "Felles"
"""Who owns what is not split, where a program asks for somebody."""

RECEIVABLES = "Assets:Fordringer"
MEMO = "Liabilities:Fordelt"

Splits = dict[str, dict[str, int]]
"""By the cooperation's account component, and the payer: parts of ten thousand."""


def write_peers(folder: Path, ours: Path) -> tuple[dict[str, Path], Decimal]:
    """Write the books for each program.

    Args:
        folder: Where they are written.
        ours: The ledger as it is used, in the books folder.

    Returns:
        The file of each program by its name, and how many kroner each splits.
    """
    entries, _, options = loader.load_file(str(ours))
    splits = _splits(options[OPTION])
    opens: list[Directive] = [e for e in entries if isinstance(e, data.Open)]
    vouchers = [
        e
        for e in entries
        if isinstance(e, data.Transaction) and e.meta["filename"] != vocabulary.FILE
    ]
    texts = {
        "autobean.share": _autobean(opens, vouchers, splits),
        "beancount_share": _beancount_share(opens, vouchers, splits),
        "hledger --auto": _journal(vouchers, splits, "= ^Expenses:{}", "*"),
        "ledger": _journal(vouchers, splits, "= /^Expenses:{}/", ""),
    }
    files = {}
    for name, text in texts.items():
        files[name] = folder / f"{name.split()[0]}.txt"
        files[name].write_text("".join(text), encoding="utf-8")
    return files, _kroner_split(vouchers, splits)


def _splits(shared: Shared) -> Splits:
    """What each payer but the host bears of every cost of a cooperation."""
    return {
        result.cooperation.account: {
            slug.capitalize(): parts  # a word of metadata in Beancount is ASCII
            for slug, parts in _parts(result).items()
            if parts and slug != result.last_version.host
        }
        for result in shared.results
    }


def _parts(result: YearResult) -> Mapping[str, int]:
    """Parts of ten thousand of what a year has shared, by payer."""
    borne = result.periods[-1].apportionment.entitlements_ore
    whole = sum(borne.values(), Fraction(0))
    if not whole:
        return {}
    exact = {payer: ore * PARTS / whole for payer, ore in borne.items()}
    return largest_remainder(exact, PARTS, tie_order=sorted(exact)).amounts_ore


def _of(account: str, splits: Splits) -> dict[str, int]:
    """How what is posted on an account is split: nothing, but for costs."""
    root, cooperation, *_ = account.split(":")
    return splits.get(cooperation, {}) if root == "Expenses" else {}


def _kroner_split(vouchers: Sequence[Transaction], splits: Splits) -> Decimal:
    """What all payers but the hosts bear, exactly."""
    total = Decimal(0)
    for voucher in vouchers:
        for account, number in _rows(voucher):
            total += number * sum(_of(account, splits).values())
    return total / PARTS


def _rows(voucher: Transaction) -> Iterator[tuple[str, Decimal]]:
    """Accounts and amounts."""
    for posting in voucher.postings:
        units: Any = posting.units
        yield posting.account, units.number


def _autobean(
    opens: Sequence[Directive], vouchers: Sequence[Transaction], splits: Splits
) -> Iterator[str]:
    """As autobean is told of it: a policy for each cooperation's costs."""
    yield f'plugin "autobean.share" "{OWN}"\n'
    for name in ("default", "Assets:*", "Liabilities:*", "Income:*"):
        yield f'1970-01-01 custom "autobean.share.policy" "{name}"\n  share-{OWN}: 1\n'
    yield from map(printer.format_entry, opens)
    for cooperation, of in splits.items():
        weights = {**of, OWN: PARTS - sum(of.values())}
        shares = "".join(
            f"  share-{payer}: {part}\n" for payer, part in weights.items()
        )
        for account in (f"Expenses:{cooperation}", f"Expenses:{cooperation}:*"):
            yield f'2000-01-01 custom "autobean.share.policy" "{account}"\n{shares}'
    yield from map(_beancount, vouchers)


def _beancount_share(
    opens: Sequence[Directive], vouchers: Sequence[Transaction], splits: Splits
) -> Iterator[str]:
    """As beancount_share is told of it: the parts stand below each cost."""
    yield 'plugin "beancount_share.share"\n'
    yield from map(printer.format_entry, opens)
    for voucher in vouchers:
        yield _beancount(voucher, splits)


def _beancount(voucher: Transaction, splits: Splits | None = None) -> str:
    """A voucher as Beancount reads it, with parts below what is split."""
    lines = [f'{voucher.date} * "{voucher.payee}" "{voucher.narration}"']
    for account, number in _rows(voucher):
        lines.append(f"  {account}  {number} NOK")
        for place, (payer, parts) in enumerate(_of(account, splits or {}).items()):
            percent = Decimal(parts).scaleb(-2)
            lines.append(f'    share{place or ""}: "{payer}-{percent}p"')
    return "\n".join(lines) + "\n\n"


def _journal(
    vouchers: Sequence[Transaction], splits: Splits, rule: str, times: str
) -> Iterator[str]:
    """As hledger and ledger are told of it: a rule for each cooperation's costs."""
    for cooperation, of in splits.items():
        if of:
            yield f"{rule.format(cooperation)}\n"
        for payer, parts in of.items():
            part = Decimal(parts).scaleb(-4)
            yield f"  {RECEIVABLES}:{payer}  {times}{part}\n"
            yield f"  {MEMO}:{payer}  {times}-{part}\n"
        yield "\n"
    for voucher in vouchers:
        yield f"{voucher.date} * {voucher.payee} | {voucher.narration}\n"
        for account, number in _rows(voucher):
            yield f"  {account}  {number} NOK\n"
        yield "\n"
