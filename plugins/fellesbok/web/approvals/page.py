"""The page of attestations (*attestasjon*): what vouchers have, and the click for it.

What is clicked is the voucher as it was shown: one that was changed since is not
attested.  It is written as everything else is, and read back.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fava.ext import extension_endpoint
from flask import Response
from flask import abort
from flask import redirect
from flask import request

from fellesbok.agreement.approval_terms import Approval
from fellesbok.agreement.tables import for_people
from fellesbok.approvals import approvals_of_year
from fellesbok.approvals.in_short import COMPLETE
from fellesbok.approvals.in_short import INCOMPLETE
from fellesbok.approvals.in_short import approvals_in_short
from fellesbok.approvals.in_short import counted_as
from fellesbok.approvals.tables import approvals_table
from fellesbok.approvals.writing import ATTESTED
from fellesbok.approvals.writing import CannotApproveError
from fellesbok.approvals.writing import new_line
from fellesbok.claims.years_taken_along import lacking_before
from fellesbok.entries.tables import OBJECTION
from fellesbok.filing import folder
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.writing import Filing
from fellesbok.filing.writing import write
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.system.today import today
from fellesbok.web.access.sign_in import name_of_reader
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.asked import asked_of
from fellesbok.web.frame.changed_parts import parts_of_attested
from fellesbok.web.frame.counted import counted
from fellesbok.web.frame.who_changed import ways_to_changes
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.approvals import VoucherApproval
    from fellesbok.drawing import Picture
    from fellesbok.web.frame import Asked

BUTTONS = {
    Approval.ATTESTED: Text("Attester"),
    Approval.APPROVED: Text("Anvis"),
}
LONGEST_NAME = 200


class Attestasjon(BooksPage):
    """The vouchers of a year with what they have and lack, for who keeps the books."""

    report_title = Text("Attestasjon")

    def shown(self, asked: Asked) -> Shown:
        """The vouchers of the year, each with buttons for what it lacks."""
        found = self._found(asked)
        year = asked.calendar_year()
        may_write = getattr(self.ledger, "may_write", False)
        buttons = {n: _buttons(each) for n, each in enumerate(found)}
        return Shown(
            Text("Attestasjon {year}", year=year),
            "attestasjon.html",
            (for_people(approvals_table(found, year)).where_used({OBJECTION.name}),),
            values={
                "buttons": buttons if may_write and any(buttons.values()) else {},
                "action": asked.links.export(self.name, "attester", time=year),
                "signer": name_of_reader(),
                "people": _people(found),
                "notes": [*_before(asked, year)],
                "around": ways_to_changes(
                    asked,
                    parts_of_attested(asked, found),
                    attestasjon=str(year),
                    time=str(year),
                ),
            },
            in_short=approvals_in_short(found, year),
            picture=_plot(found, asked.language),
        )

    # Fava declares its decorator for no function at all.
    @extension_endpoint("attester", ["POST"])  # type: ignore[untyped-decorator, arg-type]
    def attest(self) -> Response:
        """Attest or approve one voucher, and show the page again."""
        if not getattr(self.ledger, "may_write", False):
            abort(403, say(Text("Bøkene kan bare leses her."), page_language()))
        try:
            asked = asked_of(self.ledger)
            year = asked.calendar_year()
            kind, _, seen = request.form.get("bilag", "").partition(":")
            approval = Approval(kind)
        except (CannotShowError, ValueError):
            abort(400, say(Text("Det er ikke sagt hva som skal gjøres."), "nb"))
        person = (
            name_of_reader() or request.form.get("person", "")[:LONGEST_NAME].strip()
        )
        try:
            self._write(year, approval, seen, person)
        except (CannotApproveError, CannotFileError) as error:
            return self.refused(error.text)
        back: Response = redirect(  # type: ignore[assignment]
            asked.links.page(self.name, time=year), 303
        )
        return back

    def _write(self, year: int, approval: Approval, seen: str, person: str) -> None:
        """One line more in the books, of the voucher as they have it now.

        Raises:
            CannotApproveError: It may not be.
            CannotFileError: It could not be written; nothing was changed.
        """
        books = folder.load(Path(self.ledger.beancount_file_path))
        found = approvals_of_year(books.entries, books.agreement, year)
        day = today()
        line = new_line(found, seen, approval, person, day)
        source = f"attestert-{year}"
        write(Filing(books, (), day, source, (line.entry,), ATTESTED))

    def _found(self, asked: Asked) -> list[VoucherApproval]:
        """The vouchers of the year, those that lack something first.

        Raises:
            CannotShowError: Who asks does not keep the books, or nobody attests.
        """
        found = asked.approvals()
        if not found:
            raise CannotShowError(
                Text(
                    "Ingen avtale sier hvem som attesterer, eller ingen bilag er"
                    " fordelt i {year}.",
                    year=asked.calendar_year(),
                )
            )
        return sorted(found, key=lambda each: not each.lacking)


def _before(asked: Asked, year: int) -> Iterator[Text]:
    """What lacks attestation in years before that the year's settlement asks for."""
    agreement = asked.shared.agreement
    every = agreement.cooperations.values()
    return lacking_before(asked.all_entries, agreement, year, every)


def _plot(found: list[VoucherApproval], language: str) -> tuple[Text, Picture] | None:
    """How many vouchers of each cooperation have all that they need."""
    each = sorted((each.cooperation.title, counted_as(each)) for each in found)
    title = Text("Bilag per samarbeid")
    return counted(title, each, (COMPLETE, INCOMPLETE), language)


def _buttons(each: VoucherApproval) -> list[tuple[str, Text]]:
    """What can be clicked for a voucher: the value that is sent, and what it says.

    What is first: a voucher that lacks both is attested before it is approved.
    """
    if not each.number:
        return []
    first = each.lacking[:1]
    return [(f"{lack.value}:{each.seen}", BUTTONS[lack]) for lack in first]


def _people(found: list[VoucherApproval]) -> list[str]:
    """Everybody that may attest or approve one of the vouchers, as they stand."""
    names = (name for each in found for a in Approval for name in each.terms.who_may(a))
    return list(dict.fromkeys(names))
