"""The paper of a settlement of a part of the year is of that part, and adds up alone.

Nordvik is host until 30 June and Midvik after; the cost is 80 000 kr in the first half
and 70 000 kr in the second, by weights 5 : 3 : 2 with a cap of 60 000 kr on Nordvik:

=======  ==========  ==========  =======
\\         2018-H1     2018-H2     2018
=======  ==========  ==========  =======
Nordvik  40 000      20 000      60 000
Midvik   24 000      30 000      54 000
Sørvik   16 000      20 000      36 000
=======  ==========  ==========  =======
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
from fellesbok.claim_documents import documents
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.claim_documents.content import Attachment

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

WEIGHTS = "{weights: {nordvik: 5, midvik: 3, sorvik: 2}}"
CAPPED = f"{{bounded: {WEIGHTS}, maximum: {{nordvik: 60000}}}}"
TERMS = {"key": CAPPED, "claims": "claims: {due_days: 30}"}
LATE = """
2018-09-01 * "Kostnad fra våren"
  periode: "2018-04-01/2018-04-30"
  Expenses:IKT  10000.00 NOK
  Assets:Bank
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    hosts = version(**TERMS), version("2018-07-01", host="midvik", **TERMS)
    costs = cost("2018-03-01", "50000.00"), cost("2018-05-20", "30000.00")
    return Folder(tmp_path).write(
        rules(*hosts), chart(), *costs, cost("2018-09-10", "70000.00")
    )


def attachment(folder: Folder, of: str, payer: str, period: str) -> Attachment:
    """The attachment of a settlement, when all of the year has been claimed."""
    done = folder.run("claim", "2018", "--date", "2019-01-15", "--yes")
    assert done.exit_code == 0, done.output
    (claim,) = (
        c
        for c in folder.claims()
        if (c.host.slug, c.payer.slug, c.period) == (of, payer, period)
    )
    return documents(claim, folder.load()).paper.attachment


def rows(read: Attachment, title: str) -> list[tuple[str, Decimal | None]]:
    """The lines of one section, in kroner."""
    (section,) = (s for s in read.sections if str(s.title).startswith(title))
    return [
        (str(r.label), None if r.amount_ore is None else kroner(int(r.amount_ore)))
        for r in section.rows
    ]


def test_the_first_half_knows_nothing_of_the_second(folder: Folder) -> None:
    read = attachment(folder, "nordvik", "midvik", "2018-H1")
    assert [(v.day.isoformat(), v.amount) for v in read.vouchers] == [
        ("2018-03-01", Decimal("50000.00")),
        ("2018-05-20", Decimal("30000.00")),
    ]
    assert not read.remarks
    assert rows(read, "Grunnlag")[-1] == ("Fordelingsgrunnlag", Decimal("80000.00"))
    assert rows(read, "Fordelingsnøkkel")[-1] == ("Til sammen", Decimal("24000.00"))
    assert rows(read, "Beløp") == [("Midvik til og med 2018-H1", Decimal("24000.00"))]
    assert rows(read, "Avtalen")[0] == ("Vertskommune: Nordvik", None)
    assert "får forklaringen for hele året med" in str(read.verify[-1])


def test_the_second_half_is_what_the_year_adds(folder: Folder) -> None:
    read = attachment(folder, "midvik", "nordvik", "2018-H2")
    assert sum(v.amount for v in read.vouchers) == Decimal("150000.00")
    assert rows(read, "Fordelingsnøkkel")[-2:] == [
        ("Av dette brukt tidligere i året", Decimal("40000.00")),
        ("Til sammen", Decimal("60000.00")),
    ]
    assert rows(read, "Beløp") == [
        ("2018-H1", Decimal("40000.00")),
        ("2018-H2", Decimal("20000.00")),
        ("Nordvik 2018", Decimal("60000.00")),
    ]
    assert rows(read, "Avtalen")[:2] == [
        ("Vertskommune til og med 30.06.2018: Nordvik", None),
        ("Vertskommune: Midvik", None),
    ]
    assert "får den samme forklaringen med" in str(read.verify[-1])


def test_what_came_late_to_the_first_host_stands_with_its_name(folder: Folder) -> None:
    """10 000 kr of April, booked in September: 3/10 of it is Midvik's in the spring.

    Of 160 000 kr Nordvik bears 60 000 kr, and Midvik three fifths of the rest.
    """
    folder.add(LATE)
    read = attachment(folder, "midvik", "sorvik", "2018-H2")
    assert rows(read, "Beløp") == [
        ("2018-H1", Decimal("16000.00")),
        ("2018-H2, vert Nordvik", Decimal("2000.00")),
        ("2018-H2", Decimal("22000.00")),
        ("Sørvik 2018", Decimal("40000.00")),
    ]
