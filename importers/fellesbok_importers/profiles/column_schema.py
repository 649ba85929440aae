"""The shape of a column profile: what an export looks like, and where it is booked.

A profile is data (``profiles/*.yaml``), so that a region teaches fellesbok a new export
without programming.  The descriptions are what an editor shows, in Norwegian.
"""

from __future__ import annotations

import re
from typing import Annotated
from typing import Literal

from pydantic import BeforeValidator
from pydantic import Field

from fellesbok.rules.scalars import AccountName  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import OrganisationNumber  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import Slug  # noqa: TC001 -- read by pydantic
from fellesbok.rules.scalars import Words  # noqa: TC001 -- read by pydantic
from fellesbok.rules.written_texts import refuse
from fellesbok.rules.written_texts import to_text
from fellesbok_importers.documents.dates import YEAR
from fellesbok_importers.profiles.bank_schema import Bank
from fellesbok_importers.profiles.bank_schema import Shape

_CLASS = re.compile(r"[0-9]")
_TEMPLATE = re.compile(
    r"(Assets|Liabilities|Equity|Income|Expenses)"
    r"(:([^\W_]([^\W_]|-)*|\{(samarbeid|ansvar)\}))+"
)


def _whole(value: object) -> int:
    """A row number, from 1."""
    text = to_text(value)
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:7]) < 10**6:
        raise refuse("«{found}» er ikke et radnummer fra 1.", found=text)
    return int(text)


def _template(value: object) -> str:
    """An account name in which ``{samarbeid}`` and ``{ansvar}`` are filled in."""
    text = to_text(value)
    if not _TEMPLATE.fullmatch(text):
        raise refuse(
            "«{found}» er ikke et kontonavn; {{samarbeid}} og {{ansvar}} fylles inn.",
            found=text,
        )
    return text


def _year(value: object) -> int:
    """An accounting year."""
    text = to_text(value)
    if not YEAR.fullmatch(text):
        raise refuse("«{found}» er ikke et år, slik som 2018.", found=text)
    return int(text)


def _class(value: object) -> str:
    """An account class (*kontoklasse*), one digit."""
    text = to_text(value)
    if not _CLASS.fullmatch(text):
        raise refuse("«{found}» er ikke en kontoklasse, fra 0 til 9.", found=text)
    return text


def _one_or_more(value: object) -> object:
    """A list, also of what was written alone."""
    return value if isinstance(value, list | tuple) else (value,)


Row = Annotated[int, BeforeValidator(_whole)]
Year = Annotated[int, BeforeValidator(_year)]
AccountClass = Annotated[str, BeforeValidator(_class)]
AccountTemplate = Annotated[str, BeforeValidator(_template)]


UNITS = {None: 1, "kroner": 1, "1000 kroner": 1000}
"""How many kroner each unit of ``amounts_in`` is; unsaid it is kroner."""


class Attested(Shape):
    """Hvor godt formatet er kjent."""

    level: Literal["dokumentert", "beskrevet", "uprøvd"] = Field(
        description="dokumentert: leverandøren har beskrevet kolonnene. beskrevet:"
        " andre har gjort det. uprøvd: antatt."
    )
    source: Words = Field(description="Hvor beskrivelsen står.")
    assumed: list[Words] = Field(
        default=[], description="Det vi antar, og som ingen ekte fil har vist."
    )


class Layout(Shape):
    """Hvordan filen er bygd opp."""

    kind: Literal["csv", "xlsx", "fixed"] = Field("csv", description="Filtypen.")
    delimiter: Literal[";", ",", "tab", "|"] = Field(";", description="Skilletegnet.")
    encoding: Literal["utf-8", "cp1252", "iso-8859-1", "utf-16", "auto"] = Field(
        "auto", description="Tegnsettet; auto prøver UTF-8 og så cp1252."
    )
    header_row: Row | None = Field(None, description="Raden med kolonnenavn, om noen.")
    header_rows: Row = Field(
        1, description="Hvor mange rader kolonnenavnene går over, fra header_row."
    )
    sheet: Words | None = Field(
        None, description="Arket i regnearket; ellers det eneste som har innhold."
    )
    first_field: Words | None = Field(
        None, description="Det som alltid står først på hver rad."
    )
    total_word: Annotated[tuple[Words, ...], BeforeValidator(_one_or_more)] = Field(
        (),
        description="Ordet (eller ordene) som en sumrad begynner med; summen av"
        " linjene over, eller siden en sum før den, kontrolleres.",
    )
    blank_repeats: list[
        Literal["voucher", "date", "year", "series", "ansvar", "art", "funksjon"]
    ] = Field(
        default=[],
        description="Kolonner der en tom celle betyr det samme som på raden over, de"
        " overordnede først: [voucher, date].",
    )
    short_rows: Literal["refuse", "blank"] = Field(
        "refuse",
        description="Rader med færre felt enn kolonneraden: avvis dem, eller la det"
        " som mangler sist på raden, være tomt.",
    )
    not_used: list[Words] = Field(
        default=[],
        description="Kolonner som med vilje ikke brukes, enda navnet sier noe om"
        " beløpet.",
    )


class Columns(Shape):
    """Hvilken kolonne som er hva: navnet i kolonneraden, eller nummeret fra 1."""

    voucher: Words | None = Field(None, description="Bilagsnummer.")
    date: Words | None = Field(None, description="Bilagsdato.")
    year: Words | None = Field(None, description="Regnskapsår; ellers datoens år.")
    series: Words | None = Field(None, description="Bilagsserie eller bilagsart.")
    account_string: Words | None = Field(
        None, description="Kontostreng som inneholder art, ansvar og funksjon."
    )
    art: Words | None = Field(None, description="Art, eller konto.")
    ansvar: Words | None = Field(None, description="Ansvar, eller avdeling.")
    funksjon: Words | None = Field(None, description="Funksjon, eller tjeneste.")
    project: Words | None = Field(None, description="Prosjekt.")
    payee: Words | None = Field(None, description="Leverandør eller kunde.")
    text: Words | None = Field(None, description="Tekst.")
    vat: Words | None = Field(None, description="Mva-kode.")
    account_class: Words | None = Field(
        None, description="Kontoklasse; bare drift (1 og 3) kontrolleres."
    )
    amount: Words | None = Field(None, description="Beløp med fortegn.")
    debit: Words | None = Field(None, description="Debet.")
    credit: Words | None = Field(None, description="Kredit.")
    side: Words | None = Field(
        None, description="Siden av et beløp uten fortegn: D (debet) eller K (kredit)."
    )
    currency: Words | None = Field(
        None, description="Valutaen; en linje i en annen enn bøkenes avvises."
    )
    kind: Words | None = Field(
        None, description="Inntekt eller utgift, i en fil uten arter."
    )
    attested_by: Words | None = Field(
        None, description="Hvem som har attestert bilaget; tomt der ingen har det."
    )
    attested_on: Words | None = Field(None, description="Dagen det ble attestert.")
    approved_by: Words | None = Field(
        None, description="Hvem som har anvist bilaget; tomt der ingen har det."
    )
    approved_on: Words | None = Field(None, description="Dagen det ble anvist.")


class AccountString(Shape):
    """En kontostreng som art;ansvar;funksjon."""

    separator: Words = Field(description="Tegnet mellom leddene.")
    parts: list[Literal["art", "ansvar", "funksjon", "project", "other"]] = Field(
        description="Leddene i rekkefølge.", min_length=1
    )


class Dimensions(Shape):
    """Hvilke dimensjoner i en SAF-T-fil som er hva: koden eller navnet på typen."""

    ansvar: list[Words] = Field(default=[], description="Ansvar, eller avdeling.")
    funksjon: list[Words] = Field(default=[], description="Funksjon, eller tjeneste.")
    project: list[Words] = Field(default=[], description="Prosjekt.")


class Saft(Shape):
    """Hvordan en SAF-T-fil leses."""

    dimensions: Dimensions = Field(description="Hvilke dimensjoner som er hva.")
    art: Literal["account", "grouping_code"] = Field(
        "account", description="Arten er kontonummeret, eller kontoens grupperingskode."
    )
    series: Literal["journal", "voucher_type", "none"] = Field(
        "journal",
        description="Bilagsserien er journalen, bilagsarten (fra 1.30), eller ingen.",
    )


class Booking(Shape):
    """Hvor det føres."""

    source: Words | None = Field(
        None, description="Navnet på kildesystemet, del av bilagets identitet."
    )
    series: Words | None = Field(
        None, description="Bilagsserien, når filen ikke har noen kolonne for den."
    )
    host: Slug | None = Field(
        None, description="Kommunen som eksporten kommer fra (vertskommunen)."
    )
    counter_account: AccountName | None = Field(
        None, description="Motkontoen; ellers Liabilities:Utlegg:<vertskommunen>."
    )
    vouchers: Literal["balanced", "one_sided"] = Field(
        "one_sided",
        description="balanced: hvert bilag i filen går i null. one_sided: filen har"
        " bare linjene på ansvarene, og motkontoen tar resten.",
    )
    other_ansvar: Literal["refuse", "leave_out"] = Field(
        "refuse",
        description="Ansvar som ingen avtale nevner: avvis filen, eller la dem ligge"
        " hos verten.",
    )
    chart: Literal["kostra", "ns4102"] | None = Field(
        None, description="Kontoplanen: KOSTRA, eller Norsk Standard 4102."
    )
    art_form: Literal["art", "class_art"] | None = Field(
        None,
        description="Hva koden begynner med: arten (17101 er art 171), eller"
        " kontoklassen (17101 er art 710 i klasse 1). Må sies der begge er mulige.",
    )
    operations: list[AccountClass] = Field(
        default=["1"], description="Kontoklassene som er drift."
    )
    other_class: Literal["refuse", "leave_out"] = Field(
        "refuse",
        description="Linjer av en annen kontoklasse (investering, balanse): avvis"
        " filen, eller la dem ligge hos verten.",
    )
    sign: Literal["debit_positive", "credit_positive"] = Field(
        "debit_positive", description="Hva et beløp uten minus er."
    )
    income_sign: Literal["minus", "plus"] | None = Field(
        None,
        description="Fortegnet på inntekter i en kolonne med beløp, slik som i"
        " regnskapet (minus) eller som kostnadene (plus).",
    )
    minus_in_sides: Literal["reversal", "repeated"] | None = Field(
        None,
        description="Et beløp med minus i debet eller kredit. reversal: det går"
        " motsatt vei. repeated: minus gjentar bare at det er kredit.",
    )
    arts: dict[str, AccountTemplate] = Field(
        default={},
        description="Kontoen for en art eller de arter som begynner slik, når den ikke"
        " er Expenses:<samarbeid>:<ansvar> eller Income:<samarbeid>.",
    )
    people: dict[str, Words] = Field(
        default={},
        description="Den som har attestert eller anvist, slik filen skriver det, og"
        " navnet i avtalen: {KAHA: IKT-leder}.",
    )


VatWord = Literal["compensation", "deduction", "cost"]


class Supplier(Shape):
    """En regel for fakturaer fra én leverandør."""

    vat: VatWord = Field(description="Hva avgiften på fakturaene er.")


class Invoice(Shape):
    """Fakturaer til en vertskommune."""

    tax_account: AccountName = Field(
        "Assets:Merverdiavgift",
        description="Kontoen for merverdiavgift, som kompenseres og ikke er kostnad.",
    )
    suspense: AccountName = Field(
        "Assets:Uplassert",
        description="Kontoen for kostnader uten ansvar i konteringsstrengen.",
    )
    vat: VatWord | None = Field(
        None,
        description="Hva avgiften er: compensation (kompenseres) og deduction (fradras)"
        " føres på tax_account og deles ikke; cost er kostnad og deles.",
    )
    buyers: list[Words] = Field(
        default=[],
        description="Andre organisasjonsnumre og navn som fakturaene til kommunen kan"
        " være stilet til, slik som en underenhet.",
    )
    prepaid_account: AccountName | None = Field(
        None,
        description="Kontoen der det som er betalt på forskudd er ført; uten den står"
        " forskudd på suspense og må avklares.",
    )
    suppliers: dict[OrganisationNumber, Supplier] = Field(
        default={}, description="Egne regler, etter leverandørens organisasjonsnummer."
    )


class ProfileModel(Shape):
    """En kolonneprofil."""

    like: Slug | None = Field(
        None, description="Navnet på en ferdig profil som denne bygger på."
    )
    title: Words = Field(description="Hva slags fil det er.")
    use: Literal["vouchers", "budget", "totals", "bank", "invoice", "saft"] = Field(
        "vouchers",
        description="Bilag, budsjett, kontoutskrift, faktura eller SAF-T å føre, eller"
        " summer å kontrollere mot.",
    )
    attested: Attested = Field(description="Hvor godt formatet er kjent.")
    file: Layout = Field(Layout(), description="Hvordan filen er bygd opp.")
    decimal_sign: Literal[",", "."] | None = Field(
        None, description="Desimaltegnet; uten dette avvises tall med to lesemåter."
    )
    amounts_in: Literal["kroner", "1000 kroner"] | None = Field(
        None,
        description="Enheten i et budsjett eller en fil med summer. Uten den er det"
        " kroner, og en fil som sier noe annet, avvises.",
    )
    date_form: Literal[
        "yyyymmdd",
        "ddmmyyyy",
        "dd.mm.yyyy",
        "dd.mm.yy",
        "dd/mm/yyyy",
        "mm/dd/yyyy",
        "dd-mm-yyyy",
        "mm-dd-yyyy",
        "yyyy-mm-dd",
        "yyyy/mm/dd",
        "mm.dd.yyyy",
    ] = Field("dd.mm.yyyy", description="Datoformen; et klokkeslett kan stå etter.")
    year: Year | None = Field(
        None, description="Året for et budsjett uten kolonne for år eller dato."
    )
    columns: Columns = Field(Columns(), description="Hvilken kolonne som er hva.")
    saft: Saft | None = Field(None, description="Hvordan en SAF-T-fil leses.")
    account_string: AccountString | None = Field(
        None, description="Leddene i kontostrengen."
    )
    booking: Booking = Field(Booking(), description="Hvor det føres.")
    bank: Bank | None = Field(None, description="Bankkontoene, for use: bank.")
    invoice: Invoice | None = Field(None, description="Kontoene, for use: invoice.")
