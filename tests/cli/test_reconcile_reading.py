"""A municipality's file is its own, of the year, and has something to hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from held_files import region as region  # noqa: PLC0414 -- a fixture
from reconciled_region import SIX
from reconciled_region import Region
from reconciled_region import true_vouchers

if TYPE_CHECKING:
    from click.testing import Result


# What is refused ----------------------------------------------------------------------


def refused(done: Result) -> list[str]:
    """What is said, without the folder."""
    assert done.exit_code == 1, done.output
    lines = done.stderr.splitlines()
    return [line.rpartition("/")[2] if "/" in line else line for line in lines]


def test_a_file_of_another_municipality(region: Region) -> None:
    path = region.file("sor", true_vouchers(region.claims("sor")))
    assert refused(region.held("nord", path)) == [
        "sor.xml:10: Filen er fra Sør, ikke fra Nord (964994129)."
    ]


PROFILE = ("--profile", "art-ansvar-funksjon")


def listed(path: Path, *rows: str) -> str:
    """A list of vouchers, which says nowhere whose it is."""
    heading = "Bilag;Dato;Art;Ansvar;Funksjon;Prosjekt;Tekst;Beløp"
    path.write_text("\n".join((heading, *rows, "")), encoding="utf-8")
    return str(path)


def rows_of(region: Region, slug: str) -> list[str]:
    amounts = [str(claim.amount).replace(".", ",") for claim in region.claims(slug)]
    return [
        f"{n};01.04.2018;350;700;120;;{claim.claim};{amount}"
        for n, (claim, amount) in enumerate(
            zip(region.claims(slug), amounts, strict=True), 1
        )
    ]


def test_a_list_that_names_the_claims_of_another_municipality(
    region: Region, tmp_path: Path
) -> None:
    """Sør has four claims, and its list is held against those on Nord."""
    path = listed(tmp_path / "liste.csv", *rows_of(region, "sor"))
    assert refused(region.held("nord", path, *PROFILE)) == [
        (
            "liste.csv:2: 4 av 4 linjer oppgir krav på Sør, og ingen oppgir krav på"
            " Nord. Er det rett fil, så svar for en av radene med --same."
        )
    ]
    claim = region.claims("nord")[0].claim
    done = region.held("nord", path, *PROFILE, "--same", f"2={claim}")
    assert done.exit_code == 0, done.output


def test_one_bill_of_another_is_a_finding_and_not_another_file(
    region: Region, tmp_path: Path
) -> None:
    own = "9;01.04.2018;350;700;120;;Skoleplass;512,50"
    path = listed(tmp_path / "liste.csv", rows_of(region, "sor")[0], own)
    done = region.held("nord", path, *PROFILE)
    assert done.exit_code == 0, done.output
    assert "som ikke er noe krav på kommunen." in done.stdout


def test_a_file_of_somebody_unknown(region: Region) -> None:
    path = Path(region.file("sor", true_vouchers(region.claims("sor"))))
    text = path.read_text(encoding="utf-8").replace(SIX["sor"][1], "974760673")
    path.write_text(text, encoding="utf-8")
    assert refused(region.held("sor", str(path))) == [
        "sor.xml:10: Filen er fra 974760673, ikke fra Sør (943350833)."
    ]


def test_a_file_of_another_year(region: Region) -> None:
    vouchers = tuple(
        replace(v, day=v.day.replace("2018", "2019"))
        for v in true_vouchers(region.claims("sor"))
    )
    assert refused(region.held("sor", region.file("sor", vouchers))) == [
        "sor.xml: Filen har ingen bilag i 2018. Den har 2019."
    ]


def test_a_file_without_such_arts(region: Region) -> None:
    wages, *_ = true_vouchers(region.claims("sor"))
    assert refused(region.held("sor", region.file("sor", (wages,)))) == [
        "sor.xml: Filen har ingen linjer på art 350, 380, 750, 780 i 2018."
    ]


def test_answers_that_are_none(region: Region) -> None:
    path = region.file("sor", true_vouchers(region.claims("sor")))
    wrong = ("--same", "3=vest-2018-0003", "--same", "65=vest-2018-0004")
    assert refused(region.held("sor", path, *wrong)) == [
        "sor.xml:3: På raden står ingen linje som holdes mot krav.",
        "sor.xml:65: «vest-2018-0004» er ikke noe krav på Sør.",
    ]
