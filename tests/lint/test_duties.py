"""What must be there: a report in time, a host, a key, a budget, a cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from audited_books import BUDGET
from audited_books import CLEAN
from audited_books import COLLECTIVE
from audited_books import COST
from audited_books import DATED
from audited_books import GRANT
from audited_books import KEY
from audited_books import NOT_STATED
from audited_books import NOTHING_SHARED
from audited_books import REPORT
from audited_books import SPRING
from audited_books import Books
from audited_books import Case
from audited_books import audit
from audited_books import each
from audited_books import memo
from audited_books import must_find
from audited_books import posted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def numbered(numbers: str) -> str:
    """The clean year, whose report says which municipalities it is of."""
    return CLEAN.replace(REPORT, f'{REPORT}  kommunenummer: "{numbers}"\n')


CHANGE_OF_HOST = {
    "      - from: 2018-01-01\n": "      - from: 2018-06-01\n",
    "    versions:\n": """    versions:
      - from: 2018-01-01
        participants: [nordvik, sorvik]
        host: not_stated
        key: equal
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: Sak 1/16
        source: Avtalen før 1. juni
""",
}

CASES = [
    # Vouchers are a report; where none are, somebody must tell
    Case(("mangler-rapport", "", ""), Books(BUDGET), Books(BUDGET + COST)),
    Case(
        ("mangler-rapport", "", ""),
        Books(CLEAN.replace('"rapportert"', '"mangler"')),
        Books(),
    ),
    Case(
        ("rapportdato", "", ""),
        Books(CLEAN.replace("2019-02-20", "2019-02-07")),
        Books(CLEAN.replace("2019-02-20", "2019-02-15")),
    ),
    Case(
        ("rapportdato", "", ""),
        Books(CLEAN.replace("2019-02-20", "2019-04-01")),
        Books(CLEAN.replace("2019-02-20", "2019-03-31")),
    ),
    Case(
        ("mangler-vert", "", "1010.5"),
        Books(terms={"host: nordvik": "host: not_stated"}),
        Books(),
    ),
    Case(("uten-noekkel", "", "1010.5"), Books(terms=NOT_STATED), Books()),
    Case(
        ("uten-noekkel", "", "1010.5"),
        Books(terms=NOTHING_SHARED),
        Books(CLEAN + GRANT, terms=NOTHING_SHARED),
    ),
    Case(("uten-noekkel", "alle", "606.3"), Books(terms=COLLECTIVE), Books()),
    Case(("mangler-budsjett", "", "1010.5"), Books(REPORT + COST), Books()),
    Case(
        ("mangler-budsjett", "20", "11.5"),
        Books(CLEAN + posted("Expenses:IKT:Kurs", "11.50")),
        Books(),
    ),
    Case(
        ("mangler-kostnad", "", "300.5"),
        Books(REPORT + memo("Tilskudd:Staten", "-300.50", "BRUKT")),
        Books(CLEAN + memo("Tilskudd:Staten", "-300.50", "BRUKT")),
    ),
    Case(
        ("kommunenummer", "", ""),
        Books(numbered("1901, x")),
        Books(
            CLEAN, terms={"source: Avtalen": "source: Partene er 1901 (Nordvik) o.fl."}
        ),
    ),
    Case(
        ("kommunenummer", "ukjent", ""),
        Books(numbered("1902 5901")),
        Books(numbered("1901")),
    ),
    Case(
        ("mangler-vert", "2018-01-01", "0"),
        Books(REPORT + BUDGET + DATED, CHANGE_OF_HOST),
        Books(),
    ),
    Case(
        ("mangler-vert", "2018-01-01", "1010.5"),
        Books(REPORT + BUDGET + SPRING, CHANGE_OF_HOST),
        Books(),
    ),
    Case(
        ("mangler-kostnad", "", ""),
        Books(REPORT + memo("Tilskudd:Staten", "-300.50", "UAVKLART")),
        Books(CLEAN + memo("Tilskudd:Staten", "-300.50", "UAVKLART")),
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)


TWO_REASONS = {
    "    versions:\n": """    versions:
      - from: 2017-01-01
        to: 2017-12-31
        participants: [nordvik, sorvik]
        host: nordvik
        key: {not_stated: ingen vet}
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: Sak 1/16
        source: Avtalen
""",
    KEY: "        key: {bounded: equal, minimum: 5000}\n",
}
OF_2017 = """
2018-06-01 * "Sent bilag"
  periode: "2017-01-01/2017-12-31"
  Expenses:IKT:Drift            20.00 NOK
  Liabilities:Utlegg:Nordvik
"""


@pytest.mark.parametrize(
    ("written", "terms", "amount", "told"),
    [
        (
            CLEAN,
            {KEY: TWO_REASONS[KEY]},
            "1010.50",
            ["1 010,50 kr er ikke fordelt: minimum og tak kan ikke holdes samtidig."],
        ),
        (
            CLEAN + OF_2017,
            TWO_REASONS,
            "1030.50",
            [
                "1 010,50 kr er ikke fordelt: minimum og tak kan ikke holdes samtidig.",
                "20,00 kr er ikke fordelt: ingen vet",
            ],
        ),
        (
            CLEAN + posted("Expenses:IKT:Drift", "-1020.50"),
            NOT_STATED,
            "10",
            ["-10,00 kr er ikke fordelt: ingen vet"],
        ),
    ],
    ids=["refused", "refused and not stated", "less than nothing"],
)
def test_what_is_not_shared_is_told_by_reason(
    tmp_path: Path,
    written: str,
    terms: Mapping[str, str],
    amount: str,
    told: list[str],
) -> None:
    """Also where the year cannot be shared, which is an error of the books."""
    found = audit(tmp_path, Books(written, terms), with_errors=True)
    (one,) = [f for f in found if f.rule == "uten-noekkel"]
    text = one.text.replace("\N{NO-BREAK SPACE}", " ")
    assert one.amount == Decimal(amount)
    assert all(each in text for each in told)
    assert text.count("er ikke fordelt") == len(told)
