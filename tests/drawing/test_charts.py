"""Pictures are the numbers and words that they are given, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.drawing.charts import Bar
from fellesbok.drawing.charts import Chart
from fellesbok.drawing.charts import svg
from fellesbok.drawing.letters import width_of
from fellesbok.rules import read_rules
from places import HOUSE
from seen_picture import drawn

if TYPE_CHECKING:
    from pathlib import Path

DEMO = HOUSE / "plugins" / "fellesbok" / "starting" / "demo" / "books"
SIXTY = "Interkommunalt oppmålings-, delings- og byggesakskontor i MW"


def widths(picture: Any, kind: str) -> list[str]:  # noqa: ANN401 -- likewise
    """How wide each bar of a kind is."""
    found: list[str] = picture.xpath(f"./rect[@class='{kind}']/@width")
    return found


def test_a_blank_has_no_bar_and_is_said_to_be_none() -> None:
    rows = (
        Bar("Ola", (Decimal("50.00"), None)),
        Bar("Kari", (Decimal("100.00"), Decimal("0.00"))),
    )
    chart = Chart("figur", "Bær", ("Regnskap", "Budsjett"), rows)
    picture = drawn(svg(chart, "nb"))
    said = "Ola: Regnskap 50; Kari: Regnskap 100, Budsjett 0."
    assert picture.findtext("desc") == said
    accounts, budget = (widths(picture, f"s{n}")[1:] for n in range(2))
    assert [Decimal(wide) for wide in accounts] == [Decimal("185.0"), Decimal("370.0")]
    assert [Decimal(wide) for wide in budget] == [0, 0]
    values = [text.text for text in picture.xpath("./text[@class='v']")]
    assert values == ["50", "–", "100", "0"]


def names(folder: Path) -> tuple[str, ...]:
    """What everything that may be the label of a bar is called in some books."""
    agreement = read_rules(folder / "allocation_rules.yaml")
    cooperations = (each.title for each in agreement.cooperations.values())
    return (*cooperations, *(payer.name for payer in agreement.payers))


@pytest.mark.parametrize("label", [*names(HOUSE), *names(DEMO), SIXTY])
def test_a_label_stands_whole_and_inside_the_picture(label: str) -> None:
    """It ends before its bars, and no line of it begins left of the edge."""
    rows = (Bar("Ola", (Decimal(1),)), Bar(label, (Decimal(2),)), Bar("Kari", (None,)))
    picture = drawn(svg(Chart("figur", "Bær", ("Sum",), rows), "nb"))
    _, *lines, _ = picture.xpath("./text[@class='t']")
    written = "".join(line.text for line in lines)
    assert written.replace(" ", "") == label.replace(" ", "")
    for line in lines:
        assert width_of(line.text, 12) <= int(line.get("x"))
    tops = [Decimal(text.get("y")) for text in picture.xpath("./text[@class='t']")]
    assert all(after - before >= 12 for before, after in pairwise(tops))
