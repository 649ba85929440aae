"""What lies in the inbox becomes a line each, held against the books one by one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import is_custom
from fellesbok.objections.inbox import Sent
from fellesbok.objections.inbox import Waiting
from fellesbok.objections.taking import lines_of
from fellesbok.objections.taking import unfit
from objections_by_hand import MADE
from objections_by_hand import VIKA
from objections_by_hand import claim
from objections_by_hand import to_claim


def waiting(*about: str, payer: str = "lyngen") -> Waiting:
    """What somebody has sent."""
    sent = Sent(payer, "Kari", MADE, about, Decimal("10.00"), "Feil")
    return Waiting(Path("a.json"), "abc", sent)


GOOD = waiting("krav", "kafjord-2018-0001")
UNKNOWN = waiting("krav", "kafjord-2018-0009")


def test_each_has_an_id_of_its_own_after_those_that_the_books_have() -> None:
    other = waiting("krav", "kafjord-2018-0001", payer="kafjord")
    made = lines_of([GOOD, other, UNKNOWN], [to_claim()], VIKA, None, {})
    assert [values_of(line)[0] for line, _ in made if is_custom(line)] == [
        "2018-lyngen-2",
        "2018-kafjord-1",
        "2018-lyngen-3",
    ]
    assert [of for _, of in made] == [GOOD, other, UNKNOWN]
    (first, *_) = [line for line, _ in made]
    assert first.date == MADE
    assert first.meta["innboks"] == "abc"
    assert str(first.meta["beloep"]) == "10.00 NOK"
    assert "frist" not in first.meta


def test_what_one_has_sent_keeps_nobody_elses_out() -> None:
    lines = [line for line, _ in lines_of([UNKNOWN, GOOD], [], VIKA, MADE, {})]
    bad, good = unfit(lines, [], VIKA, lambda: [(claim(day=MADE), {2018})])
    assert bad is not None
    assert "kafjord-2018-0009" in bad
    assert good is None
    assert {line.meta["frist"] for line in lines} == {MADE}
