"""Exact amounts by tax category, and the categories of some terms."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.entries.tax_lines import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.agreement.claim_terms import ClaimTerms
    from fellesbok.agreement.claim_terms import Vat
    from fellesbok.entries.tax_lines import Key

Exact = dict[str, Fraction]


def scaled(exact: Exact, total_ore: int, default: Key) -> Exact:
    """The same proportions of a total; what has none is in the agreement's category."""
    of = sum(exact.values(), Fraction(0))
    if of:
        return {key: part * total_ore / of for key, part in exact.items()}
    return filled(exact, Fraction(total_ore), default)


def filled(exact: Exact, total_ore: Fraction, default: Key) -> Exact:
    """The parts, with what lacks to a total in proportion to their size.

    Unlike a scale it keeps parts of both signs as they are, when little lacks.
    """
    lacks = total_ore - sum(exact.values(), Fraction(0))
    size = sum(map(abs, exact.values()), Fraction(0))
    if size:
        return {key: part + lacks * abs(part) / size for key, part in exact.items()}
    return {default: lacks} if lacks else {}


def kinds_of(every_year: Iterable[ClaimTerms], now: ClaimTerms) -> dict[Key, Vat]:
    """Every category of the terms, the general one first, with all its reasons."""
    every = []
    for terms in (now, *every_year):
        every += [terms.vat] if terms.vat else []
        every += [vat for _, vat in sorted(terms.vat_by_cost_centre.items())]
    kinds: dict[Key, Vat] = {}
    for vat in every:
        known = kinds.setdefault(key_of(vat), vat)
        if vat.reason not in known.reason.split("; "):
            reason = "; ".join(filter(None, (known.reason, vat.reason)))
            kinds[key_of(vat)] = replace(known, reason=reason)
    return kinds


def key_under(terms: ClaimTerms, centre: str) -> Key:
    """The category of a cost centre under some terms."""
    vat = terms.vat_by_cost_centre.get(centre, terms.vat)
    if vat is None:  # the rules ask for it
        raise ContradictionError("Avgiften for ansvar {centre}", {"centre": centre})
    return key_of(vat)
