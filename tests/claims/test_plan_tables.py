"""Payments on account as tables: what each payer pays when, and how it comes about.

Of 1 000.01 kr each quarter is 125, 75 and 50 kr, and the last øre comes with the last.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.due_instalments import Missed
from fellesbok.claims.plan_tables import instalments_table
from fellesbok.claims.plan_tables import missed_table
from fellesbok.claims.plan_tables import plan_table
from fellesbok.claims.plan_tables import steps_table
from fellesbok.claims.written import read_claims
from fellesbok.tables import targets
from plain_words import values
from planned_year import planned as planned  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from planned_year import Planned


def test_each_due_date_and_cooperation_has_its_sum(planned: Planned) -> None:
    agreement = planned.before.agreement
    table = instalments_table(planned.first, 2018, agreement)
    assert table.title == "Betalingsplan 2018: a konto etter forfall, kroner"
    assert values(table, 0)[2:] == [
        *("1 av 4", "2018-02-15", "Midvik", "75.00", "ikke krevd")
    ]
    sums = [
        (str(line.cells[0].value), str(line.cells[5].value))
        for line in table.lines
        if line.role == "total"
    ]
    assert sums == [
        *((f"Sum termin {number}", "250.00") for number in (1, 2, 3)),
        ("Sum termin 4", "250.01"),
        ("Sum IKT-samarbeidet", "1000.01"),
    ]
    assert len(table.lines) == 4 * (3 + 1) + 1


def test_an_instalment_says_what_has_become_of_it(planned: Planned) -> None:
    (plan,) = planned.second
    settled = tuple(replace(row, is_settled=True) for row in plan.instalments)
    agreement = planned.before.agreement
    table = instalments_table([replace(plan, instalments=settled)], 2018, agreement)
    states = [values(table, line)[-1] for line in (0, 4)]
    assert states == ["nordvik-2018-0001", "avregnet"]


def test_a_plan_of_nothing_has_no_lines(planned: Planned) -> None:
    (plan,) = planned.first
    empty = replace(plan, instalments=())
    assert not instalments_table([empty], 2018, planned.before.agreement).lines


def test_payers_stand_across_and_those_who_pay_nothing_are_left_out(
    planned: Planned,
) -> None:
    payers = list(planned.before.agreement.municipalities.values())
    table = plan_table(planned.first, 2018, payers, {})
    assert [str(column.title) for column in table.columns] == [
        *("Samarbeid", "Termin", "Forfall", "Nordvik", "Midvik", "Sørvik", "Sum")
    ]
    assert values(table, 3)[3:] == ["125.01", "75.00", "50.00", "250.01"]
    assert values(table, 4)[3:] == ["500.01", "300.00", "200.00", "1000.01"]


def test_some_payers_have_the_sum_of_their_own(planned: Planned) -> None:
    """Midvik may see its own line alone."""
    midvik = planned.before.agreement.payer("midvik")
    table = plan_table(planned.first, 2018, [midvik], {})
    assert values(table, 0)[3:] == ["75.00", "75.00"]
    assert values(table, 4)[3:] == ["300.00", "300.00"]


def test_an_instalment_leads_to_its_claim_where_that_is_seen(
    planned: Planned,
) -> None:
    agreement = planned.before.agreement
    written, _ = read_claims(planned.books.entries, agreement)
    entries = {each.claim.id: each.entry for each in written}
    payers = [agreement.payer("midvik")]
    claimed, open_ = (
        plan_table(planned.second, 2018, payers, entries).lines[line].cells[3]
        for line in (0, 1)
    )
    entry = entries["nordvik-2018-0001"]
    assert (claimed.leads_to, claimed.note) == (
        *(targets.Entry(entry), "nordvik-2018-0001"),
    )
    assert (open_.leads_to, open_.note) == (None, "ikke krevd")
    unseen = plan_table(planned.second, 2018, payers, {}).lines[0].cells[3]
    assert (unseen.leads_to, unseen.note) == (None, "nordvik-2018-0001")


def test_a_payer_that_has_no_part_of_one_instalment_is_blank(planned: Planned) -> None:
    """Midvik comes in after the first is due."""
    (plan,) = planned.first
    rows = tuple(
        row for row in plan.instalments if (row.payer, row.number) != ("midvik", 1)
    )
    payers = list(planned.before.agreement.municipalities.values())
    table = plan_table([replace(plan, instalments=rows)], 2018, payers, {})
    assert values(table, 0)[3:] == ["125.00", "None", "50.00", "175.00"]


def test_an_instalment_takes_its_part_of_what_was_claimed_too_much(
    planned: Planned,
) -> None:
    """75 kr were claimed and 60 kr are planned: 5 kr less of each that is left."""
    midvik = planned.before.agreement.payer("midvik")
    table = steps_table(planned.second, 2018, midvik)
    assert [values(table, line)[2:] for line in range(4)] == [
        ["60", "60.00", "60.00", "None", "75.00"],
        ["120", "120.00", "60.00", "-5.00", "55.00"],
        ["180", "180.00", "60.00", "-5.00", "55.00"],
        ["240", "240.00", "60.00", "-5.00", "55.00"],
    ]
    assert [line.cells[-1].note for line in table.lines][:2] == [
        *("nordvik-2018-0001", "")
    ]


def test_what_has_fallen_due_is_told_by_day_and_payer(planned: Planned) -> None:
    """Two quarters of Midvik and one of Sørvik: 55, 55 and 36.66 kr."""
    (plan,) = planned.second
    by = {(row.payer, row.number): row for row in plan.instalments}
    found = [
        Missed((by["sorvik", 2],), is_over=False),
        Missed((by["midvik", 2], by["midvik", 3]), is_over=False),
    ]
    table = missed_table(found, planned.before.agreement)
    assert [values(table, line)[1:] for line in range(4)] == [
        ["2 av 4", "2018-05-15", "Midvik", "55.00"],
        ["2 av 4", "2018-05-15", "Sørvik", "36.66"],
        ["3 av 4", "2018-08-15", "Midvik", "55.00"],
        ["None", "None", "None", "146.66"],
    ]
