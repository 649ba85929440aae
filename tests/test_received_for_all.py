"""What a participant receives for the cooperation is claimed, and what is not is told.

Three share IKT by weights 5 : 3 : 2; Nordvik is host.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok import statement
from fellesbok.claim_documents import documents

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.claims import Claim

CLAIMS = "claims: {due_days: 30}"
OF_SORVIK = "Liabilities:Utlegg:Sørvik:IKT"
OVER = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'


def books(folder: Path, *parts: str, hosts: tuple[str, ...] = ("nordvik",)) -> Folder:
    """Books whose host changes on 1 July where there are two."""
    days = ("2018-01-01", "2018-07-01")
    terms = [
        version(day, host=host, claims=CLAIMS)
        for day, host in zip(days, hosts, strict=False)
    ]
    return Folder(folder).write(rules(*terms), chart(), *parts)


def refund(day: str, amount: str) -> str:
    """The supplier pays back to Sørvik."""
    return (
        f'\n{day} * "Leverandøren" "Kreditert"\n  Expenses:IKT  -{amount} NOK\n'
        f"  {OF_SORVIK}  {amount} NOK\n"
    )


def claim(folder: Folder, year: str, day: str) -> None:
    run = folder.run("claim", year, "--date", day, "--yes")
    assert run.exit_code == 0, run.output


def claims_on(folder: Folder, payer: str) -> list[Claim]:
    return [c for c in folder.claims() if c.payer.slug == payer]


def told(folder: Folder) -> list[str]:
    """What is found on the receivables."""
    return [str(note.comment) for note in statement.findings(folder.load().entries)]


def test_a_refund_to_a_participant_is_claimed(tmp_path: Path) -> None:
    """900 − 300 is shared 300, 180 and 120; Sørvik has got 300 and pays 420."""
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-05-01", "300.00"), OVER
    )
    claim(folder, "2018", "2019-01-15")
    (one,) = claims_on(folder, "sorvik")
    assert (one.amount, one.set_off) == (Decimal("420.00"), Decimal("-300.00"))
    assert not told(folder)
    paper = documents(one, folder.load()).paper
    assert [(str(n.label), n.amount) for n in paper.reckoning.lines] == [
        ("Andel av regnskapet 2018", Decimal("120.00")),
        ("Sørvik har mottatt for samarbeidet, og det kreves", Decimal("300.00")),
    ]
    (section,) = paper.attachment.derived
    assert str(section.title) == "Mottatt for samarbeidet, som kreves"
    assert [(str(r.label), int(r.amount_ore or 0)) for r in section.rows] == [
        ("01.05.2018: Kreditert", -30000),
        ("Lagt ut og ikke gjort opp", -30000),
    ]


def test_a_refund_of_what_was_settled_before_is_claimed(tmp_path: Path) -> None:
    """900 laid out and set off in 2018; 300 comes back in 2019: 60 less, and 300."""
    folder = books(tmp_path, cost("2018-02-01", "900.00", of=OF_SORVIK), OVER)
    claim(folder, "2018", "2019-01-15")
    folder.add(refund("2019-03-01", "300.00"), OVER.replace("2018", "2019"))
    claim(folder, "2019", "2020-01-15")
    assert [(c.amount, c.set_off) for c in claims_on(folder, "sorvik")] == [
        (Decimal("-720.00"), Decimal("900.00")),
        (Decimal("240.00"), Decimal("-300.00")),
    ]
    total = sum((c.amount for c in claims_on(folder, "sorvik")), Decimal(0))
    assert total == Decimal("-480.00"), "120 of 600 borne, and 600 laid out net"


def test_after_a_change_of_host_the_new_one_claims_it(tmp_path: Path) -> None:
    """Laid out in Nordvik's time, got back in Midvik's."""
    folder = books(
        tmp_path,
        cost("2018-02-01", "900.00", of=OF_SORVIK),
        refund("2018-08-01", "600.00"),
        OVER,
        hosts=("nordvik", "midvik"),
    )
    claim(folder, "2018", "2019-01-15")
    assert {
        c.host.slug: (c.amount, c.set_off) for c in claims_on(folder, "sorvik")
    } == {
        "nordvik": (Decimal("-720.00"), Decimal("900.00")),
        "midvik": (Decimal("480.00"), Decimal("-600.00")),
    }
    assert not told(folder)


def test_a_claim_of_it_that_is_credited_is_claimed_again(tmp_path: Path) -> None:
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-05-01", "300.00"), OVER
    )
    claim(folder, "2018", "2019-01-15")
    (one,) = claims_on(folder, "sorvik")
    run = folder.run(
        "credit", one.id, "--reason", "Feil", "--date", "2019-02-01", "--yes"
    )
    assert run.exit_code == 0, run.output
    claim(folder, "2018", "2019-02-15")
    assert [(c.amount, c.set_off) for c in claims_on(folder, "sorvik")] == [
        (Decimal("420.00"), Decimal("-300.00")),
        (Decimal("-420.00"), Decimal("300.00")),
        (Decimal("420.00"), Decimal("-300.00")),
    ]


def test_what_was_received_and_is_not_claimed_is_told(tmp_path: Path) -> None:
    folder = books(tmp_path, cost("2018-02-01", "900.00"), OVER)
    claim(folder, "2018", "2019-01-15")
    folder.add(refund("2018-05-01", "300.00"))
    (found,) = [text for text in told(folder) if "mottatt for samarbeidet" in text]
    assert found == (
        "Sørvik: 300,00 kr er mottatt for samarbeidet og ikke krevd for 2018. Nordvik"
        " krever det med «fellesbok claim 2018»."
    )


@pytest.mark.parametrize(
    ("last", "is_told"), [("2020-01-30", True), ("2020-01-29", False)]
)
def test_a_whole_year_that_is_not_claimed_is_told_when_it_would_be_due(
    tmp_path: Path, last: str, *, is_told: bool
) -> None:
    """2018 is claimed and 2019 is not, which is due 30 days after it is over."""
    folder = books(tmp_path, cost("2018-02-01", "900.00"), OVER)
    claim(folder, "2018", "2019-01-15")
    folder.add(cost("2019-02-01", "90.00"), OVER.replace("2018-12-31", last))
    assert [text for text in told(folder) if "ikke krevd" in text] == (
        [
            f"{payer}: {amount} kr er ikke krevd for 2019. Nordvik krever det med"
            " «fellesbok claim 2019»."
            for payer, amount in (
                ("Midvik", "27,00"),
                ("Nordvik", "45,00"),
                ("Sørvik", "18,00"),
            )
        ]
        if is_told
        else []
    )


def test_books_without_claims_are_told_nothing(tmp_path: Path) -> None:
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), OVER.replace("2018-12-31", "2021-01-01")
    )
    assert not told(folder)
