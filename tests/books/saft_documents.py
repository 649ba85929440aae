"""SAF-T documents of a made-up municipality, in each version, for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal

NAMESPACE = "urn:StandardAuditFile-Taxation-Financial:NO"
ACCOUNTS = ("120", "195", "429", "010", "700", "550", "2400", "1920")
TYPES = {"A": "Avdeling", "F": "Funksjon", "P": "Prosjekt"}


@dataclass(frozen=True)
class Line:
    """One line: debit positive, dimensions by their code."""

    account: str
    amount: str
    dimensions: dict[str, str] = field(default_factory=dict)
    text: str = "Lisenser"
    supplier: str = ""
    tax: str = ""
    kid: str = ""


@dataclass(frozen=True)
class Voucher:
    """One voucher."""

    number: str
    day: str
    lines: tuple[Line, ...]


MARCH = (
    Voucher(
        "1",
        "2018-03-14",
        (
            Line("195", "1000.00", {"A": "155", "F": "120"}, tax="1", supplier="L1"),
            Line("429", "250.00", {"A": "155", "F": "120"}, "Mva"),
            Line("2400", "-1250.00", supplier="L1"),
        ),
    ),
    Voucher(
        "2",
        "2018-03-20",
        (
            Line("010", "45000.50", {"A": "153", "F": "120", "P": "9001"}, "Lønn"),
            Line("1920", "-45000.50", text="Lønn"),
        ),
    ),
    Voucher(
        "4",
        "2018-03-21",
        (Line("1920", "5.00", text="Ikke vårt"), Line("2400", "-5.00")),
    ),
)


def document(  # noqa: PLR0913, PLR0917 -- what a document can differ in
    vouchers: tuple[Voucher, ...] = MARCH,
    version: str = "1.30",
    journal: str = "K",
    currency: str = "NOK",
    organisation: str = "974760673",
    numbers: tuple[str, ...] = ACCOUNTS,
) -> str:
    """A whole document, with the sums that it should have."""
    amounts = [Decimal(line.amount) for v in vouchers for line in v.lines]
    debit = sum((a for a in amounts if a >= 0), Decimal("0.00"))
    credit = -sum((a for a in amounts if a < 0), Decimal("0.00"))
    inside = "\n".join(transaction(v, version) for v in vouchers)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<AuditFile xmlns="{NAMESPACE}">
<Header>
<AuditFileVersion>{version}</AuditFileVersion>
<AuditFileCountry>NO</AuditFileCountry>
<AuditFileDateCreated>2019-01-15</AuditFileDateCreated>
<SoftwareCompanyName>Oppdiktet</SoftwareCompanyName>
<SoftwareID>Regnskap</SoftwareID>
<SoftwareVersion>1</SoftwareVersion>
<Company><RegistrationNumber>{organisation}</RegistrationNumber><Name>Nordvik</Name></Company>
<DefaultCurrencyCode>{currency}</DefaultCurrencyCode>
</Header>
<MasterFiles>
<GeneralLedgerAccounts>
{accounts(version, numbers)}
</GeneralLedgerAccounts>
<Suppliers>
<Supplier><Name>Datahuset AS</Name><SupplierID>L1</SupplierID></Supplier>
</Suppliers>
<AnalysisTypeTable>
{types()}
</AnalysisTypeTable>
</MasterFiles>
<GeneralLedgerEntries>
<NumberOfEntries>{len(vouchers)}</NumberOfEntries>
<TotalDebit>{debit}</TotalDebit>
<TotalCredit>{credit}</TotalCredit>
<Journal>
<JournalID>{journal}</JournalID>
<Description>Kostnader</Description>
<Type>A</Type>
{inside}
</Journal>
</GeneralLedgerEntries>
</AuditFile>
"""


def accounts(version: str, numbers: tuple[str, ...] = ACCOUNTS) -> str:
    """The accounts; only older versions have a standard account."""
    standard = (
        "" if version == "1.30" else "<StandardAccountID>4000</StandardAccountID>"
    )
    return "\n".join(
        f"<Account><AccountID>{number}</AccountID>"
        f"<AccountDescription>Konto {number}</AccountDescription>{standard}"
        f"<GroupingCategory>KA_K</GroupingCategory><GroupingCode>{number}</GroupingCode>"
        "<AccountType>GL</AccountType></Account>"
        for number in numbers
    )


def types() -> str:
    """The types of dimensions."""
    return "\n".join(
        f"<AnalysisTypeTableEntry><AnalysisType>{code}</AnalysisType>"
        f"<AnalysisTypeDescription>{title}</AnalysisTypeDescription>"
        "<AnalysisID>155</AnalysisID><AnalysisIDDescription>Drift</AnalysisIDDescription>"
        "</AnalysisTypeTableEntry>"
        for code, title in TYPES.items()
    )


def transaction(voucher: Voucher, version: str) -> str:
    """One voucher as the version writes it."""
    kind = "<VoucherType>LF</VoucherType>" if version == "1.30" else ""
    lines = "\n".join(
        line_text(line, number, version) for number, line in enumerate(voucher.lines, 1)
    )
    return f"""<Transaction>
<TransactionID>{voucher.number}</TransactionID>
<Period>{int(voucher.day[5:7])}</Period>
<PeriodYear>{voucher.day[:4]}</PeriodYear>
<TransactionDate>{voucher.day}</TransactionDate>
{kind}<Description>Bilag {voucher.number}</Description>
<SystemEntryDate>{voucher.day}</SystemEntryDate>
<GLPostingDate>{voucher.day}</GLPostingDate>
{lines}
</Transaction>"""


def line_text(line: Line, number: int, version: str) -> str:
    """One line as the version writes it."""
    credit = line.amount.startswith("-")
    side = "Credit" if credit else "Debit"
    amount = f"<Amount>{line.amount.lstrip('-')}</Amount>"
    part = "AnalysisAmount" if version != "1.30" else f"{side}AnalysisAmount"
    tax_part = "TaxAmount" if version != "1.30" else f"{side}TaxAmount"
    analyses = "".join(
        f"<Analysis><AnalysisType>{code}</AnalysisType><AnalysisID>{value}</AnalysisID>"
        f"<{part}>{amount}</{part}></Analysis>"
        for code, value in line.dimensions.items()
    )
    supplier = f"<SupplierID>{line.supplier}</SupplierID>" if line.supplier else ""
    tax = (
        f"<TaxInformation><TaxType>MVA</TaxType><TaxCode>{line.tax}</TaxCode>"
        f"<{tax_part}><Amount>250.00</Amount></{tax_part}></TaxInformation>"
        if line.tax
        else ""
    )
    kid = f"<CID>{line.kid}</CID>" if line.kid else ""
    return (
        f"<Line><RecordID>{number}</RecordID><AccountID>{line.account}</AccountID>"
        f"{analyses}{supplier}<Description>{line.text}</Description>"
        f"<{side}Amount>{amount}</{side}Amount>{tax}{kid}</Line>"
    )
