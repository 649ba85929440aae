"""A grant's clock (*tilskuddets klokke*): time passed and money earned, as inline SVG.

Places are per cent of the width and sizes are points, so that the letters are as large
on a telephone as on a desk.  What the picture shows is also said in words.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.web.grant_rows import GrantRow

EARNED, RECEIVED, LIMITS, HIGH = 62, 104, 158, 186
"""Where each part begins, from above; the first is the time."""

LABEL, BAR = 12, 16
"""The base line of a label and the height of the bar under it."""

FIRST_THIRD, LAST_THIRD = 33, 66
NOTHING = Decimal(0)


def clock_svg(row: GrantRow, language: str) -> Markup:
    """The clock of a grant on the day that it is shown for."""
    name = f"clock-{row.grant.slug}"
    title = Text("{grant}: tid og penger per {day}", grant=row.grant.title, day=row.day)
    said = [period_text(row), earned_text(row), received_text(row), *_limits(row)]
    parts = [
        Markup(
            '<svg class="fb-clock" role="img" width="100%" height="{high}"'
            ' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif"'
            ' font-size="13"><title id="{name}-title">{title}</title>'
            '<desc id="{name}-desc">{said}.</desc>'
        ).format(
            name=name,
            high=HIGH,
            title=say(title, language),
            said=". ".join(say(text, language) for text in said),
        ),
        *_time(row, language),
        *_money(row, language),
    ]
    return Markup("").join([*parts, Markup("</svg>")])


def period_text(row: GrantRow) -> Text:
    """The period that costs must fall in."""
    first, last = row.grant.first_day, row.grant.last_day
    if first is not None and last is not None:
        return Text("Perioden {first} – {last}", first=first, last=last)
    if last is not None:
        return Text("Perioden slutter {last}; første dag er ikke oppgitt", last=last)
    if first is not None:
        return Text("Perioden begynner {first}; siste dag er ikke oppgitt", first=first)
    return Text("Perioden er ikke oppgitt")


def earned_text(row: GrantRow) -> Text:
    """What is earned so far."""
    if row.stand.earned is None:
        return Text("Opptjent: ikke oppgitt")
    return Text("Opptjent {amount} kr", amount=row.stand.earned)


def received_text(row: GrantRow) -> Text:
    """What has come so far."""
    if row.stand.received is None:
        return Text("Mottatt: ikke oppgitt")
    return Text("Mottatt {amount} kr", amount=row.stand.received)


def _whole(row: GrantRow) -> Decimal | None:
    """What is promised, or else what is at hand."""
    stand = row.stand
    return stand.available if stand.committed is None else stand.committed


def _limits(row: GrantRow) -> list[Text]:
    """What is promised or at hand, and the cap; that the first is not stated is told.

    The cap comes first, if there is one.
    """
    stand = row.stand
    if stand.committed is not None:
        whole = Text("Tilsagn {amount} kr", amount=stand.committed)
    elif stand.available is not None:
        whole = Text("Til rådighet {amount} kr", amount=stand.available)
    else:
        whole = Text("Tilsagn: ikke oppgitt")
    if stand.cap is None:
        return [whole]
    return [Text("Tak før sluttrapporten {amount} kr", amount=stand.cap), whole]


def _time(row: GrantRow, language: str) -> Iterator[Markup]:
    """The period, how much of it has passed, and the deadlines; else the words alone.

    Where the first day is not stated, the bar begins in the first year that is known.
    """
    yield _label(period_text(row), 0, language)
    begins, ends = _begins(row), _ends(row)
    if not row.dues or begins >= ends:
        return
    top = LABEL + 6

    def at(day: date) -> Decimal:
        inside = min(max(day, begins), ends)
        return _percent(Decimal((inside - begins).days), Decimal((ends - begins).days))

    last = at(row.grant.last_day or ends)
    passed = "done" if row.grant.first_day is not None else "done faint"
    yield _rect("whole", NOTHING, last, top)
    yield _rect(passed, NOTHING, min(at(row.day), last), top)
    for due in row.dues:
        yield Markup(
            '<circle class="{kind}" cx="{x}%" cy="{y}" r="6"><title>{said}</title>'
            "</circle>"
        ).format(
            kind="due" if due.is_open_on(row.day) else "met",
            x=at(due.day),
            y=top + BAR // 2,
            said=f"{show(due.day, language)} {say(due.text, language)}",
        )
    yield _line("now", at(row.day), top - 3, top + BAR + 3)
    yield _mark(show(row.day, language), at(row.day), top + BAR + 15, "now")


def _begins(row: GrantRow) -> date:
    """The first day of the picture; of a period without one, what is known first."""
    if row.grant.first_day is not None:
        return row.grant.first_day
    known = [c.day for c in row.grant.commitments if c.day is not None]
    known += [date(year.year, 1, 1) for year in row.years]
    return min([*known, row.day])


def _ends(row: GrantRow) -> date:
    """The last day of the picture: that of the period, or a later deadline."""
    known = [due.day for due in row.dues]
    return max([*known, row.day])


def _money(row: GrantRow, language: str) -> Iterator[Markup]:
    """Earned and received against what is promised, and the cap across both.

    What is not stated has no bar, as an empty one would say zero.
    """
    stand, whole = row.stand, _whole(row)
    known = (whole, stand.earned, stand.received, stand.cap)
    largest = max((v for v in known if v is not None), default=NOTHING)
    yield _label(earned_text(row), EARNED, language)
    yield _label(received_text(row), RECEIVED, language)
    if not largest:
        return
    wide = _percent(whole or NOTHING, largest)
    for top, amount in ((EARNED, stand.earned), (RECEIVED, stand.received)):
        if amount is not None:
            bar = top + LABEL + 6
            yield _rect("whole", NOTHING, wide, bar)
            yield _rect("done", NOTHING, _percent(amount, largest), bar)
    *cap, said = _limits(row)
    if stand.cap is not None:
        place = _percent(stand.cap, largest)
        above = _percent(stand.not_payable or NOTHING, largest)
        yield _rect("above", place, above, EARNED + LABEL + 6)
        yield _line("cap", place, EARNED + LABEL + 2, LIMITS - 10)
        yield _mark(say(cap[0], language), place, LIMITS + 2, "cap")
    base = LIMITS + 2 if stand.cap is None else LIMITS + 20
    yield _mark(say(said, language), wide if whole else Decimal(100), base, "limit")


def _label(text: Text, top: int, language: str) -> Markup:
    return Markup('<text x="0" y="{y}">{text}</text>').format(
        y=top + LABEL, text=say(text, language)
    )


def _mark(text: str, place: Decimal, base: int, kind: str) -> Markup:
    """A text at a place, which it never leaves the picture for."""
    anchor = "middle"
    if place < FIRST_THIRD:
        anchor = "start"
    elif place > LAST_THIRD:
        anchor = "end"
    return Markup(
        '<text class="{kind}" x="{x}%" y="{y}" text-anchor="{anchor}">{text}</text>'
    ).format(kind=kind, x=place, y=base, anchor=anchor, text=text)


def _rect(kind: str, left: Decimal, wide: Decimal, top: int) -> Markup:
    return Markup(
        '<rect class="{kind}" x="{x}%" y="{y}" width="{wide}%" height="{high}"/>'
    ).format(kind=kind, x=left, y=top, wide=wide, high=BAR)


def _line(kind: str, place: Decimal, top: int, base: int) -> Markup:
    return Markup(
        '<line class="{kind}" x1="{x}%" x2="{x}%" y1="{top}" y2="{base}"/>'
    ).format(kind=kind, x=place, top=top, base=base)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """Per cent of the width; a picture may round."""
    if part <= 0 or whole <= 0:
        return NOTHING
    return min(
        (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal(100)
    )
