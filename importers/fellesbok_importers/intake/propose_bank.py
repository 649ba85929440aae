"""A profile for a bank's table of payments, from what its columns are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.intake.propose_layout import date_lines
from fellesbok_importers.intake.propose_layout import lacking_remark
from fellesbok_importers.intake.propose_layout import layout_lines
from fellesbok_importers.intake.propose_layout import quoted
from fellesbok_importers.intake.propose_layout import sheet_remark
from fellesbok_importers.intake.propose_layout import sign_lines
from fellesbok_importers.intake.propose_layout import title_lines
from fellesbok_importers.intake.propose_layout import total_lines
from fellesbok_importers.intake.propose_layout import totals_remark
from fellesbok_importers.intake.propose_layout import twice_remark
from fellesbok_importers.intake.propose_layout import unused_remark
from fellesbok_importers.intake.propose_values import date_form
from fellesbok_importers.intake.propose_values import decimal_sign
from fellesbok_importers.intake.propose_words import OF_BANKS
from fellesbok_importers.intake.propose_words import Columns
from fellesbok_importers.intake.propose_words import places_by_words
from fellesbok_importers.rows.headings import known
from fellesbok_importers.rows.told import above_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok_importers.intake.propose_look import Seen

HOST_OF_ACCOUNT = Text("Si hvem som er vert (host), og hvilken konto i bøkene det er.")
_OF_A_BANK = {"kid", "reference", "from_account", "to_account", "balance"}
_DAYS_OF_A_BANK = {"rentedato", "valuteringsdato", "bokføringsdato", "bokført dato"}
_OF_VOUCHERS = {"voucher", "ansvar", "funksjon", "account_class"}
_AMOUNTS = ("amount", "paid_in", "paid_out", "balance")


def bank_columns(seen: Seen, *, is_said: bool = False) -> Columns | None:
    """Which column of a bank's table is what; ``None`` where it is no bank's.

    Where somebody has said that it is, it is believed.
    """
    places, twice = places_by_words(OF_BANKS, seen.names)
    has = {*places, *twice}
    both = {"paid_in", "paid_out"} <= has
    for name in ("amount",) if both else ("paid_in", "paid_out"):
        places.pop(name, None)
        twice.pop(name, None)
    written = set(map(known, seen.names))
    if is_said:
        return Columns(places, twice)
    is_bank = _OF_A_BANK & has or _DAYS_OF_A_BANK & written
    of_vouchers = _OF_VOUCHERS & {*seen.columns.places, *seen.columns.twice}
    if not {"date"} <= has or not (both or "amount" in has) or not is_bank:
        return None
    return None if of_vouchers or "art" in written else Columns(places, twice)


def bank_profile(
    path: str, seen: Seen, columns: Columns
) -> tuple[list[str], list[Text]]:
    """The lines of a profile, and what must be said by somebody who knows."""
    places, twice = columns.places, columns.twice
    sign, of_sign = decimal_sign(seen, [places[n] for n in _AMOUNTS if n in places])
    form, of_form = date_form(seen, places.get("date"))
    lines = [
        *title_lines(path, "Kontobevegelser", "like: bank"),
        *layout_lines(seen),
        *total_lines(seen),
        *sign_lines(seen, sign),
        *date_lines(form),
        *host_lines(),
        "  columns:",
    ]
    for what in OF_BANKS:
        if what in places:
            lines.append(f"    {what}: {quoted(seen.names[places[what]])}")
        elif what in twice:
            lines.append(f"    # {what}: …")
    has = {*places, *twice}
    lacking = [name for name in ("date",) if name not in has]
    if "amount" not in has and not {"paid_in", "paid_out"} <= has:
        lacking.append("amount")
    lines += [f"    # {what}: …" for what in lacking]
    if "status" in places:
        lines.append("  # booked: … (ordet i statuskolonnen for det som er bokført)")
    said = [sheet_remark(seen), totals_remark(seen), of_sign, of_form]
    said += [lacking_remark(seen, what) for what in lacking]
    said += [twice_remark(seen, what, there) for what, there in twice.items()]
    said += [*unused_remark(seen, columns), *above_names(seen.above), HOST_OF_ACCOUNT]
    remarks = [remark for remark in said if remark is not None]
    return lines, [*remarks, *_asked({*places, *twice})]


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


def _asked(has: Iterable[str]) -> list[Text]:
    """What the columns leave to somebody who knows."""
    found = []
    if {"payer", "payee"} & {*has}:
        found.append(
            Text(
                "Er avsender og mottaker kontonumre, er de from_account og to_account."
            )
        )
    if "status" in has:
        found.append(Text("Si hvilket ord i statuskolonnen som er bokført (booked)."))
    if "balance" not in has:
        found.append(Text("Filen har ingen saldo: ingenting holdes mot bankens."))
    return found
