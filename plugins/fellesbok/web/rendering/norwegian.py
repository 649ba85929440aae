"""Fava in Norwegian bokmål (*norsk*), which Fava itself does not speak.

The catalogue is read from text and kept in memory, so that nothing is written and
Fava's own catalogues, and those who read English or Swedish, are left alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from typing import Any

from babel.support import Translations
from fava import LOCALES
from fava.context import g
from flask import has_request_context
from flask import request
from flask_babel import get_locale  # type: ignore[import-untyped]

from fellesbok.frozen import frozen
from fellesbok.messages import compiled

if TYPE_CHECKING:
    from flask import Flask

BOKMAAL = "nb"
NORWEGIAN = frozenset({"nb", "no", "nn"})
"""What browsers and books call it; who reads nynorsk reads bokmål rather than English.
"""

DOMAIN = "messages"
CATALOGUE = files("fellesbok.web") / "locale" / BOKMAAL / "LC_MESSAGES" / "messages.po"
"""Fava's texts in bokmål, as they were translated."""


def install(app: Flask, language: str | None = None) -> None:
    """Let an application of Fava's speak Norwegian; done once however often asked.

    The language of a request is the first of these that is given: ``language``, the
    books' option ``language``, the books' option ``locale`` if it is Norwegian, and
    what the browser asks for.

    Args:
        app: From ``fava.application.create_app``.
        language: ``nb`` or ``en`` for everybody, whatever books and browser say.
    """
    babel: Any = app.extensions["babel"]
    if isinstance(babel.locale_selector, _Selector):
        return
    with app.app_context():
        babel.instance.domain_instance.cache[BOKMAAL, DOMAIN] = _translations()
    babel.locale_selector = _Selector(language)


def page_language() -> str:
    """The language of our own pages in this request: ``nb`` or ``en``."""
    if not has_request_context():
        return BOKMAAL
    locale = get_locale()
    return BOKMAAL if locale is not None and locale.language in NORWEGIAN else "en"


def frame_language() -> str:
    """The language of Fava's own frame in this request, which has more than ours."""
    locale = get_locale()
    return "en" if locale is None else str(locale.language)


@frozen
class _Selector:
    """Which language a request is answered in; ``language`` if everybody gets one."""

    language: str | None

    def __call__(self) -> str | None:
        """A locale, or ``None`` for Fava's own."""
        if self.language:
            return self.language
        ledger = getattr(g, "ledger", None)
        if ledger is not None:
            options = ledger.fava_options
            if options.language:
                return str(options.language)
            if (options.locale or "").split("_")[0].split("-")[0] in NORWEGIAN:
                return BOKMAAL
        known = ["en", *LOCALES, *sorted(NORWEGIAN)]
        found = request.accept_languages.best_match(known)
        return BOKMAAL if found in NORWEGIAN else found


@cache
def _translations() -> Translations:
    return Translations(compiled(CATALOGUE, BOKMAAL), domain=DOMAIN)
