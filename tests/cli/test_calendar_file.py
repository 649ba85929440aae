"""The deadlines as a calendar that other programs read."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from click.testing import CliRunner
from icalendar import Calendar

from fellesbok.cli import main
from grant_books import run
from places import HOUSE
from two_machines import told_by_both

if TYPE_CHECKING:
    from pathlib import Path


CALENDAR = """
import sys
from fellesbok.cli import main
arguments = ["--output", "frister.ics", "--books", sys.argv[1]]
main(["deadlines", *arguments], standalone_mode=False)
print(open("frister.ics", "rb").read())
"""


def test_the_calendar_is_the_same_on_every_machine(tmp_path: Path) -> None:
    first, second = told_by_both(CALENDAR, HOUSE, folder=tmp_path)
    assert "BEGIN:VEVENT" in first
    assert first == second


def test_the_calendar_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "frister.ics"
    run("deadlines", "--output", str(path))
    first = path.read_bytes()
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
    calendar: Any = Calendar.from_ical(first.decode())
    assert (calendar["VERSION"], "PRODID" in calendar) == ("2.0", True)
    events = calendar.walk("VEVENT")
    assert [(str(e["UID"]), e["DTSTART"].dt) for e in events] == [
        ("kompetanseloft-tfk-periode-2019-04-30@fellesbok", date(2019, 4, 30)),
        ("kompetanseloft-tfk-sluttrapport-2019-09-30@fellesbok", date(2019, 9, 30)),
    ]
    for event in events:
        assert not event.errors
        assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(days=1)
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(days=-14)


def test_a_calendar_does_not_replace_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "regnskap.txt"
    path.write_text("x", encoding="utf-8")
    command = ["deadlines", "--output", str(path), "--books", str(HOUSE)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert f"{path} finnes og er ikke en" in result.output
    assert path.read_text(encoding="utf-8") == "x"
