"""The page of findings: what must be known, asked or answered (*funn*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.lint import RULES
from fellesbok.lint.answers import read_answers
from fellesbok.lint.in_short import findings_in_short
from fellesbok.lint.tables import ANSWERED
from fellesbok.lint.tables import BOOKS
from fellesbok.lint.tables import OPEN
from fellesbok.lint.tables import by_cooperation_table
from fellesbok.lint.tables import by_kind_table
from fellesbok.lint.tables import notes_table
from fellesbok.lint.tables import questions_table
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.web.findings.sight import questions
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import part_at
from fellesbok.web.frame.counted import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.entries.records import SettlementNote
    from fellesbok.lint import AuditFinding
    from fellesbok.tables import Table
    from fellesbok.web.frame import Asked

COOPERATION, KIND = "samarbeid", "slag"


class Funn(BooksPage):
    """What the books say of themselves, and what a controller would ask.

    Who reads as one municipality gets what concerns the cooperations that it takes part
    in, and no question that would be asked wrongly of a part of the books; which these
    are, ``findings_sight`` says.
    """

    report_title = Text("Funn")

    def shown(self, asked: Asked) -> Shown:
        """The findings of the year, of all or of the cooperation and kind asked for."""
        year = asked.calendar_year()
        cooperation, kind = _cooperation(asked), _kind(asked)
        found = [
            f
            for f in questions(asked, year)
            if (cooperation is None or f.cooperation == cooperation.slug)
            and kind in {"", f.rule}
        ]
        notes = [] if kind else _notes(asked, year, cooperation)
        of_one = cooperation is not None
        arguments = {KIND: kind} if kind else {}
        if cooperation is not None:
            arguments[COOPERATION] = cooperation.slug
        return Shown(
            _title(year, cooperation, kind),
            "funn.html",
            (
                *_counts(asked, found, notes, arguments),
                *_questions(asked, found, answered=False, of_one=of_one),
                *_questions(asked, found, answered=True, of_one=of_one),
                *notes_table(notes, asked.shared.agreement, of_one=of_one),
            ),
            values={
                "ways": _ways(asked, cooperation, arguments),
                "nothing": not found and not notes,
                "whole_year": _whole_year(asked, year),
            },
            arguments=arguments,
            in_short=findings_in_short(found, year),
            picture=_plot(asked, found, kind),
            behind=_behind(asked, found, year),
        )


def _behind(asked: Asked, found: Sequence[AuditFinding], year: int) -> Iterator[Part]:
    """Where each finding stands in the books, and its answers."""
    for finding in found:
        if finding.place is not None:
            title = RULES[finding.rule].title
            yield part_at(asked, finding.place, title)
    answered = {(f.cooperation, f.rule) for f in found if f.answer is not None}
    for each in read_answers(asked.all_entries, year):
        if (each.cooperation, each.rule) in answered:
            title = Text("{what}, svaret", what=RULES[each.rule].title)
            yield part_at(asked, each.place, title)


def _plot(
    asked: Asked, found: Sequence[AuditFinding], kind: str
) -> tuple[Text, Picture] | None:
    """How many of each kind, or of one kind about each cooperation, are answered."""
    about = asked.shared.agreement.cooperations
    each = []
    for finding in found:
        name: str = RULES[finding.rule].title
        if kind:
            of = about.get(finding.cooperation)
            name = BOOKS if of is None else of.title
        column = OPEN if finding.answer is None else ANSWERED
        each.append((name, column.title))
    title = Text("Funn, ubesvarte og besvarte")
    return counted(title, each, (OPEN.title, ANSWERED.title), asked.language)


def _cooperation(asked: Asked) -> Cooperation | None:
    wanted = asked.arguments.get(COOPERATION, "").strip()
    return asked.cooperation(wanted) if wanted else None


def _kind(asked: Asked) -> str:
    """The rule that is asked for, or blank.

    Raises:
        CannotShowError: There is no such rule.
    """
    wanted = asked.arguments.get(KIND, "").strip()
    if wanted and wanted not in RULES:
        text = Text(
            "Ukjent slag funn «{name}». Kjente: {known}.",
            name=wanted,
            known=", ".join(RULES),
        )
        raise CannotShowError(text, wrong=KIND)
    return wanted


def _notes(
    asked: Asked, year: int, cooperation: Cooperation | None
) -> list[SettlementNote]:
    """What the settlement says of the cooperations that the reader takes part in."""
    known = asked.shared.agreement.cooperation_by_account
    return [
        note
        for note in statement.findings(asked.all_entries, year)
        if note.cooperation in known
        and (cooperation is None or note.cooperation == cooperation.account)
    ]


def _questions(
    asked: Asked, found: Sequence[AuditFinding], *, answered: bool, of_one: bool
) -> list[Table]:
    """Those with or without an answer, and how to answer, to who may."""
    return questions_table(
        found,
        asked.shared.agreement,
        answered=answered,
        of_one=of_one,
        may_answer=asked.reader is None,
    )


def _counts(
    asked: Asked,
    found: Sequence[AuditFinding],
    notes: Sequence[SettlementNote],
    arguments: dict[str, str],
) -> list[Table]:
    """How many there are, by what is not chosen yet."""
    tables = []
    if KIND not in arguments:
        tables += by_kind_table(found, arguments)
    if COOPERATION not in arguments:
        tables += by_cooperation_table(found, notes, asked.shared.agreement, arguments)
    return tables


def _title(year: int, cooperation: Cooperation | None, kind: str) -> Text:
    what = RULES[kind].title if kind else Text("Funn")
    if cooperation is None:
        return Text("{what} i {year}", what=what, year=year)
    return Text("{what} i {year}: {name}", what=what, year=year, name=cooperation.title)


def _ways(
    asked: Asked, cooperation: Cooperation | None, arguments: dict[str, str]
) -> list[tuple[Text, str]]:
    """Back to more findings, and on to what they are about."""
    ways = []
    if arguments:
        ways.append((Text("Alle funn"), asked.links.page("Funn")))
    if cooperation is None:
        return ways
    here = {COOPERATION: cooperation.slug}
    if KIND in arguments:
        about = Text("Alle funn om samarbeidet")
        ways.append((about, asked.links.page("Funn", **here)))
    return [
        *ways,
        (Text("Avtalen"), asked.links.page("Avtaler", **here)),
        (Text("Budsjett og regnskap"), asked.links.page("Budsjett", **here)),
    ]


def _whole_year(asked: Asked, year: int) -> Text | None:
    """That neither period nor filters choose among findings, where there are any."""
    if asked.period == str(year) and not asked.is_narrowed:
        return None
    return Text(
        "Funnene gjelder hele {year}. Feltene øverst på siden velger bare året.",
        year=year,
    )
