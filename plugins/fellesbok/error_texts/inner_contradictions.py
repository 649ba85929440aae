"""What is said of an inner contradiction: what is off, by how much, and what to do.

What nobody has foreseen (any other error of the programme) is told in the same way.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from fellesbok import __version__
from fellesbok.contradictions import ContradictionError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from decimal import Decimal


def why(error: Exception) -> Text:
    """What contradicts what, and by how much; of any other error where it arose."""
    if not isinstance(error, ContradictionError):
        return _unforeseen(error)
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


def _unforeseen(error: Exception) -> Text:
    """What the programme was not made for, for whom it is reported to."""
    *_, last = extract_tb(error.__traceback__)
    return Text(
        "programmet møtte noe det ikke er laget for ({kind}: {what}, i {file} linje"
        " {line}).",
        kind=type(error).__name__,
        what=str(error),
        file=Path(last.filename).name,
        line=last.lineno,
    )


def _difference(one: Decimal | Fraction, other: Decimal | Fraction) -> Fraction:
    """How much there is between two figures, exactly."""
    return abs(Fraction(one) - Fraction(other))


def year_is_left_out(error: Exception, title: str, year: int) -> Text:
    """A cooperation's year that nothing is shown of; the others are."""
    return Text(
        "{cooperation} {year} er ikke fordelt: {why} {report}",
        cooperation=title,
        year=year,
        why=why(error),
        report=_report(),
    )


def budget_is_left_out(error: Exception, title: str, year: int) -> Text:
    """A cooperation's budget that is not shared; the accounts are."""
    return Text(
        "Budsjettet til {cooperation} {year} er ikke fordelt: {why} {report}",
        cooperation=title,
        year=year,
        why=why(error),
        report=_report(),
    )


def not_shown(error: Exception) -> Text:
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
