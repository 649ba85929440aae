"""An amount and exact entitlements → whole øre that add up.

Largest remainder (*største brøkdels metode*, Hamilton): everybody gets the whole øre of
the exact entitlement, and the øre that are left go one each to those with the largest
fraction.  Charging the difference between two cumulative apportionments ("bær resten")
never drifts: after any number of vouchers each municipality is less than one øre from
its exact entitlement, whichever order the vouchers came in.

This room knows no accounting and uses the standard library alone, so that an auditor
can run it in a bare Python.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from fellesbok.contradictions import must_equal
from fellesbok.contradictions import must_hold
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence


@frozen
class Apportionment:
    """Whole øre that add up to the total, and how each came about.

    Attributes:
        entitlements_ore: The exact entitlement of each payer in øre.
        amounts_ore: The whole øre of each payer; their sum is the total.
        raised: Payers that got one of the øre that were left over.
        tied: Payers whose fraction was equal to another's at the border, so that the
            tie order decided who was raised.
    """

    entitlements_ore: Mapping[str, Fraction]
    amounts_ore: Mapping[str, int]
    raised: frozenset[str]
    tied: frozenset[str]


def largest_remainder(
    entitlements_ore: Mapping[str, Fraction],
    total_ore: int,
    *,
    tie_order: Sequence[str],
) -> Apportionment:
    """Whole øre that add up to the total, each within one øre of the entitlement.

    Rounding is toward minus infinity before the left-over øre are given out, so that
    refunds mirror costs.  A payer with entitlement 0 never gets an øre.

    Args:
        entitlements_ore: Exact entitlement in øre by payer, of any sign.
        total_ore: What the amounts shall add up to: the sum of the entitlements, or
            that sum rounded down to whole øre.
        tie_order: Every payer, the one first in line for an øre first.

    Raises:
        ContradictionError: The total is not the entitlements' sum in whole øre.
    """
    # Counted in equal parts of an øre they are whole numbers, which are quicker to add
    # and to compare than fractions, and as exact.
    pairs = {p: exact.as_integer_ratio() for p, exact in entitlements_ore.items()}
    whole = lcm(*(denominator for _, denominator in pairs.values()))
    exact = {p: number * (whole // of) for p, (number, of) in pairs.items()}
    entitled = sum(exact.values()) // whole
    what = "Det betalerne skal bære, og summen som fordeles,"
    must_equal(what, Fraction(entitled, 100), Fraction(total_ore, 100))
    amounts, fractions = {}, {}
    for payer, parts in exact.items():
        amounts[payer], fractions[payer] = divmod(parts, whole)
    place = {payer: number for number, payer in enumerate(tie_order)}
    ranked = sorted(amounts, key=lambda payer: (-fractions[payer], place[payer]))
    left_over = total_ore - sum(amounts.values())
    raised = ranked[:left_over]
    for payer in raised:
        amounts[payer] += 1
    given = sum(amounts.values())
    must_equal(what, Fraction(given, 100), Fraction(total_ore, 100))
    must_hold(
        "At ingen er en hel øre fra det den skal bære,",
        all(abs(amounts[p] * whole - exact[p]) < whole for p in amounts),
    )
    return Apportionment(
        entitlements_ore=dict(entitlements_ore),
        amounts_ore=amounts,
        raised=frozenset(raised),
        tied=_tied_at_border(ranked, fractions, left_over),
    )


def tie_order(
    payers: Iterable[str],
    *,
    owed_before: Mapping[str, Fraction],
    agreement: str,
    year: int,
) -> tuple[str, ...]:
    """Who is first in line where fractions are equal: nobody is favoured over time.

    First the payer that has been charged least relative to its entitlement in the
    years before; then by a draw that nobody chooses and everybody can repeat: the
    SHA-256 digest of ``agreement|year|payer``, the smallest first.

    Args:
        payers: Slugs of the payers.
        owed_before: Entitlement less charge in øre over the earlier years; a payer
            that is not in it counts as 0.
        agreement: Slug of the cooperation.
        year: The accounting year, so that the draw differs from year to year.
    """

    def precedence(payer: str) -> tuple[Fraction | int, str]:
        lot = hashlib.sha256(f"{agreement}|{year}|{payer}".encode()).hexdigest()
        return -owed_before.get(payer, 0), lot

    return tuple(sorted(payers, key=precedence))


def _tied_at_border(
    ranked: Sequence[str], fractions: Mapping[str, int], left_over: int
) -> frozenset[str]:
    """Payers with the fraction at the border, if it stands on both sides of it."""
    if not 0 < left_over < len(ranked):
        return frozenset()
    border = fractions[ranked[left_over]]
    if fractions[ranked[left_over - 1]] != border:
        return frozenset()
    return frozenset(payer for payer in ranked if fractions[payer] == border)
