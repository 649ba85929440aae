"""What a page shows, as lines of files: each once, from its first to its last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from asked_pages import asked_by
from fellesbok.entries.declared import declared
from fellesbok.entries.records import vouchers_in
from fellesbok.web.frame.changed_parts import part_of_agreement
from fellesbok.web.frame.changed_parts import part_of_budget
from fellesbok.web.frame.changed_parts import parts_behind
from fellesbok.web.frame.changed_parts import parts_of_books
from fellesbok.web.frame.changed_parts import parts_of_claims
from fellesbok.web.frame.changed_parts import parts_of_figure

CLAIMS = [
    *("nordvik-2018-0011", "nordvik-2018-0010", "nordvik-2018-0009"),
    *("nordvik-2018-0006", "nordvik-2018-0003"),
]
"""The claims on Sørvik, the newest first."""


def lines_of(path: str, first: int, last: int) -> list[str]:
    return Path(path).read_text("utf-8").splitlines()[first - 1 : last]


def test_the_terms_of_a_cooperation_are_its_block_of_the_agreements() -> None:
    with asked_by() as asked:
        (part,) = part_of_agreement(asked, asked.cooperation("ikt"))
    lines = lines_of(part.path, part.first, part.last)
    assert lines[0] == "  ikt:"
    assert lines[-1].strip() == "due_days: 30"
    assert lines_of(part.path, part.last + 1, part.last + 1) == ["  velferd:"]


def test_a_claim_is_its_lines_and_the_newest_comes_first() -> None:
    with asked_by() as asked:
        found = list(parts_of_claims(asked, asked.payer("sorvik")))
        every = list(parts_of_claims(asked, None))
    assert [part.title for part in found] == CLAIMS
    assert len(every) == 11
    for part in found:
        first, *_, last = lines_of(part.path, part.first, part.last)
        assert first.endswith(f"^krav-{part.title}")
        assert last.split()[0] == "Assets:Fordringer:Sørvik:IKT"


def test_agreements_come_first_and_then_the_vouchers_that_filters_leave() -> None:
    with asked_by() as asked:
        titles = [part.title for part in parts_of_books(asked)]
    assert titles[:2] == ["IKT-samarbeidet i Vika", "Velferdsteknologi i Vika"]
    assert "Drift første kvartal" in titles
    with asked_by(account="Expenses:Velferd") as asked:
        titles = [part.title for part in parts_of_books(asked)]
    assert titles[2:] == ["Sensorer og alarmer"]


def test_what_a_reader_may_not_read_whole_is_left_out() -> None:
    with asked_by() as asked:
        assert list(parts_of_books(replace(asked, loaded_texts={}))) == []


def test_behind_a_figure_that_is_made_is_what_shares_a_link_with_it() -> None:
    """The shares of IKT of 2018, without what is booked on its grants or later."""
    with asked_by() as asked:
        made = [
            voucher.entry
            for voucher in vouchers_in(asked.entries, generated=True)
            if voucher.meta["samarbeid"] == "IKT"
        ]
        titles = [part.title for part in parts_behind(asked, {"IKT"}, made)]
    assert titles[0] == "IKT-samarbeidet i Vika"
    assert {"Drift første kvartal", "Drift og lisenser"} < set(titles)
    assert "Sensorer og alarmer" not in titles
    assert "Innbetaling" not in titles


def test_behind_vouchers_that_are_written_are_they_alone() -> None:
    with asked_by() as asked:
        first = next(vouchers_in(asked.all_entries, generated=False))
        (part,) = parts_behind(asked, (), [first.entry, first.entry])
    assert (part.path, part.first) == first.place


def test_a_budget_is_its_line_and_says_of_which_year_and_account() -> None:
    with asked_by() as asked:
        (line,) = declared(asked.all_entries, "budget")
        part = part_of_budget(asked, line)
    assert part.title == "Budsjett 2018: Expenses:IKT"
    assert lines_of(part.path, part.first, part.last) == [
        '2018-01-01 custom "budget" Expenses:IKT "yearly" 1200000.00 NOK'
    ]


def test_a_figure_stands_on_its_terms_and_each_voucher_once() -> None:
    with asked_by() as asked:
        ikt, midvik = asked.cooperation("ikt"), asked.payer("midvik")
        found = list(parts_of_figure(asked, asked.explained(ikt, midvik), ikt))
    titles = [part.title for part in found]
    assert titles[0] == "IKT-samarbeidet i Vika"
    assert titles.count("Drift første kvartal") == 1
    assert titles.count("Drift og lisenser") == 1
    assert "Sensorer og alarmer" not in titles
