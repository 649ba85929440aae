"""A grant's clock (*tilskuddets klokke*): time passed and money earned, as inline SVG.

What the picture shows is also said in words.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.web.frame.bars import BAR
from fellesbok.web.frame.bars import BELOW
from fellesbok.web.frame.bars import NOTHING
from fellesbok.web.frame.bars import STEP
from fellesbok.web.frame.bars import label
from fellesbok.web.frame.bars import line
from fellesbok.web.frame.bars import mark
from fellesbok.web.frame.bars import percent
from fellesbok.web.frame.bars import picture
from fellesbok.web.frame.bars import rect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.web.grants.rows import GrantRow

TIME, WORDS = 62, 26
"""How high the part about time is, with a bar and without one."""

LIMITS, LIMIT = 94, 18
"""Where the limits stand, under where the money begins; and the next of them."""


def clock_svg(row: GrantRow, language: str) -> Markup:
    """The clock of a grant on the day that it is shown for."""
    title = Text("{grant}: tid og penger per {day}", grant=row.grant.title, day=row.day)
    limits = _limits(row)
    said = [period_text(row), earned_text(row), received_text(row), *limits]
    top = TIME if _has_time(row) else WORDS
    parts = [
        picture(
            f"clock-{row.grant.slug}",
            say(title, language),
            ". ".join(say(text, language) for text in said),
            top + _base(row) + LIMIT * (len(limits) - 1) + 6,
        ),
        *_time(row, language),
        *_money(row, top, language),
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


def _has_time(row: GrantRow) -> bool:
    """Whether there is a period or a deadline to draw."""
    return bool(row.dues) and _begins(row) < _ends(row)


def _time(row: GrantRow, language: str) -> Iterator[Markup]:
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
        yield Markup(
            '<circle class="{kind}" cx="{x}%" cy="{y}" r="6"><title>{said}</title>'
            "</circle>"
        ).format(
            kind="due" if due.is_open_on(row.day) else "met",
            x=at(due.day),
            y=BELOW + BAR // 2,
            said=f"{show(due.day, language)} {say(due.text, language)}",
        )
    yield line("now", at(row.day), BELOW - 3, BELOW + BAR + 3)
    yield mark(show(row.day, language), at(row.day), BELOW + BAR + 15, "now")


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


def _base(row: GrantRow) -> int:
    """Where the limits stand; higher where there is no bar above them."""
    return LIMITS if row.stand.received is not None else LIMITS - BAR - 4


def _money(row: GrantRow, top: int, language: str) -> Iterator[Markup]:
    """Earned and received against what is promised, and the cap across both.

    What is not stated has no bar, as an empty one would say zero.
    """
    stand, whole = row.stand, _whole(row)
    known = (whole, stand.earned, stand.received, stand.cap)
    largest = max((v for v in known if v is not None), default=NOTHING)
    wide = percent(whole or NOTHING, largest)
    rows = (
        (top, earned_text(row), stand.earned),
        (top + STEP, received_text(row), stand.received),
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
