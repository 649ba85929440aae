"""The running accounts of a closed year (*løpende konto*), as rows of its basis.

For each account of a key that is not linear: the cost by who takes part in it, and for
each payer what it bears, what it has borne before, and what moved it.  Where there are
bounds, the level of each lot and the shift of each payer are there too: put into

    E_ij = U_ij · max(0, level_j + shift_i)

they prove the split (``distribution_key.bounds``).  Amounts are exact: kroner, and what
is a part of an øre as a fraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.titles import key_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.sharing.shared_pots import PotResult

ACCOUNT = "løpende konto"


@dataclass(frozen=True, order=True)
class BasisRow:
    """One thing that a year rests on; all of it as text.

    Attributes:
        kind: What it is: a voucher, a statistic, terms, an account …
        number: The voucher's number, or what tells rows of other kinds apart.
        day: The date of the voucher, statistic or terms.
        text: What it is for or called.
        whose: An account or a payer.
        value: Kroner with a comma, a figure, or words.
        note: What a voucher says against the agreement.
    """

    kind: str
    number: str
    day: str
    text: str
    whose: str
    value: str
    note: str


def account_rows(pot: PotResult, agreement: Agreement) -> Iterator[BasisRow]:
    """The rows of an account; none of a pot that its key shares by itself."""
    if pot.pot.key.is_linear:
        return
    account = f"{pot.pot.year}"
    if pot.pot.cost_centre:
        account = f"{account}, ansvar {pot.pot.cost_centre}"
    title = key_title(pot.pot.key)
    for payer, borne in sorted(pot.evaluation.entitlements_ore.items()):
        before = pot.borne_before_ore.get(payer, Fraction(0))
        note = f"båret tidligere: {_exact(before)}" if before else ""
        name = agreement.payer(payer).name
        yield _row(account, title, name, _exact(borne), note)
    for evaluation in _nodes(pot.evaluation):
        yield from _node_rows(evaluation, account, agreement)


def _nodes(evaluation: Evaluation) -> Iterator[Evaluation]:
    """Every key inside that holds for the year."""
    if not evaluation.key.is_linear:
        yield evaluation
        for step in evaluation.steps:
            yield from _nodes(step)


def _node_rows(
    evaluation: Evaluation, account: str, agreement: Agreement
) -> Iterator[BasisRow]:
    """The lots that a key was used on, and what it did to each payer."""
    title = key_title(evaluation.key)
    levels = list(evaluation.kept.levels) if evaluation.kept else []
    for lot in evaluation.lots:
        names = ", ".join(agreement.payer(slug).name for slug in lot.members)
        has_level = lot.amount_ore > 0 and levels
        note = f"nivå: {levels.pop(0)}" if has_level else ""
        yield _row(account, f"{title}: kostnad", names, _exact(lot.amount_ore), note)
    for payer, own in sorted(evaluation.figures.items()):
        name = agreement.payer(payer).name
        yield _row(account, f"{title}: bærer selv", name, _exact(own), "")
    for payer, (least, most) in sorted(evaluation.bounds.items()):
        shift = evaluation.kept.shifts.get(payer) if evaluation.kept else None
        note = f"flyttet: {shift}" if shift else ""
        bounds = "–".join("" if b is None else _exact(b) for b in (least, most))
        name = agreement.payer(payer).name
        yield _row(account, f"{title}: minimum–tak", name, bounds, note)


def _row(account: str, text: str, whose: str, value: str, note: str) -> BasisRow:
    return BasisRow(ACCOUNT, account, "", text, whose, value, note)


def _exact(amount_ore: Fraction) -> str:
    """Kroner with a comma; a part of an øre as a fraction after it."""
    ore = amount_ore.numerator // amount_ore.denominator
    rest = amount_ore - ore
    kroner = f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02d}"
    return f"{kroner} + {rest} øre" if rest else kroner
