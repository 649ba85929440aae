"""The HTML file → PDF, by WeasyPrint: one layout for screen and paper."""

from __future__ import annotations

import logging
from typing import Any
from typing import NoReturn

from fellesbok.errors import InWordsError
from fellesbok.messages import Text


class NoPdfError(InWordsError):
    """A PDF cannot be made here; ``text`` says what is lacking."""


def load_weasyprint() -> Any:  # noqa: ANN401 -- a class of a library without types
    """What makes a PDF of HTML; nothing is loaded before somebody wants one.

    Raises:
        NoPdfError: WeasyPrint, or the Pango that it draws text with, is not installed.
    """
    # Loading takes a second and needs a system library, which no other command does.
    try:
        from weasyprint import HTML  # noqa: PLC0415 -- said above
    except ImportError:
        raise NoPdfError(
            Text("PDF krever WeasyPrint: pip install 'fellesbok[pdf]'.")
        ) from None
    except OSError as error:
        raise NoPdfError(
            Text(
                "PDF krever Pango, som ikke finnes her ({reason}). På Debian og Ubuntu:"
                " sudo apt install libpango-1.0-0 libpangoft2-1.0-0"
                " libharfbuzz-subset0 fonts-liberation. HTML-rapporten kan også skrives"
                " ut som PDF fra nettleseren.",
                reason=str(error).partition(":")[0],
            )
        ) from None
    return HTML


def pdf(page: str) -> bytes:
    """The PDF of a self-contained HTML file; nothing is fetched for it.

    Raises:
        NoPdfError: WeasyPrint, or the Pango that it draws text with, is not installed.
    """
    html = load_weasyprint()
    # It tells of every property that only browsers know.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    written: bytes = html(string=page, url_fetcher=_refuse).write_pdf(
        pdf_variant="pdf/ua-1"
    )
    return written


def _refuse(url: str) -> NoReturn:
    """The report holds all it needs; whatever asks for more gets nothing."""
    raise ValueError(url)
