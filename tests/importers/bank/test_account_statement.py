"""Bank statements become transactions whose balances hold, or nothing at all."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_statements import GOOD
from bank_statements import NUMBER
from bank_statements import SPACE_053
from bank_statements import entry
from bank_statements import statement
from fellesbok.rules import read_rules
from fellesbok.web.access.serving import application
from fellesbok_importers.bank.account_statement import BankImporter
from fellesbok_importers.documents.camt import read_statements
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of
from intake_runs import booked
from pagebook import copy_of_books
from places import HOUSE
from readers import answer_of

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement

RULES = HOUSE / "allocation_rules.yaml"
ACCOUNT = "Assets:Bank:Drift"
PROFILE = """
like: bank
booking: {host: nordreisa}
bank:
  accounts: [{number: "8601 11 17947", account: Assets:Bank:Drift}]
"""
SPACE_054 = "urn:iso:std:iso:20022:tech:xsd:camt.054.001."


def paid(reference: str, name: str = "Kommunen", amount: str = "") -> str:
    """What is told of one payment."""
    value = f'<Amt Ccy="NOK">{amount}</Amt>' if amount else ""
    return f"""<TxDtls>{value}
        <RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties>
        <RmtInf><Ustrd>{reference}</Ustrd></RmtInf></TxDtls>"""


def details(*payments: str) -> str:
    return f"<NtryDtls>{''.join(payments)}</NtryDtls>"


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return read_rules(RULES)


@pytest.fixture
def importer(agreement: Agreement) -> BankImporter:
    return BankImporter("drift", profile_of(PROFILE, "bank.yaml"), agreement)


def saved(folder: Path, text: str | bytes) -> Path:
    path = folder / "utskrift.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_payment_with_our_reference_pays_the_municipalitys_share(
    importer: BankImporter, tmp_path: Path
) -> None:
    paying = details(paid("Refusjon fordeling-2018-ikt-nordreisa", "Nordreisa kommune"))
    path = saved(
        tmp_path, statement(entry("865709.61", more=paying), closing="865809.61")
    )
    assert (
        booked(importer, path)
        == """\
2018-03-05 ! "Inngående saldo"
  kilde: "bank/86011117947/inngaaende-saldo"
  bilag: "bank-86011117947-inngaaende-saldo"
  avtrykk: "AVTRYKK"
  forslag: "Saldoen på kontoen før den første utskriften. Sett kontoen for\
 inngående balanse i stedet for Liabilities:Uplassert."
  Assets:Bank:Drift       100.00 NOK
  Liabilities:Uplassert  -100.00 NOK

2018-03-05 * "Nordreisa kommune" "Refusjon fordeling-2018-ikt-nordreisa"
  kilde: "bank/86011117947/865709.61CRDT"
  bilag: "bank-86011117947-865709.61CRDT"
  avtrykk: "AVTRYKK"
  Assets:Bank:Drift                 865709.61 NOK
  Assets:Fordringer:Nordreisa:IKT  -865709.61 NOK

2018-04-01 balance Assets:Bank:Drift                               865809.61 NOK
"""
    )


def test_a_payment_nobody_knows_waits_for_a_person(
    importer: BankImporter, tmp_path: Path
) -> None:
    paying = details(paid("Takk for sist", "Noen"))
    path = saved(tmp_path, statement(entry("10.00", more=paying), closing="110.00"))
    text = booked(importer, path)
    assert '2018-03-05 ! "Noen" "Takk for sist"' in text
    assert "Liabilities:Uplassert  -10.00 NOK" in text


def test_each_payment_of_a_batch_is_one_of_its_own(tmp_path: Path) -> None:
    batch = details(paid("a", amount="30.00"), paid("b", amount="12.50"))
    path = saved(tmp_path, statement(entry("42.50", more=batch), closing="142.50"))
    (found,) = read_statements(path)
    assert [p.amount for p in found.payments] == [Decimal("30.00"), Decimal("12.50")]
    assert len({p.reference for p in found.payments}) == 2


def test_a_batch_that_does_not_add_up_is_refused_with_the_difference(
    tmp_path: Path,
) -> None:
    batch = details(paid("a", amount="30.00"), paid("b", amount="12.00"))
    path = saved(tmp_path, statement(entry("42.50", more=batch), closing="142.50"))
    with pytest.raises(RejectedError, match="bunken") as error:
        read_statements(path)
    assert error.value.faults[0].off == Decimal("-0.50")


def test_money_out_and_reversals_have_their_sign(tmp_path: Path) -> None:
    """A reversal of a payment out comes in: the indicator already says so."""
    reversal = "<RvslInd>true</RvslInd>"
    entries = entry("20.00", "DBIT"), entry("20.00", "CRDT", more=reversal)
    (found,) = read_statements(saved(tmp_path, statement(*entries)))
    assert [p.amount for p in found.payments] == [Decimal("-20.00"), Decimal("20.00")]


def test_what_is_not_booked_yet_is_left_out(tmp_path: Path) -> None:
    entries = entry("20.00", status="PDNG"), entry("1.00")
    path = saved(tmp_path, statement(*entries, closing="101.00"))
    (found,) = read_statements(path)
    assert [p.amount for p in found.payments] == [Decimal("1.00")]


def test_payments_are_the_difference_between_the_balances(tmp_path: Path) -> None:
    path = saved(tmp_path, statement(entry("1.00"), closing="102.00"))
    with pytest.raises(RejectedError, match="utgående saldo") as error:
        read_statements(path)
    assert error.value.faults[0].off == Decimal("-1.00")


@pytest.mark.parametrize("version", range(2, 9))
@pytest.mark.parametrize("space", [SPACE_053, SPACE_054])
def test_every_version_is_read(tmp_path: Path, space: str, version: int) -> None:
    """From version 8, the status is a code within the element."""
    text = statement(entry("1.00"), closing="101.00", space=f"{space}{version:02d}")
    if version == 8:
        text = text.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
        text = text.replace("<Nm>", "<Pty><Nm>").replace("</Nm>", "</Nm></Pty>")
    (found,) = read_statements(saved(tmp_path, text))
    assert [p.amount for p in found.payments] == [Decimal("1.00")]


def test_the_same_payment_twice_is_known_by_the_banks_reference(
    importer: BankImporter, tmp_path: Path
) -> None:
    path = str(saved(tmp_path, statement(entry("1.00"), closing="101.00")))
    first = importer.extract(path, [])
    again = importer.extract(path, first)
    importer.deduplicate(again, first)
    assert "__duplicate__" in again[0].meta
    text = statement(entry("1.00").replace("1.00CRDT", "ny"), closing="101.00")
    other = importer.extract(str(saved(tmp_path, text)), first)
    importer.deduplicate(other, first)
    assert "__duplicate__" not in other[0].meta


def test_another_account_is_not_this_one(
    importer: BankImporter, tmp_path: Path
) -> None:
    text = statement(entry("1.00"), closing="101.00", account="12345678903")
    with pytest.raises(RejectedError, match="annen konto"):
        importer.extract(str(saved(tmp_path, text)), [])


def test_an_account_in_another_currency_than_the_books_is_refused(
    importer: BankImporter, tmp_path: Path
) -> None:
    text = statement(entry("1.00"), closing="101.00").replace("NOK", "EUR")
    with pytest.raises(RejectedError, match=r"«EUR»\. Bøkene føres i NOK"):
        importer.extract(str(saved(tmp_path, text)), [])


def test_an_amount_is_the_same_however_many_decimals_the_bank_writes(
    importer: BankImporter, tmp_path: Path
) -> None:
    written = statement(entry("1.00"), closing="101.00")
    first = importer.extract(str(saved(tmp_path, written)), [])
    text = written.replace(">1.00<", ">1<")
    again = importer.extract(str(saved(tmp_path, text)), first)
    importer.deduplicate(again, first)
    assert "__duplicate__" in again[0].meta


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>"""
HOSTILE = {
    "empty": "",
    "not xml": "Dato;Beløp",
    "cut off": GOOD[:-40],
    "another document": "<html/>",
    "entity bomb": BOMB + GOOD.split("?>", 1)[1].replace("utskrift-1", "&y;"),
    "external entity": GOOD.replace(
        "<Document", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document'
    ).replace("utskrift-1", "&e;"),
    "external type": GOOD.replace(
        "<Document", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><Document'
    ),
    "amount NaN": GOOD.replace(">1.00<", ">NaN<"),
    "amount with sign": GOOD.replace(">1.00<", ">-1.00<"),
    "three decimals": GOOD.replace(">1.00<", ">1.001<"),
    "an exponent": GOOD.replace(">1.00<", ">1E0<"),
    "marks that Python reads": GOOD.replace(">1.00<", ">1_0<"),
    "digits of another script": GOOD.replace(">1.00<", ">\N{FULLWIDTH DIGIT ONE}.00<"),
    "another currency": GOOD.replace('Ccy="NOK">1.00', 'Ccy="EUR">1.00'),
    "a day by its week": GOOD.replace("2018-03-05", "2018-W10-1"),
    "the last day there is": GOOD.replace("2018-03-31", "9999-12-31"),
    "the first day there is": GOOD.replace("2018-03-05", "0001-01-01"),
    "huge exponent": GOOD.replace(">1.00<", ">1E999999<"),
    "no sign": GOOD.replace("CRDT", "X"),
    "no day": GOOD.replace("2018-03-05", "5. mars"),
    "no account": GOOD.replace(NUMBER, ""),
    "unknown status": GOOD.replace("BOOK", "X"),
    "control characters": GOOD.replace("utskrift-1", "a&#x85;b"),
    "turned text": GOOD.replace("utskrift-1", "a\u202eb"),
    "too deep": "<a>" * 200 + "</a>" * 200,
    "a gigabyte line begun": "<Document>" + "x" * 11_000_000,
    "wrong encoding": GOOD.replace("utskrift-1", "å").encode("cp1252"),
    "zero bytes": GOOD.replace("utskrift-1", "a\0b"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_trusted_is_refused_at_once(
    tmp_path: Path, text: str | bytes
) -> None:
    path = saved(tmp_path, text)
    before = time.process_time()
    with pytest.raises(RejectedError) as error:
        read_statements(path)
    assert time.process_time() - before < 5, "seconds of work on a file of nothing"
    assert "root:" not in str(error.value)
    assert [p.name for p in tmp_path.iterdir()] == ["utskrift.xml"]


def test_all_faults_of_a_document_are_told_at_once(tmp_path: Path) -> None:
    text = statement(entry("x"), entry("1.00", "X"), entry("1.00", status="Y"))
    with pytest.raises(RejectedError) as error:
        read_statements(saved(tmp_path, text))
    assert [fault.column for fault in error.value.faults] == ["Amt", "CdtDbtInd", "Sts"]
    assert all(fault.row for fault in error.value.faults)


CONFIG = """
from pathlib import Path
from fellesbok_importers.intake.registry import config

CONFIG = config(Path(__file__).parent / "ledger" / "main.beancount")
"""
OPTIONS = """
2017-01-01 open Assets:Bank:Drift
2017-01-01 custom "fava-option" "import-config" "../import.py"
2017-01-01 custom "fava-option" "import-dirs" "../inn/"
"""


def test_favas_import_page_uses_the_same_importer(tmp_path: Path) -> None:
    """The accountant, who may edit, sees the payment before it is booked."""
    main = copy_of_books(tmp_path / "bok")
    root = main.parent.parent
    (root / "import.py").write_text(CONFIG, encoding="utf-8")
    (root / "profiles").mkdir()
    (root / "profiles" / "drift.yaml").write_text(PROFILE, encoding="utf-8")
    (root / "inn").mkdir()
    told = details(paid("fordeling-2018-ikt-nordreisa"))
    path = saved(root / "inn", statement(entry("1.00", more=told), closing="101.00"))
    with main.open("a", encoding="utf-8") as file:
        file.write(OPTIONS)
    app = application(main, edit=True)
    client = app.test_client()
    api = f"/{app.config['LEDGERS'].slug}/api"
    (listed,) = answer_of(client.get(f"{api}/imports"))["data"]
    (found,) = listed["importers"]
    assert found["account"] == "Assets:Bank:Drift"
    asks = {"filename": str(path), "importer": found["importer_name"]}
    entries = answer_of(client.get(f"{api}/extract", query_string=asks))["data"]
    accounts = [posting["account"] for posting in entries[1]["postings"]]
    assert accounts == ["Assets:Bank:Drift", "Assets:Fordringer:Nordreisa:IKT"]
    reader = application(main, edit=False).test_client()
    assert reader.get(f"{api}/imports").status_code == 403
    assert reader.get(f"{api}/extract", query_string=asks).status_code == 403
