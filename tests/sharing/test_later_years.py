"""A cost for next year that has no figures yet waits, and this year is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.sharing.statement import findings
from fellesbok.sharing.statement import shares

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")

MEMBERS = "[midvik, nordvik]"
STATISTIC = "{statistic: folketall, date: accounting_year}"
OVER = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'
LICENCE = cost("2018-12-01", "1200.00").replace(
    '"Kostnad"\n', '"Kostnad"\n  periode: "2018-12-01/2019-01-31"\n'
)
"""62 days, 31 of each year: 600 is of 2018 and 600 of 2019."""


def figures(*years: int) -> str:
    """Midvik has a third of the people."""
    values = "".join(
        f"    - {{municipality: {who}, date: {year}-01-01, value: {value}}}\n"
        for year in years
        for who, value in (("midvik", 1000), ("nordvik", 2000))
    )
    return (
        "statistics:\n  folketall:\n    title: Folketall\n    unit: personer\n"
        f"    source: SSB\n    values:\n{values}"
    )


def terms(key: str) -> str:
    due = "claims: {due_days: 30}"
    return version("2018-01-01", MEMBERS, host="midvik", key=key, claims=due)


def charged(folder: Folder) -> dict[str, str]:
    return {
        f"{share.period} {share.municipality}": str(share.amount)
        for share in shares(folder.load().entries)
    }


@pytest.mark.parametrize(
    ("key", "midvik", "nordvik"),
    [
        (STATISTIC, "500.00", "1000.00"),
        (f"{{bounded: {STATISTIC}, maximum: 1000}}", "500.00", "1000.00"),
        (f"{{threshold: 300, above: {STATISTIC}}}", "700.00", "800.00"),
        (f"{{base: 150, rest: {STATISTIC}}}", "550.00", "950.00"),
    ],
)
def test_what_is_for_next_year_waits_for_its_figures(
    tmp_path: Path, key: str, midvik: str, nordvik: str
) -> None:
    """900 and 600 are of 2018, and are shared; the 600 of 2019 waits, and is told."""
    folder = Folder(tmp_path).write(
        rules(terms(key), others=figures(2018)),
        chart(),
        cost("2018-03-01", "900.00"),
        LICENCE,
        OVER,
    )
    assert charged(folder) == {"2018 Midvik": midvik, "2018 Nordvik": nordvik}
    (note,) = findings(folder.load().entries, 2018)
    said = str(note.text).replace("\N{NO-BREAK SPACE}", " ")
    assert "600,00 kr er ikke fordelt: statistikken «folketall» mangler tall" in said
    assert "for Midvik per 01.01.2019. Det er for 2019, og fordeles når" in said


def test_when_the_figures_come_the_rest_is_claimed(tmp_path: Path) -> None:
    """200 and 400 more, for 2018, after the claims of 500 and 1 000."""
    text = rules(terms(STATISTIC), others=figures(2018))
    folder = Folder(tmp_path).write(
        text, chart(), cost("2018-03-01", "900.00"), LICENCE, OVER
    )
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    with_more = rules(terms(STATISTIC), others=figures(2018, 2019))
    (tmp_path / "allocation_rules.yaml").write_text(with_more, encoding="utf-8")
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    asked = [(c.payer.slug, str(c.amount)) for c in folder.claims()]
    assert asked == [
        ("midvik", "500.00"),
        ("nordvik", "1000.00"),
        ("midvik", "200.00"),
        ("nordvik", "400.00"),
    ]


def test_a_figure_that_this_year_lacks_is_an_error_as_before(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(
        rules(terms(STATISTIC), others=figures(2019)),
        chart(),
        cost("2018-03-01", "900.00"),
        LICENCE,
        OVER,
    )
    checked = folder.run("check")
    assert checked.exit_code == 1
    assert (
        "IKT-samarbeidet 2018 kan ikke fordeles: Statistikken «folketall» mangler tall"
        " for Midvik per 01.01.2018." in checked.output
    )
    text = (tmp_path / "allocation_rules.yaml").read_text(encoding="utf-8")
    line = text.splitlines().index("      - from: 2018-01-01") + 1
    assert f"allocation_rules.yaml:{line}:" in checked.output
