"""The report as Markdown: what is blank, zero or missing, and nothing that runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fellesbok.messages import Text
from fellesbok.report.cell import Cell
from fellesbok.report.cell import State
from fellesbok.report.contents import Headline
from fellesbok.report.contents import KeyFigure
from fellesbok.report.contents import Page
from fellesbok.report.markdown import markdown
from pagebook import NBSP
from report_panels import report


def lines(made: str) -> list[str]:
    return made.replace(NBSP, " ").splitlines()


def of_page(**changed: object) -> list[str]:
    """The report in which the first page says something else."""
    first, second = report().pages
    page: Page = replace(first, **changed)  # type: ignore[arg-type]
    return lines(markdown(replace(report(), pages=(page, second)), "nb"))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(State.FIGURE, Decimal("1234.50")), "1 234,50"),
        (Cell(State.FIGURE, Decimal("0.00")), "0,00"),
        (Cell(State.BLANK), "–"),
        (Cell(State.MISSING), "Mangler rapportering"),
        (Cell(State.NO_FIGURE, words=Text("ikke oppgitt")), "ikke oppgitt"),
        (Cell(State.COUNT, Decimal(3)), "3"),
        (Cell(State.FIGURE, Decimal(1), unit="Timer"), "1,00 (Timer)"),
        (
            Cell(State.FIGURE, Decimal(1), unit="Timer", marks=("avrundet",)),
            "1,00 (Timer, avrundet)",
        ),
    ],
)
def test_a_cell_says_what_it_is(cell: Cell, shown: str) -> None:
    summary = replace(report().summary, figures=(Headline("Prøve", cell),))
    told = lines(markdown(replace(report(), summary=summary), "nb"))
    assert f"- **Prøve:** {shown}" in told


def test_a_page_without_words_says_that_they_are_blank_and_tags_are_text() -> None:
    told = of_page(texts={"Aktivitet": "<script>x</script>", "Planer": ""})
    at = told.index("#### Aktivitet")
    assert told[at + 2] == "&lt;script>x&lt;/script>"
    assert told[told.index("#### Planer") + 2]


def test_who_has_not_reported_is_told_and_nobody_s_role_is_asked_for() -> None:
    """One is missing here, and the other has reported without a role."""
    told = of_page(missing=True)
    assert any(line.startswith("**Mangler rapportering.**") for line in told)
    roles = [line for line in told if "rolle" in line.casefold()]
    assert len(roles) == 1


def test_other_figures_stand_with_their_unit() -> None:
    figures = (
        KeyFigure("Elever", Decimal("12.50"), "barn", "", ()),
        KeyFigure("Oppstart", date(2024, 8, 1), "", "", ()),
    )
    told = of_page(key_figures=figures)
    assert "- Elever: 12,50 barn" in told
    assert "- Oppstart: 01.08.2024" in told


def test_a_finding_tells_its_place_and_what_is_answered() -> None:
    first, *rest = report().findings
    answered = replace(first, answer="Kommer i år.", answered_by="rådmann")
    told = lines(markdown(replace(report(), findings=(answered, *rest)), "nb"))
    one, other = (line for line in told if line.startswith("- **Legevakten"))
    assert "`ledger/2024/legevakt.beancount:22`" in one
    assert one.endswith("Kommer i år. (rådmann)")
    assert "rådmann" not in other
    none = lines(markdown(replace(report(), findings=()), "nb"))
    assert [line for line in none if line][-1] == "Ingen funn."


def test_the_language_is_one_and_amounts_follow_it() -> None:
    english = markdown(report(), "en")
    assert "1,047,500.50" in english
    assert "Mangler" not in english
