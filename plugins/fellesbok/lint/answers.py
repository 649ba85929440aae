"""Answers to findings, as they stand in the ledger (*svar*).

An answer to a deviation says in ``aarsak`` whether the cause is known; while it is
unknown the finding stands open, whatever the comment says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.declared import ANSWER
from fellesbok.entries.declared import declared
from fellesbok.frozen import frozen
from fellesbok.lint.catalogue import RULES
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import remark
from fellesbok.lint.remark import typed_part
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Place

BY, PART, YEAR, CAUSE = "av", "gjelder", "aar", "aarsak"
KNOWN, UNKNOWN = "kjent", "ukjent"
ASKS_FOR_CAUSE = frozenset({"avvik"})
"""Rules that are answered by a cause and not by a mere comment."""


@frozen
class Answer:
    """What has been answered, in which role, and when."""

    comment: str
    by: str
    day: date


@frozen
class WrittenAnswer:
    """An answer in the ledger, and which findings it is about."""

    cooperation: str
    rule: str
    part: str
    answer: Answer
    place: Place
    cause: str = ""

    @property
    def closes(self) -> bool:
        """Whether nothing is left to ask: somebody answers, and the cause is known."""
        if self.rule in ASKS_FOR_CAUSE and self.cause != KNOWN:
            return False
        return bool(self.answer.by) and self.cause in {"", KNOWN}

    def is_about(self, cooperation: str, found: Remark) -> bool:
        """Whether it answers a remark about a cooperation."""
        return (self.cooperation, self.rule) == (cooperation, found.rule) and (
            self.part in {"", found.part, typed_part(found.part)}
        )


def read_answers(entries: Entries, year: int) -> list[WrittenAnswer]:
    """Every answer about a year."""
    found = []
    for line in declared(entries, ANSWER):
        if _year_of(line) == year:
            cooperation, rule, comment = map(line.word, range(3))
            by = str(line.meta.get(BY, "")).strip()
            part = str(line.meta.get(PART, "")).strip()
            cause = str(line.meta.get(CAUSE, "")).strip()
            answer = Answer(comment, by, line.day)
            found.append(
                WrittenAnswer(cooperation, rule, part, answer, line.place, cause)
            )
    return found


def faults(
    written: Sequence[WrittenAnswer],
    remarks: Mapping[str, Sequence[Remark]],
    agreement: Agreement,
) -> Iterator[tuple[str, Remark]]:
    """A remark, with its cooperation, about each answer that is not as it should be."""
    for answer in written:
        says = _fault(answer, remarks, agreement)
        if says is not None:
            known = answer.cooperation in agreement.cooperations
            slug = answer.cooperation if known else ""
            yield slug, remark("svar", says, None, answer.place, part=answer.rule)


def _fault(
    written: WrittenAnswer,
    remarks: Mapping[str, Sequence[Remark]],
    agreement: Agreement,
) -> Text | None:
    """What is wrong with an answer, or ``None``."""
    if written.cooperation not in agreement.cooperations:
        return Text("Svaret gjelder «{slug}», som er ukjent.", slug=written.cooperation)
    if written.rule not in RULES:
        return Text(
            "Svaret gjelder regelen «{rule}», som er ukjent. Kjente: {rules}.",
            rule=written.rule,
            rules=", ".join(RULES),
        )
    if not written.answer.by or not written.answer.comment.strip():
        return Text(
            "Svaret på «{rule}» skal ha en kommentar, og «av» med rollen til den som"
            " svarer.",
            rule=written.rule,
        )
    if written.cause not in {KNOWN, UNKNOWN} and (
        written.cause or written.rule in ASKS_FOR_CAUSE
    ):
        return Text(
            "Svaret på «{rule}» skal si om årsaken er kjent: aarsak: «{known}» eller"
            " «{unknown}».",
            rule=written.rule,
            known=KNOWN,
            unknown=UNKNOWN,
        )
    found = remarks.get(written.cooperation, ())
    if not any(written.is_about(written.cooperation, r) for r in found):
        return Text(
            "Svaret gjelder «{rule}»{part}, men det er ikke noe slikt funn.",
            rule=written.rule,
            part=f" ({written.part})" if written.part else "",
        )
    return None


def _year_of(line: Declared) -> int | None:
    """The year an answer is about; ``None`` if it is said and is not a year."""
    if YEAR in line.meta:
        said = str(line.meta[YEAR])
        return int(said) if said.isdecimal() else None
    closed = (line.day.month, line.day.day) == (12, 31)
    return line.day.year if closed else line.day.year - 1
