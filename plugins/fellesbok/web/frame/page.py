"""What all our pages have in common: heading, period, banner, files, and no blank page.

A page says what it shows as a ``Shown``; how that looks is the templates' business, and
nothing that a reader can write into the address ends in anything but a framed message.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

from fava.application import url_for
from fava.core.filters import FilterError
from fava.ext import FavaExtensionBase
from fava.ext import extension_endpoint
from flask import Response
from flask import current_app
from flask import render_template
from flask import request
from markupsafe import Markup

from fellesbok.agreement.readable_account import in_words
from fellesbok.agreement.readable_account import readable_account
from fellesbok.contradictions import ContradictionError
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.shared import WHOLE
from fellesbok.tables.targets import Account
from fellesbok.web.access.sign_in import current_reader
from fellesbok.web.access.sign_in import readers_faults
from fellesbok.web.access.site import handbook_address
from fellesbok.web.frame import hidden_amounts
from fellesbok.web.frame.asked import CannotShowError
from fellesbok.web.frame.asked import asked_of
from fellesbok.web.frame.download import FORMATS
from fellesbok.web.frame.download import exported
from fellesbok.web.frame.printed_foot import foot_of_sheets
from fellesbok.web.frame.printed_foot import style_of_sheets
from fellesbok.web.frame.who_changed import BEHIND
from fellesbok.web.frame.who_changed import ways_to_changes
from fellesbok.web.rendering import environment
from fellesbok.web.rendering import page_language
from fellesbok.web.rendering import unreadable
from fellesbok.web.rendering.norwegian import install

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.tables import Cell
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.frame.shown import Shown


class BooksPage(FavaExtensionBase):
    """A page of ours in Fava; ``report_title`` is its name there and in messages."""

    report_title: Text

    def after_load_file(self) -> None:
        """Say where all of the books is, whatever filter a question is asked under."""
        ledger = self.ledger
        options: Any = ledger.options
        options[WHOLE] = lambda: ledger.all_entries

    @abstractmethod
    def shown(self, asked: Asked) -> Shown:
        """What the page shows.

        Raises:
            CannotShowError: There is nothing to show.
        """

    def before_request(self) -> None:
        """Let Fava speak Norwegian also where plain ``fava`` has started it."""
        install(current_app)

    def page(self) -> Markup:
        """The page in its frame, or a message in the same frame."""
        try:
            asked, shown = self._asked_and_shown()
        except (CannotShowError, FilterError) as error:
            return self._message(error)
        return self._laid_out(asked, shown)

    def framed(self, asked: Asked, shown: Shown) -> Response:
        """What came of what was sent, as a whole page of Fava's."""
        return self._whole(self._laid_out(asked, shown), 200)

    def _laid_out(self, asked: Asked, shown: Shown) -> Markup:
        """What the page shows, by its template."""
        foot = foot_of_sheets(asked, shown)
        return _rendered(
            shown.template,
            asked.language,
            asked.shared.agreement,
            title=shown.title,
            foot=foot,
            sheets=style_of_sheets(foot),
            named=lambda cell: _named(cell, asked),
            shown=shown,
            asked=asked,
            to=asked.links.to,
            files=[
                (form, asked.links.export(self.name, form, **shown.arguments))
                for form in FORMATS
            ]
            if shown.tables
            else [],
            changes=[]
            if shown.behind is None
            else ways_to_changes(
                asked, shown.behind, **{BEHIND: self.name}, **shown.arguments
            ),
            years=[
                (year, asked.links.page(self.name, **shown.arguments, time=year))
                for year in asked.years
            ],
            **self._banner(),
            **shown.values,
        )

    # Fava declares its decorator for no function at all.
    @extension_endpoint("csv", ["GET"])  # type: ignore[untyped-decorator, arg-type]
    def csv(self) -> Response:
        """The figures as CSV."""
        return self._file("csv")

    @extension_endpoint("xlsx", ["GET"])  # type: ignore[untyped-decorator, arg-type]
    def xlsx(self) -> Response:
        """The figures as a spreadsheet."""
        return self._file("xlsx")

    @extension_endpoint("pdf", ["GET"])  # type: ignore[untyped-decorator, arg-type]
    def pdf(self) -> Response:
        """The figures on paper."""
        return self._file("pdf")

    def _file(self, form: str) -> Response:
        """A file of what the page shows; where there is nothing, back to the page."""
        try:
            asked, shown = self._asked_and_shown()
            names = (self.name.lower(), *shown.arguments.values())
            return exported(form, names, shown, asked)
        except (CannotShowError, FilterError) as error:
            return self._in_frame(error, 400)

    def refused(self, text: Text, status: int = 409) -> Response:
        """Why what was asked to be written was not."""
        return self._in_frame(CannotShowError(text), status)

    def _in_frame(self, error: CannotShowError | FilterError, status: int) -> Response:
        """A message as a whole page of Fava's."""
        return self._whole(self._message(error), status)

    def _whole(self, content: Markup, status: int) -> Response:
        """Something in Fava's own frame, which asks what the page is called."""
        title = say(self.report_title, page_language())
        page = render_template("_layout.html", content=content, page_title=title)
        return Response(page, status)

    def _asked_and_shown(self) -> tuple[Asked, Shown]:
        """What is asked for, and what the page shows of it.

        Raises:
            CannotShowError: There is nothing to show, or what there is contradicts
                itself.
        """
        asked = asked_of(self.ledger)
        try:
            return asked, self.shown(asked)
        except ContradictionError as error:
            raise CannotShowError(not_shown(error)) from None

    def _banner(self) -> dict[str, Any]:
        """Whether the figures are of before the last change, and what is wrong."""
        who = current_reader()
        return {
            "handbook": handbook_address(),
            "signed_in": Text("Innlogget som {name}", name=who.name) if who else None,
            "sign_out": f"{request.script_root}/logg-ut",
            "readers_faults": readers_faults(),
            "stale": getattr(self.ledger, "stale", False),
            "errors": Text("Se feilene ({count})", count=len(self.ledger.errors))
            if self.ledger.errors
            else None,
            "errors_href": _address("errors"),
        }

    def _message(self, error: CannotShowError | FilterError) -> Markup:
        """Why there is no page; the way on repeats nothing that is to blame."""
        wrong = getattr(error, "wrong", "")
        query = {
            name: value
            for name, value in request.args.items()
            if name == "kommune" and name != wrong
        }
        return _rendered(
            "message.html",
            page_language(),
            title=self.report_title,
            foot="",
            sheets="",
            to=str,
            text=_reason(error),
            again="?" + urlencode(query) if request.args.keys() - query else "",
            **self._banner(),
        )


def _named(cell: Cell, asked: Asked) -> str:
    """A text; an account that leads to itself in the words of the agreements."""
    text = cell.value if isinstance(cell.value, str) else ""
    if isinstance(cell.leads_to, Account) and cell.leads_to.name == text:
        return readable_account(text, asked.shared.agreement)
    return text


def _reason(error: CannotShowError | FilterError) -> Text:
    """Why there is no page, and what to do."""
    if isinstance(error, CannotShowError):
        return error.text
    return Text(
        "{reason} Rett det i feltene øverst på siden, eller fjern det.",
        reason=unreadable(error),
    )


def _address(report: str) -> str:
    """One of Fava's own pages, without filters."""
    return url_for("report", report_name=report).partition("?")[0]


def _rendered(
    template: str,
    language: str,
    agreement: Agreement | None = None,
    **values: object,
) -> Markup:
    """A page of ours; without a digit of any amount where they are hidden.

    Accounts stand in the words of the agreements, where these are known.
    """

    def words(text: str) -> str:
        return text if agreement is None else in_words(text, agreement)

    is_hidden = hidden_amounts.is_hidden()
    saying = hidden_amounts.said if is_hidden else say
    showing = hidden_amounts.shown if is_hidden else show
    rendered = (
        environment()
        .get_template(template)
        .render(
            language=language,
            say=lambda text: saying(words(text), language),
            show=lambda value: showing(value, language),
            **values,
        )
    )
    if is_hidden:
        rendered = hidden_amounts.without_figures(rendered)
    return Markup(rendered)  # noqa: S704 -- the environment escapes
