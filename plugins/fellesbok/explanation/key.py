"""A key used on an amount → rows that show each step for one payer."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import BasePlusRest
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import ByStatistic
from fellesbok.agreement.distribution_key import Combined
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import PricePerUnit
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import SizeSteps
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.statistic_tables import cited
from fellesbok.agreement.statistic_tables import looked_up
from fellesbok.agreement.statistic_tables import title_of
from fellesbok.agreement.tables import SOURCE
from fellesbok.agreement.titles import key_title
from fellesbok.agreement.titles import percent
from fellesbok.agreement.titles import reading_title
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import exact_kroner
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.sharing.assumption_tables import EFFECT
from fellesbok.tables.values import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.sharing.readings import OtherReading
    from fellesbok.sharing.settlement import YearResult


@frozen
class Row:
    """One line of an explanation.

    Attributes:
        label: What it says.
        amount_ore: An exact amount in øre, or ``None``.
        place: File and line that it is read from.
        depth: How far inside the key it is.
        total: Whether it is a sum or a result.
    """

    label: Text
    amount_ore: Fraction | None = None
    place: tuple[str, int] | None = None
    depth: int = 0
    total: bool = False


def key_rows(
    evaluation: Evaluation, payer: str, agreement: Agreement, depth: int = 0
) -> Iterator[Row]:
    """The steps of a key for one payer, the inner ones further in.

    A leaf says the payer's figure and the sum it is taken of; a key of several parts
    says each part's amount first.
    """
    key = evaluation.key
    entitled = evaluation.entitlements_ore.get(payer, Fraction(0))
    if evaluation.lots and key.is_linear:
        yield from _lot_rows(evaluation, payer, agreement, depth)
        return
    match key:
        case Named():
            yield from key_rows(evaluation.steps[0], payer, agreement, depth)
        case Combined():
            for (weight, _), step in zip(key.parts, evaluation.steps, strict=True):
                yield _part(weight, step, depth)
                yield from key_rows(step, payer, agreement, depth + 1)
        case Groups():
            for group, step in zip(key.groups, evaluation.steps, strict=True):
                if payer in step.entitlements_ore:
                    yield _part(group.share, step, depth)
                    yield from key_rows(step, payer, agreement, depth + 1)
        case Bounded() | Threshold() | BasePlusRest():
            yield from _around_another_key(evaluation, payer, agreement, depth)
        case _:
            label = _leaf(evaluation, payer, agreement)
            yield Row(label, entitled, depth=depth)


def figures_used(evaluation: Evaluation, agreement: Agreement) -> Iterator[Text]:
    """Every statistic a key looked up: the payers' figures, their sum and source."""
    for name, day, figures in looked_up(evaluation):
        series = agreement.statistics[name]
        own = (series.on(payer, day).source for payer in figures)
        sources = sorted({cited(source) for source in own if source})
        told = [
            Text("{name} {figure}", name=agreement.payer(payer).name, figure=figure)
            for payer, figure in figures.items()
        ]
        source = "; ".join(dict.fromkeys([cited(series.source), *sources]))
        yield Text(
            "{title}: {figures}; sum {total} {unit}. {source}",
            title=title_of(series, day),
            figures=joined(told),
            total=sum(figures.values(), Fraction(0)),
            unit=series.unit,
            source=labelled(SOURCE, source),
        )


def _part(weight: Fraction, step: Evaluation, depth: int) -> Row:
    label = Text(
        "{weight} {key}: å fordele", weight=percent(weight), key=key_title(step.key)
    )
    return Row(label, step.amount_ore, depth=depth)


def _lot_rows(
    evaluation: Evaluation, payer: str, agreement: Agreement, depth: int
) -> Iterator[Row]:
    """The cost of the year by who takes part in it, each with the key's steps."""
    several = len(evaluation.lots) > 1
    for lot, step in zip(evaluation.lots, evaluation.steps, strict=True):
        if several:
            names = [agreement.payer(slug).name for slug in lot.members]
            template = (
                "tilbakebetaling mellom {members}"
                if lot.amount_ore < 0
                else "kostnad som deles av {members}"
            )
            label = Text(template, members=", ".join(names))
            yield Row(label, lot.amount_ore, depth=depth)
        if payer in step.entitlements_ore:
            yield from key_rows(step, payer, agreement, depth + several)


def _around_another_key(
    evaluation: Evaluation, payer: str, agreement: Agreement, depth: int
) -> Iterator[Row]:
    """A key that changes what another key gives: first that, then the change."""
    key = evaluation.key
    if isinstance(key, Bounded):
        yield from _within_bounds(evaluation, payer, agreement, depth)
        return
    first = evaluation.figures.get(payer, Fraction(0))
    label = (
        Text("betaleren bærer selv opp til terskelen")
        if isinstance(key, Threshold)
        else Text("grunnbeløp")
    )
    yield Row(label, first, depth=depth)
    rest = evaluation.steps[0]
    label = Text("resten, {key}: å fordele", key=key_title(rest.key))
    yield Row(label, rest.amount_ore, depth=depth)
    yield from key_rows(rest, payer, agreement, depth + 1)


def _within_bounds(
    evaluation: Evaluation, payer: str, agreement: Agreement, depth: int
) -> Iterator[Row]:
    """What the key inside gives, the payer's bounds, and how it came within them.

    The bounds are for the part of the year that the payer takes part in.  One who is
    held at a bound bears that; the others share what is left, each by what the key
    gives it times the level of the lot (``distribution_key.bounds``).
    """
    yield from _lot_rows(evaluation, payer, agreement, depth)
    nothing = Fraction(0)
    given = [s.entitlements_ore.get(payer, nothing) for s in evaluation.steps]
    if len(given) > 1:
        label = Text("etter nøkkelen, før minimum og tak")
        yield Row(label, sum(given, nothing), depth=depth)
    least, most = evaluation.bounds.get(payer, (None, None))
    entitled = evaluation.entitlements_ore.get(payer, nothing)
    if evaluation.kept is not None and evaluation.kept.shifts:
        yield from _levels(evaluation, payer, agreement, depth)
    label = Text(
        "med minimum {least} og tak {most} per år",
        least=_bound(least),
        most=_bound(most),
    )
    yield Row(label, entitled, depth=depth)


def _levels(
    evaluation: Evaluation, payer: str, agreement: Agreement, depth: int
) -> Iterator[Row]:
    """Who is held at a bound, and by which factor the others bear what is left."""
    kept = evaluation.kept
    if kept is None:
        return
    names = ", ".join(agreement.payer(slug).name for slug in sorted(kept.shifts))
    yield Row(Text("holdt på minimum eller tak: {payers}", payers=names), depth=depth)
    shift = kept.shifts.get(payer)
    costs = [step for step in evaluation.steps if step.amount_ore > 0]
    for step, level, amounts in zip(costs, kept.levels, kept.amounts, strict=True):
        given = step.entitlements_ore.get(payer)
        if given:
            factor = level if shift is None else max(Fraction(0), level + shift)
            label = Text(
                "{given} kr × {factor}, så grensene holder",
                given=given / 100,
                factor=str(factor),
            )
            yield Row(label, amounts[payer], depth=depth + 1)


def _bound(amount_ore: Fraction | None) -> str | Decimal | Fraction:
    """A bound in kroner; one for a part of a year may be a part of an øre."""
    if amount_ore is None:
        return "–"
    return exact_kroner(amount_ore)


def _leaf(evaluation: Evaluation, payer: str, agreement: Agreement) -> Text:  # noqa: PLR0911 -- one line a kind
    """What a key without parts says of one payer."""
    key, figure = evaluation.key, evaluation.figures.get(payer, Fraction(0))
    total = sum(evaluation.figures.values(), Fraction(0))
    match key:
        case Equal():
            return Text("likt på {count}: × 1 / {count}", count=len(evaluation.figures))
        case ByStatistic():
            unit = agreement.statistics[key.statistic].unit
            return Text(
                "{unit}: × {figure} / {total}", unit=unit, figure=figure, total=total
            )
        case Shares():
            return Text("fast andel: × {share}", share=percent(figure))
        case Weights():
            return Text("vekt: × {figure} / {total}", figure=figure, total=total)
        case FixedAmounts():
            return Text(
                "fast beløp {amount} kr {per}",
                amount=kroner(int(figure)),
                per=Text("per år") if key.per == "year" else Text("for hele avtalen"),
            )
        case PricePerUnit():
            unit = agreement.statistics[key.statistic].unit
            price = key.price_ore / 100
            return Text(
                "{figure} {unit} × {price} kr", figure=figure, unit=unit, price=price
            )
        case SizeSteps():
            unit = agreement.statistics[key.statistic].unit
            return Text("trinnet for {figure} {unit}", figure=figure, unit=unit)
        case NotStated():
            return Text("gruppen samlet; fordelingen i gruppen er ikke oppgitt")
        case _:
            raise TypeError(key)


def effect_rows(
    assumption: Assumption,
    readings: Iterable[OtherReading],
    result: YearResult,
    payer: str,
    *,
    as_written: bool,
) -> Iterator[Row]:
    """What an assumption means for a payer: calculated, or else as it is written.

    What is written may tell of all members, so ``as_written`` says if it may be shown.
    """
    of_year = (result.cooperation.slug, result.year, assumption.text)
    others = [
        r for r in readings if (r.cooperation, r.year, r.assumption.text) == of_year
    ]
    for other in others:
        label = Text("Lest som «{reading}»", reading=reading_title(other.reading))
        yield Row(label, Fraction(other.other_ore.get(payer, 0)), depth=1)
    if assumption.effect and not others and as_written:
        yield Row(labelled(EFFECT, assumption.effect), depth=1)
