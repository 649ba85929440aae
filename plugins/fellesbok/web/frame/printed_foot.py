"""What stands at the foot of each sheet of a printed page: what, when, which books."""

from __future__ import annotations

import json
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.proof.canonical import digest
from fellesbok.proof.canonical import short
from fellesbok.proof.revision import revision_of
from fellesbok.web.frame.hidden_amounts import is_hidden
from fellesbok.web.frame.hidden_amounts import said

if TYPE_CHECKING:
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.frame.shown import Shown


def foot_of_sheets(asked: Asked, shown: Shown) -> str:
    """Region, page, period or day, and the revision of the books where it is known."""
    language = asked.language
    say_it = said if is_hidden() else say
    when = Text("Periode {period}", period=asked.period or Text("alle år"))
    if shown.day is not None:
        when = Text("Per {day}", day=shown.day)
    parts = [str(asked.options["title"]), say_it(shown.title, language)]
    parts.append(say(when, language))
    revision = asked.once("revision", lambda: _revision(asked))
    if revision:
        told = Text("Bøkenes utgave {revision}", revision=revision)
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


def _revision(asked: Asked) -> str:
    """The revision that stands on reports, where the files are as they were loaded.

    Who reads a part of the books has no revision of them.
    """
    included = asked.options["include"]
    if asked.reader is not None or not included:
        return ""
    root = commonpath([Path(name).parent for name in included])
    digests = {}
    for name in included:
        content = _as_loaded(name, asked.loaded_texts.get(name))
        if content is None:
            return ""
        digests[Path(name).relative_to(root).as_posix()] = digest(content)
    return short(revision_of(digests))


def _as_loaded(name: str, text: str | None) -> bytes | None:
    """What a file holds, if it is still what was loaded."""
    try:
        content = Path(name).read_bytes()
        found = content.decode().replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError):
        return None
    return content if found == text else None
