"""Findings as people read them in a terminal."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement.readable_account import in_words
from fellesbok.cli.from_here import place_text
from fellesbok.entries.days import last_day
from fellesbok.lint import RULES
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.text import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import SettlementNote
    from fellesbok.lint import AuditFinding


def finding_lines(
    found: Sequence[AuditFinding], agreement: Agreement, language: str
) -> Iterator[str]:
    """Findings by cooperation, and at last how many there are."""
    for slug, group in groupby(found, key=lambda f: f.cooperation):
        cooperation = agreement.cooperations.get(slug)
        title = cooperation.title if cooperation else say(Text("Bøkene"), language)
        yield title
        yield "─" * len(title)
        for finding in group:
            yield from _lines(finding, agreement, language)
        yield ""
    answered = sum(1 for finding in found if finding.answer)
    yield say(
        Text("{count} funn, {answered} besvart.", count=len(found), answered=answered),
        language,
    )


def note_lines(
    notes: Sequence[SettlementNote], agreement: Agreement, language: str
) -> Iterator[str]:
    """What the settlement says of itself, by cooperation and year."""
    known = agreement.cooperation_by_account
    ordered = sorted(notes, key=lambda n: (n.day, n.cooperation, n.place[1]))

    def heading(note: SettlementNote) -> str:
        return f"{known[note.cooperation].title} {note.day.year}"

    for title, group in groupby(ordered, key=heading):
        yield title
        for note in group:
            yield textwrap.fill(
                say(in_words(note.text, agreement), language),
                WIDTH,
                initial_indent="  · ",
                subsequent_indent="    ",
            )


def not_ended(entries: Entries, year: int) -> Text:
    """What is not asked yet, because the books have not come to the year's end."""
    last = last_day(entries)
    if last.year < year:
        template = "Bøkene har ikke kommet til {year}."
        return Text(template, year=year)
    return Text(
        "Bøkene har kommet til {last}. Det som er igjen av budsjett, tilskudd og"
        " egeninnsats for {year}, spørres det om når noe er ført 31.12.{year} eller"
        " senere.",
        last=last,
        year=year,
    )


def _lines(finding: AuditFinding, agreement: Agreement, language: str) -> Iterator[str]:
    """Rule and amount, then the text with its place, then the answer."""
    heading = f"  {say(RULES[finding.rule].title, language)} [{finding.typed}]"
    if finding.amount is not None:
        amount = f"{show(finding.amount, language)} kr"
        heading = f"{heading:<{WIDTH - 22}}{amount:>22}"
    yield heading
    place = place_text(finding.place)
    text = say(in_words(finding.text, agreement), language)
    yield from _wrapped(text + (f"  {place}" if place else ""))
    if finding.answer:
        answer = Text(
            "Besvart {day} av {by}: {comment}",
            day=finding.answer.day,
            by=finding.answer.by,
            comment=finding.answer.comment,
        )
        yield from _wrapped(f"↳ {say(answer, language)}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
