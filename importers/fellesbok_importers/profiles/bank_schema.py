"""What a profile says of a bank's accounts and of its tables."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from fellesbok.rules.scalars import AccountName
from fellesbok.rules.scalars import BankAccount
from fellesbok.rules.scalars import Words


class Shape(BaseModel):
    """What every part of a profile has in common."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LedgerBankAccount(Shape):
    """En bankkonto: nummeret hos banken, og kontoen i bøkene."""

    number: BankAccount = Field(description="Kontonummeret: elleve siffer.")
    account: AccountName = Field(description="Kontoen i bøkene.")


class BankColumns(Shape):
    """Kolonnene i bankens tabell: navnet i kolonneraden, eller nummeret fra 1."""

    date: Words = Field(description="Bokføringsdato.")
    amount: Words | None = Field(None, description="Beløp, med minus for penger ut.")
    paid_in: Words | None = Field(None, description="Beløp inn på kontoen.")
    paid_out: Words | None = Field(
        None, description="Beløp ut fra kontoen, med eller uten minus."
    )
    balance: Words | None = Field(None, description="Saldo etter posten.")
    text: Words | None = Field(None, description="Tekst.")
    name: Words | None = Field(None, description="Den andre parten.")
    payer: Words | None = Field(None, description="Avsender, når penger kommer inn.")
    payee: Words | None = Field(None, description="Mottaker, når penger går ut.")
    own_account: Words | None = Field(None, description="Kontoen utskriften er for.")
    from_account: Words | None = Field(None, description="Kontoen det betales fra.")
    to_account: Words | None = Field(None, description="Kontoen det betales til.")
    kid: Words | None = Field(None, description="KID; er det ikke en, er det tekst.")
    reference: Words | None = Field(None, description="Bankens egen referanse.")
    side: Words | None = Field(
        None, description="Om beløpet er inn (K, inn, +) eller ut (D, ut, −)."
    )
    currency: Words | None = Field(None, description="Valuta.")
    status: Words | None = Field(None, description="Om posten er bokført.")


class Bank(Shape):
    """Bankkontoene til en vertskommune."""

    accounts: list[LedgerBankAccount] = Field(default=[], description="Bankkontoene.")
    suspense: AccountName = Field(
        "Liabilities:Uplassert",
        description="Kontoen for betalinger som ingen vet hva er ennå.",
    )
    columns: BankColumns | None = Field(
        None, description="Kolonnene, når banken gir en tabell (CSV eller XLSX)."
    )
    booked: Words | None = Field(
        None, description="Ordet i statuskolonnen for det som er bokført."
    )
