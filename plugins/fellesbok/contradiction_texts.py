"""What is said of an inner contradiction: what is off, by how much, and what to do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok import __version__
from fellesbok.messages import Text

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.contradictions import ContradictionError


def why(error: ContradictionError) -> Text:
    """What contradicts what, and by how much."""
    what = Text(error.template, **error.values)
    if error.figures is None:
        return Text("{what} stemmer ikke.", what=what)
    one, other = error.figures
    return Text(
        "{what} skal være like, men er {one} kr og {other} kr: {off} kr i forskjell.",
        what=what,
        one=one,
        other=other,
        off=_difference(one, other),
    )


def _difference(one: Decimal | Fraction, other: Decimal | Fraction) -> Fraction:
    """How much there is between two figures, exactly."""
    return abs(Fraction(one) - Fraction(other))


def year_is_left_out(error: ContradictionError, title: str, year: int) -> Text:
    """A cooperation's year that nothing is shown of; the others are."""
    return Text(
        "{cooperation} {year} er ikke fordelt: {why} {report}",
        cooperation=title,
        year=year,
        why=why(error),
        report=_report(),
    )


def budget_is_left_out(error: ContradictionError, title: str, year: int) -> Text:
    """A cooperation's budget that is not shared; the accounts are."""
    return Text(
        "Budsjettet til {cooperation} {year} er ikke fordelt: {why} {report}",
        cooperation=title,
        year=year,
        why=why(error),
        report=_report(),
    )


def not_shown(error: ContradictionError) -> Text:
    """A figure, a section, a page or a command that has nothing to show."""
    return Text(
        "Dette kan ikke vises: {why} {report}", why=why(error), report=_report()
    )


def _report() -> Text:
    return Text(
        "Har bøkene andre feil, rett dem først. Ellers er det en feil i programmet"
        " (fellesbok {version}): meld fra om den, med denne meldingen, avtalen og"
        " bilagene til samarbeidet. De andre samarbeidene er ikke berørt.",
        version=__version__,
    )
