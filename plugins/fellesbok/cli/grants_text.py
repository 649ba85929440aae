"""Grants as people read them in a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from fellesbok.grants.detail_tables import terms_texts
from fellesbok.grants.tables import MEANING
from fellesbok.grants.tables import figures_table
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables.text import WIDTH
from fellesbok.tables.text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.grants.records import GrantOnDay


def grants_text(
    rows: Sequence[GrantOnDay],
    year: int | None,
    agreement: Agreement,
    day: date,
    language: str,
) -> Iterator[str]:
    """Grant by grant: a column a year and one for all, and then the warnings.

    A grant that has neither figures nor warnings is not told of.

    Args:
        rows: The grants on the day.
        year: The year that is asked for, or ``None`` for all.
        agreement: For the names.
        day: The day that the warnings are seen from.
        language: The language.
    """
    for row in rows:
        years = [y for y in row.years if year in {None, y.year}]
        if not years and not row.warnings:
            continue
        yield f"{row.grant.title} [{row.grant.slug}]"
        for text in terms_texts(row.grant, agreement):
            yield textwrap.fill(say(text, language), WIDTH)
        stand = years[-1].stand if years else row.stand
        yield text_of(figures_table(years, stand, agreement), language)
        for warning in row.warnings:
            yield textwrap.fill(
                say(warning.text, language),
                WIDTH,
                initial_indent="! ",
                subsequent_indent="  ",
            )
        yield ""
    yield textwrap.fill(say(MEANING, language), WIDTH)
    count = sum(len(row.warnings) for row in rows)
    yield say(Text("{count} varsler, sett fra {day}.", count=count, day=day), language)
