"""What exports call their columns, and which column of a file is then what."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok_importers.rows.headings import CREDIT
from fellesbok_importers.rows.headings import CURRENCY
from fellesbok_importers.rows.headings import DEBIT
from fellesbok_importers.rows.headings import SIDE
from fellesbok_importers.rows.headings import known

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

# The first word that fits decides; those of kroner stand before those that may not be.
_WORDS = {
    "voucher": (
        "bilagsnr",
        "bilagsnummer",
        "bilag nr",
        "bilag",
        "voucherno",
        "voucher no",
        "voucher",
    ),
    "date": (
        "bilagsdato",
        "dato",
        "voucherdate",
        "voucher date",
        "posteringsdato",
        "bokføringsdato",
        "transaksjonsdato",
        "date",
    ),
    "year": ("regnskapsår", "rekneskapsår", "budsjettår", "fiscalyear", "år", "year"),
    "series": ("bilagsart", "bilagsserie", "serie", "vouchertype", "bilagstype"),
    "account_class": ("kontoklasse", "kontokl"),
    "art": ("art", "konto", "kontonr", "kontonummer", "artskonto", "artsnr", "account"),
    "ansvar": (
        "ansvar",
        "ansvarsnr",
        "avdeling",
        "koststed",
        "kostnadssted",
        "kostnadsstad",
        "kostnadssted",
        "posting1",
    ),
    "funksjon": (
        "funksjon",
        "funksjonsnr",
        "funksjonsområde",
        "funksjonsomrade",
        "tjeneste",
        "tjeneste nr",
        "tjenestenr",
        "teneste",
        "teneste nr",
        "tenestenr",
    ),
    "project": ("prosjekt", "prosjektnr", "posting2", "project"),
    "payee": ("leverandør", "leverandørnavn", "navn", "namn", "kunde", "kontaktnavn"),
    "text": ("tekst", "beskrivelse", "bilagstekst", "skildring", "omtale", "text"),
    "vat": ("mva kode", "mvakode", "mva", "avgiftskode", "taxrule"),
    "amount": (
        "beløp nok",
        "beløp i nok",
        "beløp kr",
        "beløp i kr",
        "beløp i kroner",
        "bokført beløp",
        "beløp",
        "belop",
        "beloep",
        "amount",
        "nok",
    ),
    "debit": (*(f"{word} nok" for word in DEBIT), *DEBIT),
    "credit": (*(f"{word} nok" for word in CREDIT), *CREDIT),
    "side": SIDE,
    "currency": CURRENCY,
    "kind": ("inntekt utgift", "inntekt/utgift", "inntekt/kostnad", "utgift/inntekt"),
}
# What banks call their columns; the first word that fits decides.
OF_BANKS = {
    "date": ("bokføringsdato", "bokført dato", "bokført", "transaksjonsdato", "dato"),
    "amount": ("beløp", "beløp i nok"),
    "paid_in": (
        *("inn på konto", "beløp inn", "inn", "innskudd på konto", "innskudd"),
        *("innbetaling", "inn på konto i nok", "godskrevet", "kredit"),
    ),
    "paid_out": (
        *("ut fra konto", "ut av konto", "beløp ut", "ut", "uttak fra konto", "uttak"),
        *("utbetaling", "ut fra konto i nok", "belastet", "debet"),
    ),
    "balance": ("saldo", "bokført saldo", "saldo etter"),
    "text": (
        *("forklaring", "forklarende tekst", "beskrivelse", "transaksjonstekst"),
        *("tekst", "tittel", "melding"),
    ),
    "name": ("navn", "motpart"),
    "payer": ("avsender",),
    "payee": ("mottakernavn", "mottaker"),
    "own_account": ("kontonummer", "konto", "egen konto"),
    "from_account": ("fra konto", "fra kontonummer", "avsenderkonto"),
    "to_account": ("til konto", "til kontonummer", "mottakerkonto"),
    "kid": ("kid", "kid-nummer", "melding/kid/fakt.nr", "kid/melding"),
    "reference": ("arkivreferanse", "arkivref", "arkivref.", "bankreferanse"),
    "side": SIDE,
    "currency": ("valuta",),
    "status": ("status",),
}
"""The columns of a bank's table of payments."""
_KNOWN = {word for words in _WORDS.values() for word in words}
_KNOWN_OF_BANKS = {word for words in OF_BANKS.values() for word in words}
_BUDGETS = re.compile(r"(\w+ )?(budsjett|budget)( .*)?|(bud|buds) ?(19|20)\d\d")
_ACCOUNTS = re.compile(r"(\w+ )?(regnskap|rekneskap|forbruk)( .*)?|saldo|(19|20)\d\d r")
_YEARS = re.compile(r"(19|20)\d\d")
_PUNCTUATION = re.compile(r"[_().\-]+")


@frozen
class Columns:
    """Which column is what.

    Attributes:
        places: The column of each field of a profile, from 0.
        twice: Fields of which several columns have the same name, with those columns.
        budgets: Columns with sums of a budget, by their names.
        accounts: Columns with sums of the accounts.
        years: Columns that are called a year alone.
    """

    places: dict[str, int]
    twice: dict[str, list[int]] = field(default_factory=dict)
    budgets: tuple[int, ...] = ()
    accounts: tuple[int, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def are_sums(self) -> bool:
        """Whether the file tells of sums, since it has no vouchers."""
        has = {*self.places, *self.twice}
        coded = bool({"art", "ansvar", "funksjon"} & has)
        return coded and not {"voucher", "date"} & has


def plain(name: str) -> str:
    """A name without what people put between its words."""
    return known(_PUNCTUATION.sub(" ", name))


def count_known(names: Sequence[str]) -> int:
    """How many columns are known by their names, of vouchers or of a bank.

    A name that stands several times tells of one: the row below may tell them apart.
    """
    different = {known(name) for name in names if name}
    return max(
        sum(_is_of(_KNOWN, name) or _sums(name) for name in different),
        sum(_is_of(_KNOWN_OF_BANKS, name) for name in different),
    )


def _is_of(words: set[str], name: str) -> bool:
    return known(name) in words or plain(name) in words


def _sums(name: str) -> bool:
    words = plain(name)
    return bool(_BUDGETS.fullmatch(words) or _ACCOUNTS.fullmatch(words))


def places_by_words(
    fields: Mapping[str, Sequence[str]], names: Sequence[str]
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The column of each field, and the columns of those that several are named for.

    The first word that fits decides; no column is two things.
    """
    found: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    taken: set[int] = set()
    for what, words in fields.items():
        for word in words:
            there = [
                index
                for index, name in enumerate(names)
                if word in {known(name), plain(name)} and index not in taken
            ]
            if there:
                taken.update(there)
                if len(there) == 1:
                    found[what] = there[0]
                else:
                    twice[what] = there
                break
    return found, twice


def columns_of(names: Sequence[str]) -> Columns:
    """Which column is what, by its name."""
    found, twice = places_by_words(_WORDS, names)
    taken = {*found.values(), *(index for there in twice.values() for index in there)}
    columns = Columns(
        found,
        twice,
        _like(_BUDGETS, names, taken),
        _like(_ACCOUNTS, names, taken),
        _like(_YEARS, names, taken),
    )
    return _one_amount(columns, names)


def _like(
    shape: re.Pattern[str], names: Sequence[str], taken: set[int]
) -> tuple[int, ...]:
    return tuple(
        index
        for index, name in enumerate(names)
        if index not in taken and shape.fullmatch(plain(name))
    )


def _one_amount(columns: Columns, names: Sequence[str]) -> Columns:
    """Debit and credit before an amount beside them; a currency of what is in it."""
    places, twice = dict(columns.places), dict(columns.twice)
    if {"debit", "credit"} <= {*places, *twice}:
        for name in ("amount", "side"):
            places.pop(name, None)
            twice.pop(name, None)
    else:
        for name in ("debit", "credit"):
            places.pop(name, None)
    of_amount = [names[places[name]] for name in ("amount", "debit") if name in places]
    if any({"nok", "kr", "kroner"} & set(plain(name).split()) for name in of_amount):
        places.pop("currency", None)
    sums = columns.budgets, columns.accounts, columns.years
    return Columns(places, twice, *sums)
