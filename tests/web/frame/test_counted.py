"""How many there are of each, as a picture."""

from __future__ import annotations

from fellesbok.messages import Text
from fellesbok.web.frame.counted import counted


def test_each_name_has_its_kinds_counted_and_none_of_what_there_is_none() -> None:
    each = [("Ola", "svart"), ("Kari", "åpen"), ("Ola", "åpen"), ("Ola", "svart")]
    found = counted(Text("Spørsmål"), each, ["åpen", "svart"], "nb")
    assert found is not None
    title, picture = found
    assert title == "Spørsmål"
    assert picture.said == "Ola: åpen 1, svart 2; Kari: åpen 1."


def test_of_nothing_there_is_no_picture() -> None:
    assert counted(Text("Spørsmål"), [], ["åpen"], "nb") is None
