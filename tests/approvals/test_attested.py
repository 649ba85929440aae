"""Attestation: who attested a voucher as it is, what it lacks, and what waits for it.

Three municipalities share IKT.  Vouchers of any amount must be attested, and those of
10 000 kr or more approved, before IKT is claimed or closed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from attested_books import CABLE
from attested_books import SERVER
from attested_books import TERMS
from attested_books import approved
from attested_books import books
from attested_books import digests
from attested_books import line
from claimbook import CLAIMS
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.approvals.attested import approvals_of_year
from fellesbok.approvals.digests import voucher_digest
from fellesbok.books import load_books
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
UNNUMBERED = 'har ikke bilagsnummer. Skriv «bilag: "…"» på bilaget i main.beancount:{}'


def standing(folder: Folder) -> dict[str, list[str]]:
    """Why each voucher of 2018 lacks what it lacks."""
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2018)
    return {each.number: [say(r, "nb") for r in each.reasons] for each in found}


def errors(folder: Folder) -> list[str]:
    """Each error as line of the books and text."""
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    return [f"{fault.line}: {say(fault.message, 'nb')}" for fault in loaded.errors]


def last_line(folder: Folder, word: str = "attestasjon") -> int:
    """Where the last line with a word stands."""
    text = (folder.path / "ledger" / "main.beancount").read_text("utf-8")
    return max(n for n, row in enumerate(text.splitlines(), 1) if word in row)


# What counts --------------------------------------------------------------------------


def test_a_voucher_under_the_limit_is_attested_and_need_not_be_approved(
    tmp_path: Path,
) -> None:
    """9 999.99 kr is one øre under 10 000."""
    assert standing(approved(tmp_path)) == {"B-1": [], "B-2": []}


def test_a_voucher_at_the_limit_is_approved_too(tmp_path: Path) -> None:
    cable = CABLE.replace("9999.99", "10000.00")
    folder = books(tmp_path, cable)
    folder.add(line(folder, "B-2", "attestert", "IKT-leder"))
    assert standing(folder) == {"B-2": ["ikke anvist"]}


def test_the_whole_voucher_is_held_against_the_limit(tmp_path: Path) -> None:
    """Two lines of 5 000 kr are one invoice of 10 000."""
    split = CABLE.replace(
        "  Expenses:IKT     9999.99 NOK\n",
        "  Expenses:IKT     5000.00 NOK\n  Expenses:IKT     5000.00 NOK\n",
    )
    folder = books(tmp_path, split)
    assert standing(folder) == {"B-2": ["ikke attestert", "ikke anvist"]}


def test_what_nobody_did_is_lacking_both_ways(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    assert standing(folder) == {
        "B-1": ["ikke attestert", "ikke anvist"],
        "B-2": ["ikke attestert"],
    }


def test_a_voucher_without_a_number_cannot_be_attested(tmp_path: Path) -> None:
    folder = books(tmp_path, CABLE.replace('  bilag: "B-2"\n', ""))
    assert standing(folder) == {"": [UNNUMBERED.format(last_line(folder, "Kabler"))]}


@pytest.mark.parametrize(
    ("number", "lacks"),
    [
        ("", {"": [UNNUMBERED]}),
        ("0", {"0": ["ikke attestert"]}),
    ],
)
def test_an_empty_number_is_none_and_zero_is_one(
    tmp_path: Path, number: str, lacks: dict[str, list[str]]
) -> None:
    folder = books(tmp_path, CABLE.replace('"B-2"', number))
    line = last_line(folder, "Kabler")
    told = {of: [why.format(line) for why in found] for of, found in lacks.items()}
    assert standing(folder) == told


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


def test_a_changed_voucher_can_be_attested_anew(tmp_path: Path) -> None:
    folder = approved(tmp_path)
    main = tmp_path / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8").replace("Kabler", "Kabel"), "utf-8")
    folder.add(line(folder, "B-2", "attestert", "IKT-leder", "2018-05-01"))
    assert standing(folder)["B-2"] == []
    assert "endret etter" not in folder.run("check").output


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


# What is wrong ------------------------------------------------------------------------


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
    assert errors(folder) == [f"{at}: {told.replace('{B-2}', digest)}"]


def test_one_person_does_not_both_attest_and_approve(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER)
    folder.add(
        line(folder, "B-1", "attestert", "Økonomileder"),
        line(folder, "B-1", "anvist", "Økonomileder"),
    )
    assert errors(folder) == [
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
    assert errors(folder) == [
        (
            f"{last_line(folder)}: Bilag B-1 er anvist 04.04.2018, før det ble"
            " attestert 05.04.2018."
        )
    ]


def test_the_same_line_twice_is_told(tmp_path: Path) -> None:
    folder = books(tmp_path, CABLE)
    same = line(folder, "B-2", "attestert", "IKT-leder")
    folder.add(same, same)
    assert errors(folder) == [
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
    found = errors(folder)
    word = {"«a": "attested_from", "«I": "attest:", "Ba": "roles:"}[told[:2]]
    rows = path.read_text("utf-8").splitlines()
    at = next(n for n, row in enumerate(rows, 1) if word in row)
    assert f"{at}: {told}" in found


# What waits ---------------------------------------------------------------------------


def test_a_claim_waits_for_what_the_agreement_asks(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    before = folder.files()
    done = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert done.exit_code == 1
    assert (
        "! IKT-samarbeidet: bilag B-1 fra 01.03.2018 på 12 000,00 kr: ikke attestert."
        in done.output.replace("\N{NO-BREAK SPACE}", " ")
    )
    assert (
        "IKT-samarbeidet venter til bilagene er attestert og anvist slik avtalen"
        " krever. Se «fellesbok approvals 2018»." in done.output
    )
    assert folder.files() == before


def test_a_claim_is_made_when_all_is_attested(tmp_path: Path) -> None:
    folder = approved(tmp_path)
    done = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert done.exit_code == 0, done.output
    assert len(folder.claims()) == 3


def test_what_is_paid_on_account_waits_for_no_voucher(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(
        rules(version(claims=CLAIMS + TERMS)),
        chart(),
        '\n2018-01-01 custom "budget" Expenses:IKT "yearly" 40000.00 NOK\n',
        SERVER,
    )
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    assert len(folder.claims()) == 3


def test_a_claim_tells_and_does_not_wait_where_the_agreement_asks_nothing(
    tmp_path: Path,
) -> None:
    folder = books(tmp_path, CABLE, required="[]")
    done = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert done.exit_code == 0, done.output
    assert "bilag B-2 fra 02.04.2018" in done.output
    assert "venter til" not in done.output
    assert len(folder.claims()) == 3


def test_a_year_is_not_closed_before_its_vouchers_are_attested(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE, required="[close]")
    before = folder.files()
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 1
    assert (
        "IKT-samarbeidet 2018 avsluttes ikke før 2 bilag er attestert og anvist slik"
        " avtalen krever: B-1, B-2. Se «fellesbok approvals 2018 --lacking»."
        in done.output
    )
    assert folder.files() == before


def test_a_year_is_closed_when_they_are(tmp_path: Path) -> None:
    done = approved(tmp_path).run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output


def test_a_late_voucher_behind_a_correction_is_waited_for(tmp_path: Path) -> None:
    """2018 is closed; a voucher of 2018 comes in 2019 and is claimed with 2019."""
    folder = approved(tmp_path)
    assert folder.run("close", "2018", "--yes").exit_code == 0
    late = CABLE.replace("B-2", "B-7").replace("9999.99", "5000.00")
    folder.add(late)
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2019)
    assert [each.number for each in found if each.lacking] == ["B-7"]


def test_a_claim_of_a_correction_is_no_voucher_to_attest(tmp_path: Path) -> None:
    """It follows the late voucher and bears its link, and has no number of its own."""
    folder = approved(tmp_path)
    claimed = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert claimed.exit_code == 0, claimed.output
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(
        CABLE.replace("B-2", "B-7").replace("9999.99", "5000.00"),
        '\n2019-12-31 * "Leverandør" "Småting"\n  bilag: "C-1"\n'
        "  Expenses:IKT  10.00 NOK\n  Assets:Bank\n",
    )
    folder.add(
        line(folder, "B-7", "attestert", "IKT-leder"),
        line(folder, "C-1", "attestert", "IKT-leder", day="2019-12-31"),
    )
    done = folder.run("claim", "2019", "--date", "2020-01-31", "--yes")
    assert done.exit_code == 0, done.output
    loaded = folder.load()
    links = [
        entry.links
        for entry in loaded.entries
        if isinstance(entry, data.Transaction)
        if "krav" in entry.tags and entry.date.year > 2019
    ]
    assert any("korreksjon-2018-ikt" in each for each in links)
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2019)
    assert [each.number for each in found] == ["B-7", "C-1"]


def test_an_accrual_that_is_taken_back_waits_for_nobody(tmp_path: Path) -> None:
    folder = books(
        tmp_path,
        "2017-01-01 open Liabilities:Påløpt:IKT NOK\n",
        '\n2018-03-01 custom "paaloept" "ikt" Expenses:IKT 100.00 NOK\n'
        '  id: "strøm"\n  bilag: "P-1"\n  venter: "faktura"\n',
        CABLE.replace('bilag: "B-2"', 'bilag: "B-2"\n  erstatter: "strøm"'),
    )
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2018)
    assert [each.number for each in found] == ["P-1", "B-2"]


def test_what_an_accrual_lacks_is_said_and_is_enough(tmp_path: Path) -> None:
    """It has no voucher before the bill comes, so it gets a number of its own."""
    opened = "2017-01-01 open Liabilities:Påløpt:IKT NOK\n"
    accrual = (
        '\n2018-03-01 custom "paaloept" "ikt" Expenses:IKT 100.00 NOK\n'
        '  id: "s"\n  venter: "faktura"\n'
    )
    folder = books(tmp_path, opened, accrual)
    line = last_line(folder, "paaloept")
    expected = (
        'har ikke bilagsnummer. Skriv «bilag: "…"» rett under linjen «paaloept»'
        f" i main.beancount:{line}: det påløpte attesteres som et bilag, til fakturaen"
        " kommer"
    )
    assert standing(folder) == {"": [expected]}
    folder = books(tmp_path, opened, f'{accrual}  bilag: "P-1"\n')
    assert standing(folder) == {"P-1": ["ikke attestert"]}


# What is shown ------------------------------------------------------------------------


def test_the_command_lists_what_is_approved_what_lacks_and_why(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    folder.add(line(folder, "B-2", "attestert", "Økonomileder"))
    done = folder.run("approvals", "2018")
    assert done.exit_code == 0, done.output
    rows = [
        re.sub(r"\s+", " ", row.replace("\N{NO-BREAK SPACE}", " ")).strip()
        for row in done.output.splitlines()
    ]
    assert "B-1 01.03.2018 Leverandør – Server IKT-samarbeidet 12 000,00" in rows
    assert "ikke attestert; ikke anvist" in rows
    assert (
        "B-2 02.04.2018 Leverandør – Kabler IKT-samarbeidet 9 999,99 Økonomileder"
        in rows
    )
    assert rows[-1].startswith("1 av 2 bilag har det avtalen krever; 1 mangler noe.")


def test_only_what_lacks_something_can_be_asked_for(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    folder.add(line(folder, "B-2", "attestert", "Økonomileder"))
    done = folder.run("approvals", "2018", "--lacking", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert row["voucher"] == "B-1"
    assert row["lacking"] == ["attestert", "anvist"]
    assert row["digest"] == digests(folder)["B-1"]


def test_books_whose_agreement_says_nothing_are_told_so(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(rules(), chart(), SERVER)
    done = folder.run("approvals", "2018")
    assert done.output == (
        "Ingen avtale sier hvem som attesterer, eller ingen bilag er fordelt i 2018.\n"
    )
