"""The master files of our SAF-T: accounts, who owes, and what each code is called."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from lxml import etree

from fellesbok.filing.folder import load
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.masters import codes_of
from fellesbok_importers.export.masters import master_files
from written_out import books_with

if TYPE_CHECKING:
    from fellesbok_importers.export.booked_year import Export
    from fellesbok_importers.faults import Fault


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    return collect(load(books_with(tmp_path_factory.mktemp("bok"))), 2018, None, None)


@pytest.fixture(scope="module")
def files(export: Export) -> Any:  # noqa: ANN401 -- lxml
    faults: list[Fault] = []
    made = master_files(export, faults)
    assert faults == []
    return made


def texts(element: Any, *names: str) -> list[str]:  # noqa: ANN401 -- lxml
    return [element.findtext(name) for name in names]


def account(files: Any, name: str) -> Any:  # noqa: ANN401 -- lxml
    (found,) = [e for e in files.iter("Account") if e.findtext("AccountID") == name]
    return found


def test_a_balance_stands_on_its_side_before_and_after(files: Any) -> None:  # noqa: ANN401 -- lxml
    bank = account(files, "Assets:Bank")
    assert texts(bank, "OpeningCreditBalance", "ClosingCreditBalance") == [
        "500.00",
        "800.00",
    ]
    assert bank.find("OpeningDebitBalance") is None
    cost = account(files, "Expenses:IKT:Ansvar-155/120")
    assert texts(cost, "OpeningDebitBalance", "ClosingDebitBalance") == [
        "0.00",
        "1000.00",
    ]


def test_an_art_of_three_digits_groups_its_account(files: Any) -> None:  # noqa: ANN401 -- lxml
    by_art = account(files, "Expenses:IKT:Ansvar-155/120")
    assert texts(by_art, "GroupingCategory", "GroupingCode") == ["KA_K", "120"]
    assert by_art.findtext("AccountDescription") == "Expenses:IKT:Ansvar-155, art 120"
    for other in ("Expenses:Brann:Ansvar-339/1951", "Assets:Bank"):
        found = account(files, other)
        assert texts(found, "GroupingCategory", "GroupingCode") == [
            "ikke oppgitt",
            "ikke oppgitt",
        ]


def test_who_owes_has_the_accounts_of_what_it_owes(files: Any) -> None:  # noqa: ANN401 -- lxml
    customers = {c.findtext("CustomerID"): c for c in files.iter("Customer")}
    assert list(customers) == ["nordvik", "sorvik", "ytrevik"]
    nordvik = customers["nordvik"]
    assert texts(nordvik, "RegistrationNumber", "Name") == ["974760673", "Nordvik"]
    assert [b.findtext("AccountID") for b in nordvik.iter("BalanceAccount")] == [
        "Assets:Fordringer:Nordvik:Brann",
        "Assets:Fordringer:Nordvik:IKT",
    ]


def test_every_code_of_a_line_is_in_the_table_once(
    export: Export,
    files: Any,  # noqa: ANN401 -- lxml
) -> None:
    table = [
        (e.findtext("AnalysisType"), e.findtext("AnalysisID"))
        for e in files.iter("AnalysisTypeTableEntry")
    ]
    assert len(table) == len(set(table))
    used = {
        code
        for record in export.records
        for line in record.lines
        for code in codes_of(export, line)
    }
    assert used <= {*table}
    assert {("ANSVAR", "155"), ("PROSJEKT", "P-1"), ("KOMMUNE", "nordvik")} <= used


def test_codes_are_called_what_the_agreements_call_them(files: Any) -> None:  # noqa: ANN401 -- lxml
    """155 is a cost centre of both cooperations; a project is nobody's in them."""
    called = {
        (e.findtext("AnalysisType"), e.findtext("AnalysisID")): e.findtext(
            "AnalysisIDDescription"
        )
        for e in files.iter("AnalysisTypeTableEntry")
    }
    assert called["ANSVAR", "155"].count(";") == 1
    assert called["KOMMUNE", "sorvik"] == "Sørvik"
    assert called["SAMARBEID", "ikt"] == "IKT-samarbeidet"
    assert called["PROSJEKT", "P-1"] == "ikke oppgitt"


def test_without_codes_of_tax_there_is_no_table_of_it(files: Any) -> None:  # noqa: ANN401 -- lxml
    assert files.find("TaxTable") is None
    assert etree.tostring(files).count(b"<AnalysisTypeTable>") == 1
