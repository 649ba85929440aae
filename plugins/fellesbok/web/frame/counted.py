"""How many there are of each, as a picture: a bar for each name, a part for each kind.

Counts are small and whole, so that a bar says them better than a sentence.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.drawing import Bar
from fellesbok.drawing import Chart
from fellesbok.drawing.stacks import stacks_svg
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.drawing import Picture
    from fellesbok.messages import Text


def counted(
    title: Text,
    each: Iterable[tuple[str, str]],
    kinds: Sequence[str],
    language: str,
) -> tuple[Text, Picture] | None:
    """A bar for each name in the order that they come; nothing of none.

    Args:
        title: What is counted.
        each: The name and the kind of every one of them.
        kinds: The kinds, in order.
        language: ``nb`` or ``en``.
    """
    found = Counter(each)
    names = list(dict.fromkeys(name for name, _ in found))
    if not names:
        return None
    bars = tuple(
        Bar(say(name, language), tuple(_some(found[name, kind]) for kind in kinds))
        for name in names
    )
    series = tuple(say(kind, language) for kind in kinds)
    chart = Chart("antall", say(title, language), series, bars)
    return title, stacks_svg(chart, language)


def _some(count: int) -> Decimal | None:
    """A count, and nothing of none."""
    return Decimal(count) if count else None
