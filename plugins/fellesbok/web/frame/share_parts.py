"""What the shares of a cooperation's year are put together of, for one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.objected_shares import objected_shares
from fellesbok.explanation.key_part_picture import parts_picture
from fellesbok.explanation.key_part_tables import NAME
from fellesbok.explanation.key_part_tables import parts_table
from fellesbok.explanation.key_parts import parts_as_charged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.drawing import Picture
    from fellesbok.explanation.key_parts import KeyParts
    from fellesbok.messages import Text
    from fellesbok.tables import Table
    from fellesbok.web.frame.asked import Asked

Drawn = tuple["Text", "Picture"]


def share_parts(
    asked: Asked, cooperation: Cooperation, year: int | None
) -> KeyParts | None:
    """The parts of a year's shares, or of the newest year that is shared."""
    results = [
        result
        for result in asked.shared.results
        if result.cooperation.slug == cooperation.slug
        and result.periods[-1].apportionment.amounts_ore
        and year in {None, result.year}
    ]
    if not results:
        return None
    newest = max(results, key=lambda result: result.year)
    return parts_as_charged(newest, asked.every_share(), _seen(asked, cooperation))


def _seen(asked: Asked, cooperation: Cooperation) -> Sequence[Payer]:
    """Those whose shares the reader may see, in the order of the agreements."""
    every = asked.shared.agreement.payers
    return [p for p in every if asked.shared.may_see(cooperation, p.slug)]


def parts_shown(
    asked: Asked, cooperation: Cooperation, found: KeyParts | None
) -> tuple[list[Table], dict[str, Drawn]]:
    """The parts with their picture, where a share has several, and the objections."""
    if found is None or not found.is_put_together:
        return [], {}
    sees_all = asked.shared.sees_all(cooperation)
    payers = _seen(asked, cooperation)
    table = parts_table(found, cooperation, payers, sees_all=sees_all)
    drawn = parts_picture(found, cooperation, payers, asked.language)
    of = [(cooperation.account, payer.name, found.year) for payer in payers]
    objected = objected_shares(asked.all_entries, asked.shared.agreement)
    return [table, *objected.table(of)], {NAME: drawn}


def parts_drawn(asked: Asked, cooperation: Cooperation, found: KeyParts) -> Drawn:
    """The picture alone."""
    payers = _seen(asked, cooperation)
    return parts_picture(found, cooperation, payers, asked.language)
