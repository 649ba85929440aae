"""Findings in short (*kort sagt*): how many are open, and of which kind most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.lint.catalogue import RULES
from fellesbok.lint.tables import ANSWERED
from fellesbok.lint.tables import OPEN
from fellesbok.lint.tables import unanswered_kinds
from fellesbok.messages import Text
from fellesbok.tables.in_short import Figure
from fellesbok.tables.in_short import InShort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.lint.audit import AuditFinding


def findings_in_short(found: Sequence[AuditFinding], year: int) -> InShort:
    """How many questions of a year lack an answer."""
    kinds = unanswered_kinds(found)
    count = sum(number for _, number in kinds)
    answered = len(found) - count
    if not found:
        told = Text("Det er ingen spørsmål til {year}.", year=year)
    elif not count:
        told = Text("Alle spørsmål til {year} er besvart.", year=year)
    elif len(kinds) == 1:
        told = Text(
            "{count} spørsmål til {year} er ubesvart: «{title}».",
            count=count,
            year=year,
            title=RULES[kinds[0][0]].title,
        )
    else:
        told = _most_asked(kinds, count, year)
    figures = (
        Figure(OPEN.title, count, is_urgent=bool(count)),
        Figure(ANSWERED.title, answered),
    )
    return InShort(told, figures)


def _most_asked(kinds: Sequence[tuple[str, int]], count: int, year: int) -> Text:
    """Of which kind there are most; of two that are as many, both, and else of none."""
    most = kinds[0][1]
    titles = [RULES[rule].title for rule, number in kinds if number == most]
    known = {"count": count, "year": year, "most": most}
    match titles:
        case [title]:
            return Text(
                "{count} spørsmål til {year} er ubesvart; flest om «{title}» ({most}).",
                **known,
                title=title,
            )
        case [first, second]:
            return Text(
                "{count} spørsmål til {year} er ubesvart; flest om «{first}» og"
                " «{second}» ({most} hver).",
                **known,
                first=first,
                second=second,
            )
    return Text(
        "{count} spørsmål til {year} er ubesvart, av {kinds} slag.",
        count=count,
        year=year,
        kinds=len(kinds),
    )
