"""When notice must be given at the latest, and what of an agreement is a deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.agreement.deadlines import of_duration
from fellesbok.agreement.duration import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.duration import Unit
    from fellesbok.agreement.model import Cooperation


@pytest.mark.parametrize(
    ("count", "unit", "end", "last"),
    [
        (6, "months", "2022-12-31", "2022-06-30"),
        (6, "months", "2022-06-30", "2021-12-30"),
        (1, "months", "2024-03-31", "2024-02-29"),
        (1, "months", "2023-03-30", "2023-02-28"),
        (1, "years", "2024-02-29", "2023-02-28"),
        (1, "years", "2022-12-31", "2021-12-31"),
        (8, "weeks", "2022-12-31", "2022-11-05"),
        (90, "days", "2022-12-31", "2022-10-02"),
    ],
)
def test_notice_is_counted_back_from_the_end(
    count: int, unit: Unit, end: str, last: str
) -> None:
    found = Notice(count, unit).last_day(date.fromisoformat(end))
    assert found == date.fromisoformat(last)


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_notice_from_before_all_days_has_no_day(unit: Unit) -> None:
    assert Notice(9999, unit).last_day(date(1, 1, 1)) is None


LASTS = """
notice: 6 months
expires: {expires}
reviews:
  - {{date: 2018-06-30, text: Fordelingsnøkkelen, done: 2018-05-02}}
  - {{date: 2021-06-30}}
"""


def cooperation(path: Path, *versions: str) -> Cooperation:
    """A cooperation with those versions."""
    folder = Folder(path).write(rules(*versions), chart(), cost("2018-06-01", "600.00"))
    return folder.load().settled.agreement.cooperations["ikt"]


def told(of: Cooperation) -> list[tuple[str, str, str]]:
    """Its deadlines: day, kind and what must be done."""
    return [(str(d.day), d.kind.value, str(d.text)) for d in of_duration(of)]


REVIEWED = ("2018-06-30", "evaluering", "Evaluering: Fordelingsnøkkelen")
REVIEW = ("2021-06-30", "evaluering", "Avtalen skal evalueres")
NOTICE = ("2022-06-30", "oppsigelse", "Siste dag for å si opp avtalen til 31.12.2022")
EXPIRY = ("2022-12-31", "utloep", "Avtalen utløper")


def test_an_agreement_expires_can_be_given_up_and_is_reviewed(tmp_path: Path) -> None:
    of = cooperation(tmp_path, version(claims=LASTS.format(expires="2022-12-31")))
    assert told(of) == [REVIEWED, REVIEW, NOTICE, EXPIRY]
    assert [due.done for due in of_duration(of)][:2] == [date(2018, 5, 2), None]


def test_what_is_not_stated_is_no_deadline(tmp_path: Path) -> None:
    of = cooperation(tmp_path, version(claims=LASTS.format(expires="not_stated")))
    assert told(of) == [REVIEWED, REVIEW]
    silent = "notice: not_stated\nexpires: not_stated\nreviews: not_stated\n"
    assert told(cooperation(tmp_path, version(claims=silent))) == []


def test_terms_that_replace_others_replace_their_deadlines(tmp_path: Path) -> None:
    first = version(claims=LASTS.format(expires="2022-12-31"))
    of = cooperation(tmp_path, first, version("2020-01-01", claims="notice: 1 year"))
    assert told(of) == [REVIEWED]


def test_an_end_that_new_terms_follow_is_no_end(tmp_path: Path) -> None:
    first = version(claims=LASTS.format(expires="2022-12-31"))
    of = cooperation(tmp_path, first, version("2023-01-01", claims="notice: 1 year"))
    assert told(of) == [REVIEWED, REVIEW]


def test_the_last_day_of_the_last_terms_is_told(tmp_path: Path) -> None:
    last = version("2019-01-01", last="2020-12-31", claims="notice: 1 year")
    of = cooperation(tmp_path, version(claims="notice: 1 year"), last)
    assert told(of) == [("2020-12-31", "utloep", "Siste dag vilkårene gjelder")]


def test_the_command_lists_them_and_tells_a_review_that_was_not_done(
    tmp_path: Path,
) -> None:
    terms = version(claims=LASTS.format(expires="2022-12-31"))
    folder = Folder(tmp_path).write(rules(terms), chart(), cost("2018-06-01", "600.00"))
    shown = folder.run("deadlines", "--on", "2022-01-01")
    assert shown.exit_code == 0
    assert "fristen 30.06.2021 (Avtalen skal evalueres) er over" in shown.stderr
    lines = [line for line in shown.stdout.splitlines() if "2022" in line[:10]]
    assert [line[:10] for line in lines] == ["30.06.2022", "31.12.2022"]
    calendar = tmp_path / "frister.ics"
    done = folder.run("deadlines", "--on", "2022-01-01", "--output", str(calendar))
    assert done.exit_code == 0
    text = calendar.read_text("utf-8")
    assert "UID:ikt-oppsigelse-2022-06-30@fellesbok" in text
    assert "UID:ikt-utloep-2022-12-31@fellesbok" in text


def test_what_passes_by_itself_makes_nobody_late(tmp_path: Path) -> None:
    of = cooperation(tmp_path, version(claims=LASTS.format(expires="2022-12-31")))
    states = [str(due.state_on(date(2023, 1, 1))) for due in of_duration(of)]
    assert states == [
        "gjort 02.05.2018",
        "550 dager over fristen",
        "over for 185 dager siden",
        "over for 1 dag siden",
    ]
    review = of_duration(of)[0]
    assert replace(review, done=None).is_open_on(date(2018, 6, 30))
