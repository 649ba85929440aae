"""Two states of the books side by side, amount by amount."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Equal
from fellesbok.compare.bearing import Bearing
from fellesbok.compare.bearing import Ground
from fellesbok.compare.effects import effects
from fellesbok.compare.records import Comparison
from fellesbok.compare.records import Whose
from fellesbok.compare.records import YearOf
from fellesbok.messages import Text
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

VIKA = agreement(version(Equal()))
IN_2018 = YearOf("ikt", 2018)


def state(
    amounts: Mapping[str, str],
    *,
    cost: int = 100_00,
    keys: str = "likt",
    lacking: Collection[YearOf] = (),
    year: int = 2018,
) -> Bearing:
    """What each payer bears of a cost in øre that is shared by some keys."""
    of = YearOf("ikt", year)
    return Bearing(
        {Whose("ikt", slug, year): Decimal(kr) for slug, kr in amounts.items()},
        {} if of in lacking else {of: Ground(keys, (cost,))},
        dict.fromkeys(lacking, ()),
        VIKA.cooperations,
        {slug: payer.name for slug, payer in VIKA.municipalities.items()},
    )


def compared(
    before: Bearing,
    after: Bearing,
    *alone: Bearing | None,
    notes: tuple[Text, ...] = (),
) -> Comparison:
    """The two, and each change alone; the one change is all where none is given."""
    parts = alone or (after,)
    found, years, lacking = effects(before, after, parts)
    return Comparison(
        before=Text("bøkene"),
        after=Text("forslaget"),
        tried_on=Text("regnskapet"),
        changes=tuple(Text(f"endring {n}") for n, _ in enumerate(parts, 1)),
        effects=found,
        years=years,
        lacking=lacking,
        notes=notes,
    )


HALVES = {"kafjord": "50.00", "lyngen": "50.00"}
MORE_OF_LYNGEN = {"kafjord": "40.00", "lyngen": "60.00"}
"""The same 100 kr, of which Lyngen pays 10 more and Kåfjord 10 less."""
