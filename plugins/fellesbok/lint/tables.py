"""Findings as tables: how many of each kind and cooperation, and each by itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement import tables as of_agreements
from fellesbok.agreement.tables import cooperation_cell
from fellesbok.budgets.tables import KIND
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import PLACE
from fellesbok.explanation.tables import FOUND
from fellesbok.lint.catalogue import RULES
from fellesbok.messages import Text
from fellesbok.sharing.clause_tables import RULE
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import SettlementNote
    from fellesbok.lint.audit import AuditFinding

MOST = 5
ORDER = {rule: number for number, rule in enumerate(RULES)}
BOOKS = Text("Bøkene")
COOPERATION = of_agreements.COOPERATION
OPEN = Column(Text("Ubesvart"), Kind.COUNT, "open")
ANSWERED = Column(Text("Besvart"), Kind.COUNT, "answered")
SAID = Column(Text("Fra fordelingen"), Kind.COUNT, "said_by_settlement")
ANSWER = Column(Text("Svar"), Kind.SENTENCE, "answer")


def by_kind_table(
    found: Sequence[AuditFinding], chosen: Mapping[str, str]
) -> list[Table]:
    """How many questions of each kind, and why they are asked; none or one.

    Args:
        found: The questions.
        chosen: What the page has been asked for already, by its names.
    """
    if not found:
        return []
    lines = []
    for rule in sorted({f.rule for f in found}, key=ORDER.__getitem__):
        page = _page({**chosen, "slag": rule})
        mine = [f for f in found if f.rule == rule]
        lines.append(
            Line((Cell(RULES[rule].title, page), Cell(RULES[rule].why), *_counts(mine)))
        )
    lines.append(Line((Cell(SUM), BLANK, *_counts(found)), role="total"))
    columns = (KIND, RULE, OPEN, ANSWERED)
    return [Table("slag", Text("Funn etter slag"), columns, tuple(lines))]


def unanswered_kinds(found: Sequence[AuditFinding]) -> list[tuple[str, int]]:
    """The rules whose questions lack an answer, and how many do; most of them first."""
    kinds = Counter(f.rule for f in found if f.answer is None)
    return sorted(kinds.items(), key=lambda kind: (-kind[1], ORDER[kind[0]]))


def most_asked_table(found: Sequence[AuditFinding]) -> list[Table]:
    """The kinds of question that most lack an answer, a few of them; none or one."""
    most = unanswered_kinds(found)[:MOST]
    if not most:
        return []
    lines = tuple(
        Line(
            (
                Cell(RULES[rule].title, _page({"slag": rule})),
                Cell(RULES[rule].why),
                Cell(count),
            )
        )
        for rule, count in most
    )
    title = Text("Må avgjøres: det flest spørsmål gjelder")
    return [Table("avgjoeres", title, (KIND, RULE, OPEN), lines)]


def by_cooperation_table(
    found: Sequence[AuditFinding],
    notes: Sequence[SettlementNote],
    agreement: Agreement,
    chosen: Mapping[str, str],
) -> list[Table]:
    """How many findings about each cooperation; none or one."""
    lines = []
    for cooperation in agreement.cooperations.values():
        mine = [f for f in found if f.cooperation == cooperation.slug]
        said = [n for n in notes if n.cooperation == cooperation.account]
        if mine or said:
            page = _page({**chosen, "samarbeid": cooperation.slug})
            name = Cell(cooperation.title, page)
            lines.append(Line((name, *_counts(mine), Cell(len(said)))))
    of_none = [f for f in found if not f.cooperation]
    if of_none:
        lines.append(Line((Cell(BOOKS), *_counts(of_none), BLANK)))
    if not lines:
        return []
    total = (Cell(SUM), *_counts(found), Cell(len(notes)))
    lines.append(Line(total, role="total"))
    columns = (COOPERATION, OPEN, ANSWERED, SAID)
    return [Table("samarbeid", Text("Funn etter samarbeid"), columns, tuple(lines))]


def questions_table(
    found: Sequence[AuditFinding],
    agreement: Agreement,
    *,
    answered: bool,
    of_one: bool,
    may_answer: bool,
) -> list[Table]:
    """Each question, the kinds together; none or one.

    Args:
        found: The questions.
        agreement: What the cooperations are called.
        answered: Whether those that are answered are wanted, or the others.
        of_one: Whether all are about one cooperation, which needs no column then.
        may_answer: Whether the reader is told how they are answered.
    """
    mine = [f for f in found if (f.answer is not None) is answered]
    if not mine:
        return []
    mine.sort(key=lambda f: ORDER[f.rule])
    note = Text(
        "Et funn besvares i bøkene med «svar»: samarbeid, slag og kommentar, «av» med"
        " rollen til den som svarer, og «gjelder» der svaret bare er om én del."
    )
    return [
        Table(
            "besvart" if answered else "ubesvart",
            Text("Besvarte spørsmål") if answered else Text("Ubesvarte spørsmål"),
            (
                *_heads(of_one=of_one),
                AMOUNT,
                PLACE,
                *((ANSWER,) if answered else ()),
            ),
            tuple(_question(finding, agreement, of_one=of_one) for finding in mine),
            note if may_answer and not answered else "",
        )
    ]


def _heads(*, of_one: bool) -> tuple[Column, ...]:
    """What every finding begins with."""
    return KIND, *(() if of_one else (COOPERATION,)), FOUND


def _question(finding: AuditFinding, agreement: Agreement, *, of_one: bool) -> Line:
    cells = [
        Cell(RULES[finding.rule].title, note=finding.typed, is_typed=True),
        *(() if of_one else (_name(agreement, finding.cooperation),)),
        Cell(_what(finding)),
        Cell(finding.amount),
        _place(finding),
    ]
    if finding.answer is not None:
        answer = finding.answer
        said = Text("{day}, {by}", day=answer.day, by=answer.by)
        cells.append(Cell(answer.comment, note=said))
    return Line(tuple(cells))


def _what(finding: AuditFinding) -> Text:
    """What was found, without the rule, which stands once for all of its kind."""
    values = finding.text.values
    what = values.get("what")
    is_only_rule_more = values.get("why") == RULES[finding.rule].why
    return what if isinstance(what, Text) and is_only_rule_more else finding.text


def _place(finding: AuditFinding) -> Cell:
    """The voucher or the line that it is about."""
    if finding.place is None:
        return BLANK
    path, line = finding.place
    return Cell(place_told(path, line), targets.SourceLine(path, line))


def place_told(path: str, line: int) -> str:
    """The name of the file and the line; not of a voucher that is shielded."""
    if path == SHIELDED_FILE:
        return Text("skjermet bilag")
    return f"{Path(path).name}:{line}"


def notes_table(
    notes: Sequence[SettlementNote], agreement: Agreement, *, of_one: bool
) -> list[Table]:
    """What the settlement of the year says of itself; none or one."""
    if not notes:
        return []
    known = agreement.cooperation_by_account
    kinds = list(dict.fromkeys(note.kind for note in notes))
    lines = [
        Line(
            (
                Cell(kind, targets.Entry(note.entry)),
                *(() if of_one else (_name(agreement, known[note.cooperation].slug),)),
                Cell(note.text),
            )
        )
        for kind in kinds
        for note in notes
        if note.kind == kind
    ]
    title = Text("Det fordelingen selv sier fra om")
    return [Table("fordelingen", title, _heads(of_one=of_one), tuple(lines))]


def _counts(found: Sequence[AuditFinding]) -> tuple[Cell, Cell]:
    """How many are open, and how many are answered."""
    answered = sum(1 for f in found if f.answer is not None)
    return Cell(len(found) - answered), Cell(answered)


def _page(chosen: Mapping[str, str]) -> targets.Page:
    """The findings with these choices."""
    return targets.Page("Funn", tuple(chosen.items()))


def _name(agreement: Agreement, slug: str) -> Cell:
    """A cooperation, which leads to its terms, or the books themselves."""
    known = agreement.cooperations.get(slug)
    if known is None:
        return Cell(BOOKS)
    return cooperation_cell(known)
