"""What each payer's share is put together of, as a picture of its table's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.drawing import Bar
from fellesbok.drawing import Chart
from fellesbok.drawing.stacks import stacks_svg
from fellesbok.explanation.key_part_tables import part_of
from fellesbok.explanation.key_part_tables import parts_title
from fellesbok.messages import kroner
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.drawing import Picture
    from fellesbok.explanation.key_parts import KeyParts
    from fellesbok.messages import Text


def parts_picture(
    found: KeyParts,
    cooperation: Cooperation,
    payers: Sequence[Payer],
    language: str,
    name: str = "deler",
) -> tuple[Text, Picture]:
    """A bar for each payer that may be seen.

    Args:
        found: The parts.
        cooperation: Whose.
        payers: Those whose shares may be seen, in order.
        language: ``nb`` or ``en``.
        name: Tells it from other pictures of the same file: ASCII, no spaces.
    """
    numbers = range(len(found.parts))
    bars = tuple(
        Bar(
            payer.name,
            tuple(part_of(found, payer, number) for number in numbers),
            kroner(found.borne_ore[payer.slug]),
        )
        for payer in payers
        if payer.slug in found.borne_ore
    )
    title = parts_title(cooperation, found.year)
    series = tuple(say(part.title, language) for part in found.parts)
    chart = Chart(name, say(title, language), series, bars)
    return title, stacks_svg(chart, language)
