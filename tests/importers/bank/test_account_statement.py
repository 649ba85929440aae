"""Bank statements become transactions whose balances hold, or nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bank_statements import details
from bank_statements import entry
from bank_statements import paid
from bank_statements import saved
from bank_statements import statement
from fellesbok.rules import read_rules
from fellesbok.web.access.serving import application
from fellesbok_importers.bank.account_statement import BankImporter
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


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return read_rules(RULES)


@pytest.fixture
def importer(agreement: Agreement) -> BankImporter:
    return BankImporter("drift", profile_of(PROFILE, "bank.yaml"), agreement)


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
