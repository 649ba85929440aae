"""A table as Markdown, in which what is written is text."""

from __future__ import annotations

from berries import table
from fellesbok.tables.markdown_file import last_are_figures
from fellesbok.tables.markdown_file import markdown_of
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table


def test_figures_stand_to_the_right_and_a_blank_says_why() -> None:
    text = markdown_of(table(), "nb").replace("\N{NO-BREAK SPACE}", " ")
    assert text.splitlines() == [
        "| Hvem | Dag | Kroner | Andel | Kurver |",
        "| --- | --- | ---: | ---: | ---: |",
        "| Ola | 01.08.2018 | 1 234,50 | 0,333333… | 2 |",
        "| =Kari | 02.08.2018 | -2 469,00 | 0,666666… | ikke talt |",
        "| Sum |  | -1 234,50 |  | skjult av filteret |",
    ]


def test_what_is_written_in_the_books_is_text() -> None:
    line = Line((Cell("*a* | <b> `c`\n[d](e) #f _g_ \\"),))
    made = Table("t", "T", (Column("Hva"),), (line,))
    assert markdown_of(made, "nb").splitlines()[-1] == (
        r"| \*a\* \| \<b\> \`c\` \[d\](e) \#f \_g\_ \\ |"
    )


def test_the_last_columns_can_be_figures() -> None:
    made = last_are_figures(["Hvem", "Kr", "Øre"], [["Ola", "1", "50"]], figures=2)
    assert made.splitlines()[1:] == ["| --- | ---: | ---: |", "| Ola | 1 | 50 |"]
