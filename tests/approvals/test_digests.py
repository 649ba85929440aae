"""A voucher that was changed is another one; how it is written changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from approval_lines import standing
from attested_books import SERVER
from attested_books import approved
from attested_books import books
from attested_books import line
from fellesbok.approvals.attested import approvals_of_year
from fellesbok.approvals.digests import voucher_digest

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("9999.99", "9999.98"),
        ("2018-04-02", "2018-04-03"),
        ('"Kabler"', '"Kabel"'),
        ('"Leverandør" "Kabler"', '"Leverandøren" "Kabler"'),
        ('  bilag: "B-2"', '  bilag: "B-2"\n  fakturanr: "77"'),
        ("Expenses:IKT     9999.99 NOK", 'Expenses:IKT  9999.99 NOK\n    note: "x"'),
        ('"Kabler"', '"Kabler" #hast'),
    ],
)
def test_a_changed_voucher_loses_its_attestation_and_that_is_told(
    tmp_path: Path, before: str, after: str
) -> None:
    folder = approved(tmp_path)
    main = tmp_path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    assert text.count(before) == 1
    main.write_text(text.replace(before, after), "utf-8")
    assert standing(folder)["B-2"] == ["endret etter at det ble attestert 05.04.2018"]
    assert standing(folder)["B-1"] == []
    done = folder.run("check")
    assert done.exit_code == 0
    assert (
        "Bilag B-2 er endret etter at det ble attestert 05.04.2018, så det må gjøres"
        " på nytt." in done.output
    )


def test_where_it_stands_and_how_it_is_written_changes_nothing(tmp_path: Path) -> None:
    """Empty lines, zeros, an amount left out or written, a link for the payment."""
    folder = approved(tmp_path)
    main = tmp_path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    text = text.replace(
        "12000.00 NOK\n  Assets:Bank", "12000.00 NOK\n  Assets:Bank  -12000.00 NOK"
    )
    text = text.replace('"Kabler"', '"Kabler" ^betalt-2')
    main.write_text("\n\n; flyttet\n" + text, "utf-8")
    assert standing(folder) == {"B-1": [], "B-2": []}


def test_the_same_number_of_another_year_is_another_voucher(tmp_path: Path) -> None:
    older = SERVER.replace("2018-03-01", "2018-01-31")
    later = SERVER.replace("2018-03-01", "2019-03-01")
    folder = books(tmp_path, older, later)
    loaded = folder.load()
    first = next(e for e in loaded.entries if e.meta.get("bilag") == "B-1")
    folder.add(
        line(
            folder,
            "B-1",
            "attestert",
            "IKT-leder",
            digest=voucher_digest(first),  # type: ignore[arg-type]
        )
    )
    loaded = folder.load()
    agreement = loaded.settled.agreement
    reasons = [
        [
            str(r)
            for each in approvals_of_year(loaded.entries, agreement, year)
            for r in each.reasons
        ]
        for year in (2018, 2019)
    ]
    assert reasons == [["ikke anvist"], ["ikke attestert", "ikke anvist"]]
