"""The page that a voucher is written on (*nytt bilag*), for who keeps the books.

It is shown as it will stand in the file, with what each payer then bears and with all
that ``check`` would say, and written as everything else is.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.ext import extension_endpoint
from flask import Response
from flask import abort
from flask import current_app
from flask import redirect
from flask import request

from fellesbok.books import filed_books
from fellesbok.books import load_books
from fellesbok.compare.one_voucher import try_voucher
from fellesbok.compare.tables import effects_table
from fellesbok.entries.checks import FIRST_YEAR
from fellesbok.entries.days import last_year
from fellesbok.entries.records import vouchers_in
from fellesbok.errors import InWordsError
from fellesbok.filing import folder
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.writing import write
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.new_voucher import fields
from fellesbok.new_voucher.as_filed import VOUCHERS
from fellesbok.new_voucher.as_filed import filing_of
from fellesbok.new_voucher.as_filed import tried
from fellesbok.new_voucher.attached_paper import MOST_BYTES
from fellesbok.new_voucher.attached_paper import UnfitPaperError
from fellesbok.new_voucher.attached_paper import paper_of
from fellesbok.new_voucher.fields import FieldsError
from fellesbok.new_voucher.fields import read_fields
from fellesbok.new_voucher.next_free import next_free
from fellesbok.new_voucher.offered import choices
from fellesbok.web.access.sign_in import name_of_reader
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.frame.asked import asked_of
from fellesbok.web.limits.deadline import seconds_left
from fellesbok.web.new_voucher.held import Held
from fellesbok.web.new_voucher.held import Shelf
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from fellesbok.books import Books
    from fellesbok.compare.one_voucher import Tried
    from fellesbok.filing.writing import Filing
    from fellesbok.filing.writing import Paper
    from fellesbok.new_voucher.fields import Written
    from fellesbok.web.frame import Asked

SHELF = "fellesbok.new_voucher"
"""Where the application keeps what has been shown."""

MOST_SENT_BYTES = MOST_BYTES + 200_000
"""The document, and the fields beside it."""

TOO_LARGE = Text("Filen er for stor: høyst {count} MB.", count=MOST_BYTES // 1_000_000)
READ_ONLY = Text(
    "Bilag skrives bare der bøkene er åpnet for den som fører dem: «fellesbok serve"
    " --edit»."
)


class TooLargeError(InWordsError):
    """More is sent than is looked at; ``text`` says how much that is."""


class Bilag(BooksPage):
    """Fields for a voucher, and the voucher as it will stand."""

    report_title = Text("Nytt bilag")

    def shown(self, asked: Asked) -> Shown:
        """Empty fields, and what was written just now."""
        number = asked.arguments.get("skrevet", "")
        is_there = number and any(
            voucher.number == number for voucher in vouchers_in(asked.all_entries)
        )
        return self._page(asked, {}, told=number if is_there else "")

    # Fava declares its decorator for no function at all.
    @extension_endpoint("vis", ["GET", "POST"])  # type: ignore[untyped-decorator, arg-type]
    def preview(self) -> Response:
        """Show the voucher as it would be; nothing is written.

        Fava fetches the address anew when the books have changed, and what was shown
        is then of other books.
        """
        try:
            asked = self._asked()
            if request.method != "POST":
                return self._back(asked)
            sent = {name: request.form.get(name, "") for name in fields.NAMES}
            return self.framed(asked, self._tried(asked, sent))
        except TooLargeError as error:
            return self.refused(error.text, 413)
        except (CannotShowError, CannotFileError) as error:
            return self.refused(error.text)

    # Likewise.
    @extension_endpoint("skriv", ["POST"])  # type: ignore[untyped-decorator, arg-type]
    def write(self) -> Response:
        """Put in the books what was shown, and show empty fields again."""
        try:
            asked = self._asked()
            token = request.form.get("vist", "")
            written = self._write(token)
        except TooLargeError as error:
            return self.refused(error.text, 413)
        except (CannotShowError, CannotFileError) as error:
            return self.refused(error.text)
        _shelf().drop(token)
        return self._back(asked, skrevet=written.number)

    def _back(self, asked: Asked, **arguments: str) -> Response:
        """To the empty fields."""
        address = asked.links.page(self.name, **arguments)
        back: Response = redirect(address, 303)  # type: ignore[assignment]
        return back

    def _write(self, token: str) -> Written:
        """Put in the books what a number stands for.

        Raises:
            CannotFileError: It stands for nothing that can be written, or the books
                are not what they were.
        """
        held = _shelf().find(token, name_of_reader())
        if held is None or held.written is None:
            raise CannotFileError(
                Text(
                    "Bilaget er skrevet allerede, eller visningen er for gammel. Vis"
                    " det på nytt."
                )
            )
        books = folder.load(Path(self.ledger.beancount_file_path))
        if books.digest != held.digest:
            raise CannotFileError(VOUCHERS.changed)
        write(filing_of(held.written, held.paper, books))
        return held.written

    def _asked(self) -> Asked:
        """What is asked, by who may write.

        Raises:
            CannotShowError: Nothing is shared.
            TooLargeError: More is sent than a document and its fields.
        """
        self._refuse_others()
        if not getattr(self.ledger, "may_write", False):
            abort(403, say(Text("Bøkene kan bare leses her."), page_language()))
        if (request.content_length or 0) > MOST_SENT_BYTES:
            raise TooLargeError(TOO_LARGE)
        return asked_of(self.ledger)

    def _asked_and_shown(self) -> tuple[Asked, Shown]:
        """What is asked for, by who keeps the books: others are let to none of it.

        Raises:
            CannotShowError: The books are open for reading alone.
        """
        self._refuse_others()
        if not getattr(self.ledger, "may_write", False):
            raise CannotShowError(READ_ONLY)
        return super()._asked_and_shown()

    def _refuse_others(self) -> None:
        """Who reads a part of the books is let to nothing here."""
        if getattr(self.ledger, "reader", None) is not None:
            text = Text("Bilag skrives bare av den som fører bøkene.")
            abort(403, say(text, page_language()))

    def _tried(self, asked: Asked, sent: dict[str, str]) -> Shown:
        """The page with what was sent: its faults, or the voucher as it would be.

        Readers of short pages go before each of the two loadings of the books.
        """
        seconds_left()
        loaded, books = _as_they_are(Path(self.ledger.beancount_file_path))
        faults: dict[str, Text] = {}
        paper = self._paper(faults)
        offered = choices(books.entries, books.agreement)
        written = None
        try:
            written = read_fields(sent, books.entries, books.agreement, offered)
        except FieldsError as error:
            faults |= error.faults
        if faults or written is None:
            token = _shelf().put(Held(name_of_reader(), paper))
            return self._page(asked, sent, faults=faults, paper=paper, token=token)
        filing = filing_of(written, paper, books)
        name, text, entries = tried(filing)
        seconds_left()
        found = try_voucher(loaded, entries)
        is_ready = not found.faults
        ready = (written, books.digest) if is_ready else (None, "")
        token = _shelf().put(Held(name_of_reader(), paper, *ready))
        preview = _preview(name, text, found, filing, is_ready=is_ready)
        return self._page(asked, sent, paper=paper, token=token, preview=preview)

    def _paper(self, faults: dict[str, Text]) -> Paper | None:
        """The document that is sent, else the one that is held and not let go."""
        upload = request.files.get(fields.PAPER)
        if upload is not None and upload.filename:
            try:
                with closing(upload):
                    return paper_of(upload.filename, upload.read(MOST_BYTES + 1))
            except UnfitPaperError as error:
                faults[fields.PAPER] = error.text
                return None
        if request.form.get("uten"):
            return None
        held = _shelf().find(request.form.get("holdt", ""), name_of_reader())
        return None if held is None else held.paper

    def _page(  # noqa: PLR0913 -- one for each thing that may be shown
        self,
        asked: Asked,
        sent: dict[str, str],
        *,
        told: str = "",
        faults: dict[str, Text] | None = None,
        paper: Paper | None = None,
        token: str = "",
        preview: dict[str, Any] | None = None,
    ) -> Shown:
        agreement = asked.shared.agreement
        offered = choices(asked.all_entries, agreement)
        return Shown(
            Text("Nytt bilag"),
            "bilag.html",
            values={
                "action": asked.links.export(self.name, "vis"),
                "write_action": asked.links.export(self.name, "skriv"),
                "sent": {name: sent.get(name, "") for name in fields.NAMES},
                "longest": fields.LONGEST,
                "faults": faults or {},
                "offered": offered,
                "next_number": next_free(asked.all_entries, _newest_year(asked)),
                "paper": "" if paper is None else paper.name,
                "token": token,
                "told": told,
                "preview": preview,
                "most": MOST_BYTES // 1_000_000,
            },
        )


def _as_they_are(main: Path) -> tuple[Books, folder.Books]:
    """The books, and the same as what is written into them must know them.

    Raises:
        CannotFileError: They name no agreements, or those have faults.
    """
    loaded = load_books(main.parent.resolve() / main.name)
    if loaded.shared is None:
        return loaded, folder.load(main)
    return loaded, filed_books(loaded, loaded.shared)


def _preview(
    name: str, text: str, found: Tried, filing: Filing, *, is_ready: bool
) -> dict[str, Any]:
    """The voucher as it would stand, and what it does."""
    folder_name = filing.books.main.parent.name
    return {
        "name": f"{folder_name}/{name}",
        "text": text,
        "faults": [(Path(f.path).name, f.line, f.message) for f in found.faults],
        "notes": [note.text for note in found.notes],
        "table": None if found.comparison is None else effects_table(found.comparison),
        "is_ready": is_ready,
    }


def _newest_year(asked: Asked) -> int:
    """The year that a number is offered for: the newest one that is written in.

    Where none is, that of the newest terms.
    """
    cooperations = asked.shared.agreement.cooperations.values()
    terms = (v.first_day.year for c in cooperations for v in c.versions)
    year = last_year(asked.all_entries)
    return year if year >= FIRST_YEAR else max(terms, default=FIRST_YEAR)


def _shelf() -> Shelf:
    """What this application has shown."""
    extensions: dict[str, Any] = current_app.extensions
    shelf: Shelf = extensions.setdefault(SHELF, Shelf())
    return shelf
