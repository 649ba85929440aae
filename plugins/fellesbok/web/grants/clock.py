"""A grant's clock (*tilskuddets klokke*): time passed and money earned, as inline SVG.

What the picture shows is also said in words.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing.bars import BAR
from fellesbok.drawing.bars import BELOW
from fellesbok.drawing.bars import NOTHING
from fellesbok.drawing.bars import STEP
from fellesbok.drawing.bars import bars
from fellesbok.drawing.bars import dot
from fellesbok.drawing.bars import label
from fellesbok.drawing.bars import line
from fellesbok.drawing.bars import mark
from fellesbok.drawing.bars import percent
from fellesbok.drawing.bars import rect
from fellesbok.grants.tables import FIGURES
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from fellesbok.drawing import Picture
    from fellesbok.grants.records import GrantOnDay

TIME, WORDS = 62, 26
"""How high the part about time is, with a bar and without one."""

LIMITS, LIMIT = 94, 18
"""Where the limits stand, under where the money begins; and the next of them."""


def clock_svg(row: GrantOnDay, language: str) -> Picture:
    """The clock of a grant on the day that it is shown for."""
    title = Text("{grant}: tid og penger per {day}", grant=row.grant.title, day=row.day)
    limits = _limits(row)
    figures = (figure_text(row, name) for name in ("earned", "received"))
    said = [period_text(row), *figures, *limits]
    top = TIME if _has_time(row) else WORDS
    return bars(
        f"clock-{row.grant.slug}",
        (say(title, language), ". ".join(say(text, language) for text in said)),
        [*_time(row, language), *_money(row, top, language)],
        top + _base(row) + LIMIT * (len(limits) - 1) + 6,
    )


def period_text(row: GrantOnDay) -> Text:
    """The period that costs must fall in."""
    first, last = row.grant.first_day, row.grant.last_day
    if first is not None and last is not None:
        return Text("Perioden {first} – {last}", first=first, last=last)
    if last is not None:
        return Text("Perioden slutter {last}; første dag er ikke oppgitt", last=last)
    if first is not None:
        return Text("Perioden begynner {first}; siste dag er ikke oppgitt", first=first)
    return Text("Perioden er ikke oppgitt")


def figure_text(row: GrantOnDay, name: str) -> Text:
    """A figure of the day by its name in the records, or that it is not stated."""
    title, amount = FIGURES[name].title, getattr(row.stand, name)
    if amount is None:
        return Text("{figure}: ikke oppgitt", figure=title)
    return Text("{figure} {amount} kr", figure=title, amount=amount)


def _whole(row: GrantOnDay) -> Decimal | None:
    """What is promised, or else what is at hand."""
    stand = row.stand
    return stand.available if stand.committed is None else stand.committed


def _limits(row: GrantOnDay) -> list[Text]:
    """What is promised or at hand, and the cap; that the first is not stated is told.

    The cap comes first, if there is one.
    """
    stand = row.stand
    is_at_hand = stand.committed is None and stand.available is not None
    whole = figure_text(row, "available" if is_at_hand else "committed")
    return [whole] if stand.cap is None else [figure_text(row, "cap"), whole]


def _has_time(row: GrantOnDay) -> bool:
    """Whether there is a period or a deadline to draw."""
    return bool(row.dues) and _begins(row) < _ends(row)


def _time(row: GrantOnDay, language: str) -> Iterator[Markup]:
    """The period, how much of it has passed, and the deadlines; else the words alone.

    Where the first day is not stated, the bar begins in the first year that is known.
    """
    yield label(say(period_text(row), language), 0)
    if not _has_time(row):
        return
    begins, ends = _begins(row), _ends(row)

    def at(day: date) -> Decimal:
        inside = min(max(day, begins), ends)
        return percent(Decimal((inside - begins).days), Decimal((ends - begins).days))

    last = at(row.grant.last_day or ends)
    passed = "done" if row.grant.first_day is not None else "done faint"
    yield rect("whole", NOTHING, last, BELOW)
    yield rect(passed, NOTHING, min(at(row.day), last), BELOW)
    for due in row.dues:
        kind = "due" if due.is_open_on(row.day) else "met"
        said = f"{show(due.day, language)} {say(due.text, language)}"
        yield dot(kind, at(due.day), BELOW, said)
    yield line("now", at(row.day), BELOW - 3, BELOW + BAR + 3)
    yield mark(show(row.day, language), at(row.day), BELOW + BAR + 15, "now")


def _begins(row: GrantOnDay) -> date:
    """The first day of the picture; of a period without one, what is known first."""
    if row.grant.first_day is not None:
        return row.grant.first_day
    known = [c.day for c in row.grant.commitments if c.day is not None]
    known += [date(year.year, 1, 1) for year in row.years]
    return min([*known, row.day])


def _ends(row: GrantOnDay) -> date:
    """The last day of the picture: that of the period, or a later deadline."""
    known = [due.day for due in row.dues]
    return max([*known, row.day])


def _base(row: GrantOnDay) -> int:
    """Where the limits stand; higher where there is no bar above them."""
    return LIMITS if row.stand.received is not None else LIMITS - BAR - 4


def _money(row: GrantOnDay, top: int, language: str) -> Iterator[Markup]:
    """Earned and received against what is promised, and the cap across both.

    What is not stated has no bar, as an empty one would say zero.
    """
    stand, whole = row.stand, _whole(row)
    known = (whole, stand.earned, stand.received, stand.cap)
    largest = max((v for v in known if v is not None), default=NOTHING)
    wide = percent(whole or NOTHING, largest)
    rows = (
        (top, figure_text(row, "earned"), stand.earned),
        (top + STEP, figure_text(row, "received"), stand.received),
    )
    for above, said, amount in rows:
        yield label(say(said, language), above)
        if amount is not None and largest:
            yield rect("whole", NOTHING, wide, above + BELOW)
            yield rect("done", NOTHING, percent(amount, largest), above + BELOW)
    *cap, limit = _limits(row)
    base = top + _base(row)
    if stand.cap is not None:
        place = percent(stand.cap, largest)
        waits = percent(stand.not_payable or NOTHING, largest)
        yield rect("above", place, waits, top + BELOW)
        yield line("cap", place, top + BELOW - 4, base - 12)
        yield mark(say(cap[0], language), place, base, "cap")
        base += LIMIT
    yield mark(say(limit, language), wide or Decimal(100), base, "limit")
