"""A profile for a bank's table of payments, from what its columns are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.bank_columns import known

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

# What banks call their columns; the first word that fits decides.
WORDS = {
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
    "currency": ("valuta",),
    "status": ("status",),
}
_OF_A_BANK = {"kid", "reference", "from_account", "to_account", "balance"}
_DAYS_OF_A_BANK = {"rentedato", "valuteringsdato", "bokføringsdato", "bokført dato"}
_OF_VOUCHERS = {"bilag", "bilagsnr", "bilagsnummer", "ansvar", "art", "funksjon"}


def bank_columns(names: Sequence[str]) -> dict[str, int] | None:
    """Which column of a bank's table is what; ``None`` where it is no bank's."""
    written = [known(name) for name in names]
    found: dict[str, int] = {}
    for what, words in WORDS.items():
        for word in words:
            if word in written and written.index(word) not in found.values():
                found[what] = written.index(word)
                break
    both = {"paid_in", "paid_out"} <= found.keys()
    if both:
        found.pop("amount", None)
    else:
        found.pop("paid_in", None)
        found.pop("paid_out", None)
    is_bank = _OF_A_BANK & found.keys() or _DAYS_OF_A_BANK & set(written)
    has_amount = both or "amount" in found
    if "date" not in found or not has_amount or not is_bank:
        return None
    return None if _OF_VOUCHERS & set(written) else found


def as_amounts(columns: Mapping[str, int]) -> dict[str, int]:
    """The columns whose numbers and days show how the table writes them."""
    words = {"paid_in": "credit", "paid_out": "debit", "amount": "amount"}
    found = {words[n]: i for n, i in columns.items() if n in words}
    return found | {"date": columns["date"]}


def bank_lines(
    names: Sequence[str], columns: Mapping[str, int], path: str, head: Sequence[str]
) -> list[str]:
    """The profile; ``head`` says how the file is cut and written."""
    title = path.replace("\\", "/").rpartition("/")[2]
    lines = [
        "# Foreslått av «fellesbok profile». Les gjennom og rett før den brukes.",
        "like: bank",
        f"title: {_quoted(f'Kontobevegelser som {title}')}",
        "attested:",
        "  level: uprøvd",
        f"  source: {_quoted(f'Foreslått etter å ha sett på {title}')}",
        *head,
        *host_lines(),
        "  columns:",
    ]
    for what, index in columns.items():
        twice = names.count(names[index]) > 1
        column = str(index + 1) if twice else names[index]
        lines.append(f"    {what}: {_quoted(column)}")
    if "status" in columns:
        lines.append("  # booked: … (ordet i statuskolonnen for det som er bokført)")
    return [*lines, ""]


def host_lines() -> list[str]:
    """What only the region knows of a bank's table."""
    return [
        "booking:",
        "  # Kommunen som kontoen tilhører, med kortnavnet i allocation_rules.yaml",
        "  # host: …",
        "bank:",
        "  accounts:",
        "    # Kontonummeret hos banken, og kontoen i bøkene",
        '    # - {number: "…", account: Assets:Bank}',
    ]


def asked(columns: Mapping[str, int]) -> list[Text]:
    """What must be said by somebody who knows."""
    found = [Text("Si hvem som er vert (host), og hvilken konto i bøkene det er.")]
    if {"payer", "payee"} & columns.keys():
        found.append(
            Text(
                "Er avsender og mottaker kontonumre, er de from_account og to_account."
            )
        )
    if "status" in columns:
        found.append(Text("Si hvilket ord i statuskolonnen som er bokført (booked)."))
    if "balance" not in columns:
        found.append(Text("Filen har ingen saldo: ingenting holdes mot bankens."))
    return found


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
