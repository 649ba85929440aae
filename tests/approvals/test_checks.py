"""An attestation that cannot be meant is an error with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from approval_lines import last_line
from attested_books import CABLE
from attested_books import SERVER
from attested_books import books
from attested_books import digests
from attested_books import line

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            '2018-04-05 custom "attestasjon" "B-2"\n  av: "IKT-leder"\n',
            (
                'En attestasjon skrives slik: custom "attestasjon" "bilagsnummer"'
                ' "attestert", eller "anvist".'
            ),
        ),
        (
            '2018-04-05 custom "attestasjon" "B-2" "godkjent"\n  av: "IKT-leder"\n',
            (
                'En attestasjon skrives slik: custom "attestasjon" "bilagsnummer"'
                ' "attestert", eller "anvist".'
            ),
        ),
        (
            (
                '2018-04-05 custom "attestasjon" "B-9" "attestert"\n  av: "IKT-leder"\n'
                f'  sum: "{"0" * 64}"\n'
            ),
            "Bilag B-9 finnes ikke, så det kan ikke være attestert.",
        ),
        (
            '2018-04-05 custom "attestasjon" "B-2" "anvist"\n  sum: "{B-2}"\n',
            "Bilag B-2 er anvist, men «av» mangler: skriv hvem som har gjort det.",
        ),
        (
            '2018-04-05 custom "attestasjon" "B-2" "attestert"\n  av: "IKT-leder"\n',
            (
                "Bilag B-2 er attestert, men «sum» er ikke oppgitt. For bilaget fra"
                " 02.04.2018, slik det er nå, er den {B-2}."
            ),
        ),
        (
            (
                '2018-04-05 custom "attestasjon" "B-2" "attestert"\n  av: "IKT-leder"\n'
                '  sum: "9999.99"\n'
            ),
            (
                "Bilag B-2 er attestert, men «sum» er «9999.99». For bilaget fra"
                " 02.04.2018, slik det er nå, er den {B-2}."
            ),
        ),
        (
            (
                '2018-04-05 custom "attestasjon" "B-2" "attestert"\n  av: "Rådmann"\n'
                '  sum: "{B-2}"\n'
            ),
            (
                "Bilag B-2 er attestert av Rådmann, som avtalen for IKT-samarbeidet"
                " ikke nevner. De som kan: IKT-leder, Økonomileder."
            ),
        ),
    ],
)
def test_an_attestation_that_cannot_be_meant_is_an_error(
    tmp_path: Path, written: str, told: str
) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    digest = digests(folder)["B-2"]
    folder.add(written.replace("{B-2}", digest))
    at = last_line(folder)
    assert folder.errors() == [f"{at}: {told.replace('{B-2}', digest)}"]


def test_one_person_does_not_both_attest_and_approve(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER)
    folder.add(
        line(folder, "B-1", "attestert", "Økonomileder"),
        line(folder, "B-1", "anvist", "Økonomileder"),
    )
    assert folder.errors() == [
        (
            f"{last_line(folder)}: Bilag B-1 er både attestert og anvist av"
            " Økonomileder. Det skal være to forskjellige."
        )
    ]


def test_a_voucher_is_attested_before_it_is_approved(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER)
    folder.add(
        line(folder, "B-1", "attestert", "IKT-leder", "2018-04-05"),
        line(folder, "B-1", "anvist", "Rådmann", "2018-04-04"),
    )
    assert folder.errors() == [
        (
            f"{last_line(folder)}: Bilag B-1 er anvist 04.04.2018, før det ble"
            " attestert 05.04.2018."
        )
    ]


def test_the_same_line_twice_is_told(tmp_path: Path) -> None:
    folder = books(tmp_path, CABLE)
    same = line(folder, "B-2", "attestert", "IKT-leder")
    folder.add(same, same)
    assert folder.errors() == [
        (
            f"{last_line(folder)}: Bilag B-2 er attestert to ganger av IKT-leder: også"
            " 05.04.2018."
        )
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "attest: [IKT-leder, Økonomileder]",
            "attest: []",
            (
                "«attested_from» er satt, men ingen står i «roles: attest», så ingen"
                " kan gjøre det."
            ),
        ),
        (
            "attest: [IKT-leder, Økonomileder]",
            "attest: [IKT-leder, IKT-leder]",
            "«IKT-leder» står to ganger.",
        ),
        (
            (
                "attest: [IKT-leder, Økonomileder]\n          "
                "approve: [Rådmann, Økonomileder]"
            ),
            "attest: [Rådmann]\n          approve: [Rådmann]",
            (
                "Bare Rådmann kan både attestere og anvise, og samme person kan ikke"
                " gjøre begge deler for et bilag. Oppgi en til."
            ),
        ),
    ],
)
def test_terms_that_nobody_can_fulfil_are_a_fault(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    folder = books(tmp_path, SERVER)
    path = tmp_path / "allocation_rules.yaml"
    text = path.read_text("utf-8")
    before = before.replace("\n          ", "\n            ")
    after = after.replace("\n          ", "\n            ")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    found = folder.errors()
    word = {"«a": "attested_from", "«I": "attest:", "Ba": "roles:"}[told[:2]]
    rows = path.read_text("utf-8").splitlines()
    at = next(n for n, row in enumerate(rows, 1) if word in row)
    assert f"{at}: {told}" in found
