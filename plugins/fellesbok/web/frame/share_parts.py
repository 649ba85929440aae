"""What the shares of a cooperation's year are put together of, for one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from fellesbok.drawing.stacks import stacks_svg
from fellesbok.explanation.key_part_tables import NAME
from fellesbok.explanation.key_part_tables import part_of
from fellesbok.explanation.key_part_tables import parts_table
from fellesbok.explanation.key_part_tables import parts_title
from fellesbok.explanation.key_parts import key_parts
from fellesbok.messages import kroner
from fellesbok.messages import say
from fellesbok.tables.values import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.drawing.picture import Picture
    from fellesbok.explanation.key_parts import KeyParts
    from fellesbok.messages import Text
    from fellesbok.sharing.statement import Share
    from fellesbok.tables.values import Table
    from fellesbok.web.frame.asked import Asked

Drawn = tuple["Text", "Picture"]


def share_parts(
    asked: Asked, cooperation: Cooperation, year: int | None
) -> KeyParts | None:
    """The parts of a year's shares, or of the newest year that is shared.

    A closed year is what it was fixed as.  Where that is no longer what the agreement
    and the vouchers give, its shares are not put together of these parts: ``None``.
    """
    results = [
        result
        for result in asked.shared.results
        if result.cooperation.slug == cooperation.slug
        and result.periods[-1].apportionment.amounts_ore
        and year in {None, result.year}
    ]
    if not results:
        return None
    found = key_parts(max(results, key=lambda result: result.year))
    for payer in _seen(asked, cooperation):
        posted = added(
            share.amount
            for share in asked.every_share()
            if _is_of(share, cooperation, payer, found.year)
        )
        if (posted or 0) != kroner(found.borne_ore.get(payer.slug, 0)):
            return None
    return found


def _is_of(share: Share, cooperation: Cooperation, payer: Payer, year: int) -> bool:
    return (share.cooperation, share.municipality, share.day.year) == (
        cooperation.account,
        payer.name,
        year,
    )


def _seen(asked: Asked, cooperation: Cooperation) -> Sequence[Payer]:
    """Those whose shares the reader may see, in the order of the agreements."""
    every = asked.shared.agreement.payers
    return [p for p in every if asked.shared.may_see(cooperation, p.slug)]


def parts_shown(
    asked: Asked, cooperation: Cooperation, found: KeyParts | None
) -> tuple[list[Table], dict[str, Drawn]]:
    """The table and its picture, where a share has more than one part."""
    if found is None or len(found.parts) < 2:  # noqa: PLR2004 -- said above
        return [], {}
    sees_all = asked.shared.sees_all(cooperation)
    payers = _seen(asked, cooperation)
    table = parts_table(found, cooperation, payers, sees_all=sees_all)
    return [table], {NAME: parts_picture(asked, cooperation, found)}


def parts_picture(asked: Asked, cooperation: Cooperation, found: KeyParts) -> Drawn:
    """A bar for each payer that may be seen, of the very figures of the table."""
    numbers = range(len(found.parts))
    bars = tuple(
        Bar(
            payer.name,
            tuple(part_of(found, payer, number) for number in numbers),
            kroner(found.borne_ore[payer.slug]),
        )
        for payer in _seen(asked, cooperation)
        if payer.slug in found.borne_ore
    )
    title = parts_title(cooperation, found.year)
    series = tuple(say(part.title, asked.language) for part in found.parts)
    chart = Chart("deler", say(title, asked.language), series, bars)
    return title, stacks_svg(chart, asked.language)
