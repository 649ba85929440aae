"""Looks at an unknown file and proposes a profile for it, saying what was guessed.

The proposal is YAML that a person reads and corrects.  What the file does not show is
left out and said in a comment, so that the profile is refused until somebody knows.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.saft import dimensions_of
from fellesbok_importers.documents.saft import told
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose_bank import HOST_OF_ACCOUNT
from fellesbok_importers.intake.propose_bank import bank_columns
from fellesbok_importers.intake.propose_bank import bank_profile
from fellesbok_importers.intake.propose_bank import host_lines
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
from fellesbok_importers.intake.propose_look import look
from fellesbok_importers.intake.propose_own_form import own_form_lines
from fellesbok_importers.intake.propose_sums import amount_of_sums
from fellesbok_importers.intake.propose_sums import use_of_sums
from fellesbok_importers.intake.propose_values import art_form
from fellesbok_importers.intake.propose_values import blank_repeats
from fellesbok_importers.intake.propose_values import chart
from fellesbok_importers.intake.propose_values import date_form
from fellesbok_importers.intake.propose_values import decimal_sign
from fellesbok_importers.intake.propose_values import minus_in_sides
from fellesbok_importers.intake.propose_values import whole_or_not
from fellesbok_importers.intake.unknown import unreadable
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles import preset_names
from fellesbok_importers.rows.part_of_year import asked_of_part
from fellesbok_importers.rows.recognition import fits
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.rows.thousands import AMOUNTS
from fellesbok_importers.rows.thousands import asked_of_unit
from fellesbok_importers.rows.told import above_names
from fellesbok_importers.rows.voucher_lines import LineReader

if TYPE_CHECKING:
    from fellesbok_importers.intake.propose_look import Seen
    from fellesbok_importers.profiles import Profile

HOST = Text("Si hvem som er vert (host), og hva kildesystemet heter.")
_WHO = "  # Kommunen som eksporten kommer fra, med kortnavnet i allocation_rules.yaml"
_SOURCE = "  # Navnet på kildesystemet; det blir en del av hvert bilags identitet"
_ORDER = (
    "voucher",
    "date",
    "year",
    "series",
    "account_class",
    "art",
    "ansvar",
    "funksjon",
    "project",
    "payee",
    "text",
    "vat",
    "kind",
    "amount",
    "debit",
    "credit",
    "side",
    "currency",
)
_OF_VOUCHERS = ("voucher", "date", "ansvar")


@frozen
class Proposal:
    """A profile as YAML text, and what a person must decide or check."""

    yaml: str
    preset: str | None
    remarks: tuple[str, ...]


def propose(path: str, use: str | None = None, sheet: str | None = None) -> Proposal:
    """A profile for a file, for that use and that sheet where somebody has said so.

    Raises:
        RejectedError: The file cannot be read at all, or holds no table.
    """
    own_form = own_form_lines(path)
    if own_form is not None:
        lines, asked = own_form
        name = lines[0].removeprefix("like: ")
        return Proposal("\n".join([*lines, ""]), name, (asked,))
    for name in preset_names():
        preset = find_profile(name)
        if use in {None, preset.use} and sheet is None and fits(path, preset):
            return _from_preset(name, preset, path)
    kind = unreadable(Path(path))
    if kind is not None:
        raise RejectedError.of(path, kind)
    seen = look(path, sheet)
    of_bank = None
    if use in {None, "bank"}:
        of_bank = bank_columns(seen, is_said=use == "bank")
    if of_bank is not None:
        bank_lines, remarks = bank_profile(path, seen, of_bank)
        return Proposal("\n".join([*bank_lines, ""]), None, tuple(remarks))
    return _Proposing(path, seen, use).proposal()


def _from_preset(name: str, preset: Profile, path: str) -> Proposal:
    remarks: list[str] = [*preset.attested.assumed]
    title = f"# Ferdig profil «{name}»: {preset.title} ({preset.attested.level})"
    lines = [title, f"like: {name}"]
    if preset.use == "bank":
        yaml = "\n".join([*lines, *host_lines(), ""])
        return Proposal(yaml, name, (*remarks, HOST_OF_ACCOUNT))
    lines += [
        "booking:",
        _WHO,
        "  # host: …",
        _SOURCE,
        f"  source: {quoted(preset.booking.source or name)}",
    ]
    if preset.use == "saft":
        known = told(dimensions_of(path))
        remarks.append(Text("Filen har dimensjonene: {known}.", known=known))
    else:
        reader = _read_with(preset, path)
        remarks += reader.told()
        asked = reader.asked()
        if asked is not None:
            lines.append(f"  # {asked.field}: …")
            remarks.append(asked.text)
        remarks += [
            str(f)
            for f in reader.faults[:1]
            if asked is None or f.expected != asked.text
        ]
    remarks.append(HOST)
    return Proposal("\n".join([*lines, ""]), name, tuple(remarks))


def _read_with(preset: Profile, path: str) -> LineReader:
    """What the ready-made profile makes of the lines, and what it does not read."""
    reader = LineReader(path, preset)
    with suppress(RejectedError):
        for row in reader.body(read_rows(path, preset)):
            reader.line(row)
    return reader


class _Proposing:
    """Gathers the lines of a profile, and what must be said about them."""

    def __init__(self, path: str, seen: Seen, use: str | None) -> None:
        self._path = path
        self._seen = seen
        self._places = dict(seen.columns.places)
        self._remarks: list[str] = []
        self._asked_use = False
        self._use = use
        if use is None and seen.columns.are_sums:
            self._use, remark = use_of_sums(seen)
            self._asked_use = self._use is None
            self._say(remark)
        if seen.columns.are_sums or use in {"budget", "totals"}:
            index, remark = amount_of_sums(seen, self._use)
            if index is not None:
                self._places["amount"] = index
            self._say(remark)

    def _say(self, remark: Text | None) -> None:
        if remark is not None:
            self._remarks.append(remark)

    def proposal(self) -> Proposal:
        """The profile and the remarks."""
        lines = [*self._title(), *self._file(), *self._values(), *self._columns()]
        lines += [*self._booking(), ""]
        columns = replace(self._seen.columns, places=self._places)
        self._remarks += unused_remark(self._seen, columns)
        self._remarks += above_names(self._seen.above)
        names = [
            self._seen.names[self._places[n]] for n in AMOUNTS if n in self._places
        ]
        said = asked_of_unit([*self._seen.above, *names])
        if said is not None:
            self._say(said[1])
        part = asked_of_part(names) if self._use == "budget" else None
        if part is not None:
            self._say(part[1])
        self._say(HOST)
        return Proposal("\n".join(lines), None, tuple(self._remarks))

    def _title(self) -> list[str]:
        use = []
        if self._use in {"budget", "totals"}:
            use = [f"use: {self._use}"]
        elif self._asked_use:
            use = ["# use: …"]
        return title_lines(self._path, "Eksport", *use)

    def _file(self) -> list[str]:
        seen = self._seen
        lines = layout_lines(seen)
        self._say(sheet_remark(seen))
        lines += total_lines(seen)
        self._say(totals_remark(seen))
        repeats, remark = blank_repeats(seen)
        if repeats:
            lines.append(f"  blank_repeats: [{', '.join(repeats)}]")
            self._say(remark)
        return lines

    def _values(self) -> list[str]:
        seen, lines = self._seen, []
        amounts = [
            self._places[n] for n in ("amount", "debit", "credit") if n in self._places
        ]
        self._sign, remark = decimal_sign(seen, amounts)
        self._say(remark)
        lines += sign_lines(seen, self._sign)
        form, remark = date_form(seen, self._places.get("date"))
        self._say(remark)
        if form is not None or not seen.columns.are_sums:
            lines += date_lines(form)
        dated = {"year", "date"} & {*self._places, *seen.columns.twice}
        if (self._use == "budget" or self._asked_use) and not dated:
            lines.append("# year: …")
        if self._use == "budget" and not dated:
            self._say(Text("Filen sier ikke hvilket år den er for; skriv year."))
        return lines

    def _columns(self) -> list[str]:
        seen, lines = self._seen, ["columns:"]
        sums = seen.columns.are_sums
        for what in _ORDER:
            if what in self._places:
                lines.append(f"  {what}: {quoted(seen.names[self._places[what]])}")
            elif what in seen.columns.twice:
                lines.append(f"  # {what}: …")
                self._say(twice_remark(seen, what, seen.columns.twice[what]))
            elif (what in _OF_VOUCHERS and not sums) or (what == "ansvar" and sums):
                lines.append(f"  # {what}: …")
                self._say(lacking_remark(seen, what))
        has = {*self._places, *seen.columns.twice}
        if "amount" not in has and not {"debit", "credit"} <= has:
            lines.append("  # amount: …")
            if not sums:
                self._say(lacking_remark(seen, "amount"))
        return lines

    def _booking(self) -> list[str]:
        seen = self._seen
        lines = [
            "booking:",
            _WHO,
            "  # host: …",
            _SOURCE,
            "  # source: …",
        ]
        remark = chart(seen)
        if remark is not None:
            lines.append("  # chart: …")
        else:
            form, remark = art_form(seen)
            if form is not None:
                lines.append(f"  art_form: {form}")
            elif remark is not None:
                lines.append("  # art_form: …")
        self._say(remark)
        remark = minus_in_sides(seen, self._sign)
        self._say(remark)
        if remark is not None:
            lines.append("  # minus_in_sides: …")
        if not seen.columns.are_sums:
            lines.append(f"  vouchers: {whole_or_not(seen, self._sign)}")
        return lines
