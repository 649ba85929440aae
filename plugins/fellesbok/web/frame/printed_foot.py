"""What stands at the foot of each sheet of a printed page: what, when, which books."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.proof.canonical import short
from fellesbok.web.frame.hidden_amounts import is_hidden
from fellesbok.web.frame.hidden_amounts import said
from fellesbok.web.frame.made_of import shown_revision

if TYPE_CHECKING:
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.frame.shown import Shown


def foot_of_sheets(asked: Asked, shown: Shown) -> str:
    """Region, page, period or day, and the revision of the books where it is known."""
    language = asked.language
    say_it = said if is_hidden() else say
    period = shown.period or asked.period or Text("alle år")
    when = Text("Periode {period}", period=period)
    if shown.day is not None:
        when = Text("Per {day}", day=shown.day)
    parts = [str(asked.options["title"]), say_it(shown.title, language)]
    parts.append(say(when, language))
    revision = shown_revision(asked)
    if revision:
        told = Text("Bøkenes utgave {revision}", revision=short(revision))
        parts.append(say(told, language))
    return " · ".join(parts)


def style_of_sheets(foot: str) -> Markup:
    """The style that prints it in the margin of each sheet, with the sheet's number."""
    text = json.dumps(foot.replace("<", "(").replace("\\", "/"), ensure_ascii=False)
    return Markup(
        "@page {{ margin: 14mm 12mm 18mm;"
        " @bottom-left {{ content: {text}; font-size: 8pt; }}"
        ' @bottom-right {{ content: counter(page) " / " counter(pages);'
        " font-size: 8pt; }} }}"
    ).format(text=Markup(text))  # noqa: S704
