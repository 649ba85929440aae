"""`fellesbok claim` numbers nothing that cannot be paid, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import ACCOUNT
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.filing.disk import locked
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")
NO_ADVANCE = "claims: {due_days: 30}"
TAXED = "claims: {due_days: 30, vat: {category: O, reason: Fordeling}}"
MISSING = (
    "! Nordvik mangler kontonummer, som 2 krav på til sammen 500,00 kr trenger for å"
    ' bli betalt (IKT-samarbeidet). Skriv «invoicing: {bank_account: "12345678903"}» på'
    " Nordvik (linje 4)."
)


def books(
    tmp_path: Path,
    *,
    invoicing: dict[str, str] | None = None,
    claims: str = NO_ADVANCE,
    others: str = "",
    host: str = "nordvik",
) -> Folder:
    """A year of IKT, 1 000 kr; Midvik bears 300 and Sørvik 200."""
    text = rules(
        version(claims=claims, host=host), invoicing=invoicing or {}, others=others
    )
    return Folder(tmp_path).write(
        text, chart("IKT", "Vann"), cost("2018-12-31", "1000.00")
    )


def said(folder: Folder, *more: str, code: int = 0) -> str:
    done = folder.run("claim", "2018", *more)
    assert done.exit_code == code, done.output
    return done.output.replace("\u00a0", " ")


def test_a_host_without_an_account_numbers_nothing(tmp_path: Path) -> None:
    folder = books(tmp_path)
    before = folder.files()
    for more in (["--yes"], ["--dry-run"]):
        shown = said(folder, *more, code=1)
        assert MISSING in shown
        assert "Med --without-account får de det likevel." in shown
    assert folder.files() == before


def test_who_means_it_gets_numbers_and_is_told(tmp_path: Path) -> None:
    folder = books(tmp_path)
    shown = said(folder, "--without-account", "--yes")
    assert MISSING in shown
    assert (
        "Kravene for IKT-samarbeidet får nummer likevel (--without-account)." in shown
    )
    assert len(folder.claims()) == 3


def test_with_an_account_nothing_is_said(tmp_path: Path) -> None:
    folder = books(tmp_path, invoicing={"nordvik": ACCOUNT})
    assert "mangler" not in said(folder, "--yes")
    assert len(folder.claims()) == 3


def test_an_internal_note_needs_no_account(tmp_path: Path) -> None:
    folder = books(tmp_path)
    said(folder, "--payer", "Nordvik", "--yes")
    (own,) = folder.claims()
    assert own.kind.value == "internt"


def test_all_hosts_are_told_at_once_and_the_others_claim(tmp_path: Path) -> None:
    """Two hosts have no account, one has; each is told of with its line."""
    others = "".join(
        f"""  {slug}:
    title: {title}
    account: {title}
    kind: cooperation
    legal_form: not_stated
    versions:
{version(claims=NO_ADVANCE, host=host)}"""
        for slug, title, host in (("vann", "Vann", "midvik"), ("veg", "Veg", "sorvik"))
    )
    folder = books(tmp_path, others=others, invoicing={"sorvik": ACCOUNT})
    folder.add(chart("Veg").replace("2017-01-01 open Assets:Bank NOK\n", ""))
    folder.add(cost("2018-12-31", "100.00", "Vann"), cost("2018-12-31", "10.00", "Veg"))
    shown = said(folder, "--yes")
    assert MISSING in shown
    assert "! Midvik mangler kontonummer, som 2 krav på til sammen 70,00 kr" in shown
    assert "(linje 8)" in shown
    assert "Kravene for IKT-samarbeidet, Vann får ikke nummer" in shown
    assert {one.cooperation.slug for one in folder.claims()} == {"veg"}
    assert next(one.id for one in folder.claims()) == "sorvik-2019-0001"


def test_an_e_invoice_needs_addresses_too(tmp_path: Path) -> None:
    """Midvik is to have one; Sørvik gets paper, and needs no address to pay."""
    invoicing = {
        "nordvik": ACCOUNT,
        "midvik": '    invoicing: {endpoint: "840014932", buyer_reference: R}\n',
    }
    folder = books(tmp_path, invoicing=invoicing, claims=TAXED)
    shown = said(folder, "--yes", code=1)
    assert (
        "! Midvik mangler adresse, som 1 krav på til sammen 300,00 kr trenger" in shown
    )
    assert (
        "! Nordvik mangler adresse og adresse for e-faktura, som 1 krav på til sammen"
        " 300,00 kr trenger for å bli betalt (IKT-samarbeidet). Skriv «invoicing:"
        ' {address: {street: …, postcode: "9990", city: …}, endpoint: "310000019"}» på'
        " Nordvik (linje 4)." in shown
    )
    assert "Sørvik mangler" not in shown


def test_without_a_tax_category_there_is_no_e_invoice_to_miss(tmp_path: Path) -> None:
    invoicing = {
        "nordvik": ACCOUNT,
        "midvik": '    invoicing: {endpoint: "840014932", buyer_reference: R}\n',
    }
    said(books(tmp_path, invoicing=invoicing), "--yes")


def test_money_to_the_payer_is_numbered_and_told_of(tmp_path: Path) -> None:
    """Midvik has laid out all of it: it gets 700 kr, and its account is not known."""
    folder = books(tmp_path, invoicing={"nordvik": ACCOUNT})
    text = cost("2018-12-31", "1000.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder.write(
        rules(version(claims=NO_ADVANCE), invoicing={"nordvik": ACCOUNT}), chart(), text
    )
    shown = said(folder, "--yes")
    assert (
        "! Midvik skal ha 700,00 kr av Nordvik, og kontonummeret er ikke oppgitt. Skriv"
        " «invoicing: bank_account» på Midvik (linje 9), eller spør" in shown
    )
    assert len(folder.claims()) == 3


def test_money_to_the_payer_alone_needs_no_account_of_the_host(tmp_path: Path) -> None:
    folder = books(tmp_path)
    text = cost("2018-12-31", "1000.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder.write(rules(version(claims=NO_ADVANCE), invoicing={}), chart(), text)
    assert "Midvik skal ha 700,00" in said(folder, "--payer", "Midvik", "--yes")


def test_a_claim_run_that_is_kept_out_says_so_in_its_own_words(tmp_path: Path) -> None:
    folder = books(tmp_path, invoicing={"nordvik": ACCOUNT})
    before = folder.files()
    with locked(folder.path / "ledger", Text("Ingenting er skrevet.")):
        shown = said(folder, "--yes", code=1)
    assert (
        "Noen andre skriver i bøkene akkurat nå, så ingen krav har fått nummer. Kjør"
        " kommandoen på nytt når de er ferdige" in shown
    )
    assert "nnles" not in shown
    assert folder.files() == before
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output
