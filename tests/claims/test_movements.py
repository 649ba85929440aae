"""Money that landed with a participant is everybody's, and is claimed of who has it.

A refund of a common cost that is paid to a participant lowers everybody's share, and
stands on the participant's own account of outlays until it has paid it in.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import examine
from fellesbok.claim_documents.ubl import CAC_NAMESPACE
from fellesbok.claim_documents.ubl import CBC_NAMESPACE
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.explanation.afterwards import paying_rows
from invoiced import INVOICING

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("no_documents")

VAT = "{category: O, reason: Kostnadsdeling}"
TERMS = f"claims: {{due_days: 30, vat: {VAT}}}"
LAID_OUT = "Liabilities:Utlegg:Midvik:IKT"
OVER = '\n{}-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'


def equal(first: str = "2018-01-01", host: str = "nordvik") -> str:
    return version(first, key="equal", host=host, claims=TERMS)


def books(tmp_path: Path, *parts: str, versions: tuple[str, ...] = ()) -> Folder:
    """Nordvik, Midvik and Sørvik share alike; Nordvik is host where nothing is said."""
    invoicing = dict.fromkeys(("nordvik", "midvik", "sorvik"), INVOICING)
    text = rules(*(versions or (equal(),)), invoicing=invoicing)
    return Folder(tmp_path).write(text, chart(), *parts, OVER.format(2018))


def refund(day: str, amount: str, of: str = LAID_OUT) -> str:
    """The supplier credits a cost, and pays a participant."""
    return (
        f'\n{day} * "Kreditnota fra leverandøren"\n  Expenses:IKT  -{amount} NOK\n'
        f"  {of}  {amount} NOK\n"
    )


def claim(folder: Folder, year: str = "2018") -> list[Claim]:
    """Claim, and give what is new."""
    before = {one.id for one in folder.claims()}
    done = folder.run("claim", year, "--yes")
    assert done.exit_code == 0, done.output
    return [one for one in folder.claims() if one.id not in before]


def asked(made: list[Claim]) -> dict[str, tuple[str, str]]:
    """What each is asked for, and what of it was received: by host and payer."""
    return {
        f"{one.host.slug}/{one.payer.slug}": (str(one.amount), str(one.received))
        for one in made
    }


def findings(folder: Folder) -> list[str]:
    """What `check` tells of claims."""
    said = " ".join(folder.run("check").output.split())
    return [each for each in said.split(" · ")[1:] if "«fellesbok claim" in each]


def balances(folder: Folder, payer: str = "Midvik") -> dict[str, Decimal]:
    """What stands on a payer's accounts, where there is anything."""
    found: dict[str, Decimal] = {}
    for entry in folder.load().entries:
        for posting in getattr(entry, "postings", ()):
            if f":{payer}:" in posting.account and posting.account[0] in "AL":
                name = posting.account.split(":")[1]
                found[name] = found.get(name, Decimal(0)) + posting.units.number
    return {name: amount for name, amount in found.items() if amount}


def text_of(one: Claim, folder: Folder) -> list[tuple[str, str]]:
    """What the first page of a claim adds up."""
    made = documents(one, folder.load()).paper.reckoning
    return [(str(line.label), str(line.amount)) for line in made.lines]


# Who has the money pays it in ---------------------------------------------------------


def test_a_refund_that_landed_with_a_participant_is_claimed_of_it(
    tmp_path: Path,
) -> None:
    """900 − 300 kr are shared by three; Midvik has the 300 and pays them in as well."""
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-09-01", "300.00")
    )
    assert asked(claim(folder)) == {
        "nordvik/midvik": ("500.00", "300.00"),
        "nordvik/nordvik": ("200.00", "0.00"),
        "nordvik/sorvik": ("200.00", "0.00"),
    }
    assert balances(folder) == {"Krav": Decimal("500.00")}
    written = (folder.path / "ledger" / "krav").rglob("*.beancount")
    text = "".join(path.read_text(encoding="utf-8") for path in written)
    assert "mottatt: 300.00 NOK" in text
    assert "motregnet" not in text
    assert not claim(folder)
    assert not findings(folder)


def test_what_comes_back_of_an_outlay_that_is_settled_is_claimed(
    tmp_path: Path,
) -> None:
    """Midvik laid out 900 and got 600; of the 300 that came back later it keeps 100."""
    folder = books(tmp_path, cost("2018-02-01", "900.00", of=LAID_OUT))
    assert asked(claim(folder))["nordvik/midvik"] == ("-600.00", "0.00")
    folder.add(refund("2019-03-01", "300.00"), OVER.format(2019))
    assert asked(claim(folder, "2019")) == {
        "nordvik/midvik": ("200.00", "300.00"),
        "nordvik/nordvik": ("-100.00", "0.00"),
        "nordvik/sorvik": ("-100.00", "0.00"),
    }
    assert balances(folder) == {"Krav": Decimal("-400.00")}


@pytest.mark.parametrize(
    ("refunded", "expected"),
    [("100.00", ("-533.33", "0.00")), ("1200.00", ("500.00", "300.00"))],
)
def test_a_refund_comes_off_what_the_payer_laid_out_in_the_same_period(
    tmp_path: Path, refunded: str, expected: tuple[str, str]
) -> None:
    """900 laid out and 100 back is 800 laid out; 1 200 back is 300 received."""
    folder = books(
        tmp_path,
        cost("2018-02-01", "900.00", of=LAID_OUT),
        refund("2018-09-01", refunded),
        cost("2018-10-01", "900.00") if refunded == "1200.00" else "",
    )
    amount, received = asked(claim(folder))["nordvik/midvik"]
    shares = {"100.00": "266.67", "1200.00": "200.00"}
    laid_out = Decimal(900) - Decimal(refunded)
    assert Decimal(amount) == Decimal(shares[refunded]) - laid_out
    assert (amount, received) == expected


def test_an_outlay_that_the_host_has_paid_back_is_not_set_off(tmp_path: Path) -> None:
    back = (
        '\n2018-04-01 * "Nordvik betaler Midviks utlegg"\n'
        f"  {LAID_OUT}  900.00 NOK\n  Assets:Bank\n"
    )
    folder = books(tmp_path, cost("2018-02-01", "900.00", of=LAID_OUT), back)
    assert asked(claim(folder))["nordvik/midvik"] == ("300.00", "0.00")
    assert balances(folder) == {"Krav": Decimal("300.00")}


def test_an_outlay_paid_back_twice_is_claimed(tmp_path: Path) -> None:
    """It was set off in the settlement, and then paid out by mistake."""
    folder = books(tmp_path, cost("2018-02-01", "900.00", of=LAID_OUT))
    claim(folder)
    folder.add(
        '\n2018-12-31 * "Nordvik betaler Midviks utlegg"\n'
        f"  {LAID_OUT}  900.00 NOK\n  Assets:Bank\n"
    )
    assert asked(claim(folder)) == {"nordvik/midvik": ("900.00", "900.00")}


def test_money_paid_in_on_the_account_is_not_claimed(tmp_path: Path) -> None:
    paid_in = f'\n2018-10-01 * "Innbetalt"\n  Assets:Bank  300.00 NOK\n  {LAID_OUT}\n'
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-09-01", "300.00"), paid_in
    )
    assert asked(claim(folder))["nordvik/midvik"] == ("200.00", "0.00")


def test_each_host_claims_what_was_received_in_its_own_time(tmp_path: Path) -> None:
    """900 laid out under Nordvik, and 600 come back to Midvik under Sørvik."""
    folder = books(
        tmp_path,
        cost("2018-02-01", "900.00", of=LAID_OUT),
        refund("2018-09-01", "600.00"),
        versions=(equal(), equal("2018-07-01", "sorvik")),
    )
    assert asked(claim(folder)) == {
        "nordvik/midvik": ("-600.00", "0.00"),
        "nordvik/nordvik": ("300.00", "0.00"),
        "nordvik/sorvik": ("300.00", "0.00"),
        "sorvik/midvik": ("400.00", "600.00"),
        "sorvik/nordvik": ("-200.00", "0.00"),
        "sorvik/sorvik": ("-200.00", "0.00"),
    }
    assert balances(folder) == {"Krav": Decimal("-200.00")}


def test_the_host_itself_has_received_it(tmp_path: Path) -> None:
    """It claims it of itself with its share, in an internal note."""
    of = "Liabilities:Utlegg:Nordvik:IKT"
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-09-01", "300.00", of)
    )
    made = claim(folder)
    assert asked(made)["nordvik/nordvik"] == ("500.00", "300.00")


# It is told where it is not claimed ---------------------------------------------------


def test_what_is_received_after_the_claim_is_told_of(tmp_path: Path) -> None:
    folder = books(tmp_path, cost("2018-02-01", "900.00"))
    claim(folder)
    folder.add(refund("2018-12-30", "300.00"))
    (found,) = [text for text in findings(folder) if "mottatt" in text]
    assert found == (
        "Midvik: 300,00 kr er mottatt for samarbeidet og ikke krevd for 2018. Nordvik"
        " krever det med «fellesbok claim 2018»."
    )
    assert asked(claim(folder))["nordvik/midvik"] == ("200.00", "300.00")
    assert not findings(folder)


# Taking it back -----------------------------------------------------------------------


@pytest.fixture
def claimed(tmp_path: Path) -> Folder:
    """Midvik is claimed for its share of 200 and the 300 that it received."""
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-09-01", "300.00")
    )
    claim(folder)
    return folder


def of_midvik(folder: Folder) -> Claim:
    """The newest claim or note on Midvik."""
    return [one for one in folder.claims() if one.payer.slug == "midvik"][-1]


def credit(folder: Folder, *more: str) -> Claim:
    number = next(one.id for one in folder.claims() if one.payer.slug == "midvik")
    done = folder.run("credit", number, "--reason", "Feil", *more, "--yes")
    assert done.exit_code == 0, done.output
    return of_midvik(folder)


def test_a_credit_note_takes_back_what_was_received_too(claimed: Folder) -> None:
    note = credit(claimed)
    assert (str(note.amount), str(note.received)) == ("-500.00", "-300.00")
    assert balances(claimed) == {
        "Fordringer": Decimal("200.00"),
        "Utlegg": Decimal("300.00"),
    }
    assert asked(claim(claimed)) == {"nordvik/midvik": ("500.00", "300.00")}


def test_what_was_received_goes_back_with_the_last_part(claimed: Folder) -> None:
    first = credit(claimed, "--amount", "100,00")
    assert (str(first.amount), str(first.received)) == ("-100.00", "0.00")
    last = credit(claimed, "--amount", "400,00")
    assert (str(last.amount), str(last.received)) == ("-400.00", "-300.00")
    assert asked(claim(claimed)) == {"nordvik/midvik": ("500.00", "300.00")}


def test_a_note_that_takes_back_another_amount_is_a_fault(claimed: Folder) -> None:
    credit(claimed)
    (path,) = [
        path
        for path in (claimed.path / "ledger" / "krav").rglob("*.beancount")
        if "kreditnota" in path.read_text(encoding="utf-8")
    ]
    text = path.read_text(encoding="utf-8")
    for right, wrong in (
        ("mottatt: -300.00", "mottatt: -200.00"),
        ("Fordringer:Midvik:IKT    200.00", "Fordringer:Midvik:IKT    300.00"),
        ("Utlegg:Midvik:IKT   300.00", "Utlegg:Midvik:IKT   200.00"),
    ):
        assert right in text
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8")
    said = " ".join(claimed.run("check").output.split())
    line = text.splitlines().index(next(x for x in text.splitlines() if " #krav" in x))
    assert f"{path.name}:{line + 1}" in said
    assert (
        "Kreditnotaen nordvik-2019-0004 har -200,00 i «mottatt», men skal ha -300,00."
        " Det er 100,00 i forskjell." in said
    )


def test_a_claim_says_one_of_them(claimed: Folder) -> None:
    (path,) = (claimed.path / "ledger" / "krav").rglob("*.beancount")
    text = path.read_text(encoding="utf-8")
    both = "mottatt: 300.00 NOK\n  motregnet: 300.00 NOK"
    path.write_text(text.replace("mottatt: 300.00 NOK", both), encoding="utf-8")
    said = claimed.run("check")
    assert "Kravet har både «motregnet» og «mottatt»: skriv bare det ene." in (
        " ".join(said.output.split())
    )
    assert path.name in said.output


# Every place says what it is ----------------------------------------------------------


def test_the_paper_lets_its_receiver_derive_it(claimed: Folder) -> None:
    one = of_midvik(claimed)
    assert text_of(one, claimed) == [
        ("Andel av regnskapet 2018", "200.00"),
        ("Midvik har mottatt for samarbeidet", "300.00"),
    ]
    derived = documents(one, claimed.load()).paper.attachment.derived
    (section,) = [s for s in derived if s.title == "Mottatt for samarbeidet"]
    assert [(str(row.label), int(row.amount_ore or 0)) for row in section.rows] == [
        ("01.09.2018: Kreditnota fra leverandøren", 30000),
        ("Mottatt og ikke gjort opp", 30000),
    ]


def test_the_paper_of_the_credit_note_takes_both_back(claimed: Folder) -> None:
    note = credit(claimed)
    (_, share), received = text_of(note, claimed)
    assert share == "-200.00"
    assert received == ("Midvik har mottatt for samarbeidet", "-300.00")


def test_the_e_invoice_has_a_line_of_its_own_for_it(claimed: Folder) -> None:
    made = documents(of_midvik(claimed), claimed.load())
    assert made.ehf is not None, made.why_no_ehf
    assert not examine(made).faults
    names = {"cac": CAC_NAMESPACE, "cbc": CBC_NAMESPACE}
    root = etree.fromstring(made.ehf)
    found = [
        (
            line.findtext("cbc:LineExtensionAmount", namespaces=names),
            line.findtext("cac:Item/cbc:Name", namespaces=names),
        )
        for line in root.iterfind("cac:InvoiceLine", namespaces=names)
    ]
    assert [amount for amount, _ in found] == ["200.00", "300.00"]
    assert "Midvik har mottatt for samarbeidet" in (found[1][1] or "")
    payable = "cac:LegalMonetaryTotal/cbc:PayableAmount"
    assert root.findtext(payable, namespaces=names) == "500.00"


def test_the_statement_and_the_explanation_add_up(claimed: Folder) -> None:
    loaded = claimed.load()
    assert loaded.shared is not None
    accounts = share_accounts(loaded.entries, loaded.shared.agreement)
    (midvik,) = [account for account in accounts if account.payer.slug == "midvik"]
    assert str(midvik.total(Step.RECEIVED)) == "300.00"
    assert midvik.total(Step.SET_OFF) is None
    assert str(midvik.outstanding) == "500.00"
    number = of_midvik(claimed).id
    day = f"{midvik.claims[0].claim.day:%d.%m.%Y}"
    assert [(str(row.label), str(row.amount_ore)) for row in paying_rows(midvik)] == [
        ("Krevd i alt", "20000"),
        (f"{day} mottatt for samarbeidet, krevd med krav {number}", "30000"),
        ("Utestående", "50000"),
    ]


def test_the_list_of_claims_has_a_column_for_it(tmp_path: Path) -> None:
    folder = books(
        tmp_path, cost("2018-02-01", "900.00"), refund("2018-09-01", "300.00")
    )
    said = folder.run("claim", "2018", "--dry-run").output.splitlines()
    (head,) = [line for line in said if line.startswith("Krav ")]
    (midvik,) = [line for line in said if "Midvik" in line and "avregning" in line]
    label = "Mottatt for samarbeidet"
    assert "Motregnet" not in head, "nobody has laid out anything"
    end = head.index(label) + len(label)
    assert midvik[:end].endswith(" 300,00")


def test_the_tables_tell_it_apart_from_what_is_set_off(claimed: Folder) -> None:
    (claimed.path / "queries").mkdir(exist_ok=True)
    for name, table in (("krevd", "claims"), ("oppgjort", "settlements")):
        (claimed.path / "queries" / f"{name}.bql").write_text(
            "SELECT sum(received) AS received, sum(set_off) AS set_off"  # noqa: S608
            f" FROM {table} WHERE municipality = 'Midvik'",
            encoding="utf-8",
        )
        done = claimed.run("query", name, "--format", "csv")
        assert done.exit_code == 0, done.output
        assert "300,00" in done.output
