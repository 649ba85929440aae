"""What the cooperations wrote for the report (*rapporttekster*): headers and Markdown.

A text stands in ``ledger/<year>/tekst/<slug>.md``: lines of ``samarbeid: ikt`` and
``aar: 2018``, a blank line, and sections under the three headings of the report's form.
The text is kept as it is written; what shows it decides how, and trusts nothing in it.
"""

from __future__ import annotations

from email.parser import Parser
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from fellesbok.errors import FileFault
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "tekst"
COOPERATION = "samarbeid"
YEAR = "aar"
RENDERER = MarkdownIt("commonmark")
MOST_LAYERS = int(RENDERER.options["maxNesting"])
"""Of quotations and lists within each other; what stands deeper is not shown."""

HEADINGS = ("Kommentarer", "Satsingsområder", "Utfordringer og muligheter framover")


@frozen
class ReportText:
    """A cooperation's text for a year.

    Attributes:
        cooperation: The slug.
        year: The year it is about.
        sections: Markdown by heading, in the order of the report's form; empty where
            nothing is written under it.
        path: The file.
    """

    cooperation: str
    year: int
    sections: Mapping[str, str]
    path: str


def read_texts(
    folder: Path, year: int, cooperations: Collection[str]
) -> tuple[dict[str, ReportText], list[FileFault]]:
    """A year's texts by the slug of the cooperation, and every fault in them.

    Args:
        folder: The folder of the ledger's main file.
        year: The year of the report.
        cooperations: The slugs that there are.
    """
    texts: dict[str, ReportText] = {}
    faults: list[FileFault] = []
    for path in sorted((folder / str(year) / FOLDER).glob("*.md")):
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            text = Text("Teksten leses ikke: den er ingen fil i bokmappen.")
            faults.append(FileFault(str(path), 1, text))
            continue
        try:
            written = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            faults.append(FileFault(str(path), 1, Text("Filen er ikke UTF-8-tekst.")))
            continue
        found = _read(path, written, year, cooperations)
        if isinstance(found, ReportText):
            texts[found.cooperation] = found
        else:
            faults.extend(found)
    return texts, faults


def _read(
    path: Path, written: str, year: int, cooperations: Collection[str]
) -> ReportText | list[FileFault]:
    message = Parser().parsestr(written)
    slug = str(message.get(COOPERATION, "")).strip()
    said_year = str(message.get(YEAR, "")).strip()
    body = str(message.get_payload())
    first_line = written.count("\n") - body.count("\n") + 1
    faults = [
        FileFault(
            str(path),
            written.count("\n", 0, place) + 1,
            Text(
                "Her er et tegn som ikke kan ses (U+{code}). Ta det bort.",
                code=f"{ord(written[place]):04X}",
            ),
        )
        for place in unseen(written)
    ]
    if slug not in cooperations or slug != path.stem:
        text = Text(
            "Første linjer skal si «samarbeid: {expected}» med navnet som fila har, og"
            " samarbeidet skal stå i avtalene. Her står «{found}».",
            expected=path.stem,
            found=slug,
        )
        faults.append(FileFault(str(path), 1, text))
    if said_year != str(year):
        text = Text(
            "Fila ligger under {year} og skal si «aar: {year}». Her står «{found}».",
            year=year,
            found=said_year,
        )
        faults.append(FileFault(str(path), 1, text))
    faults += [
        FileFault(
            str(path),
            first_line + line,
            Text(
                "Teksten står her i mer enn {most} lag, sitat i sitat eller liste i"
                " liste, og det innerste ville ikke vises. Skriv den i færre lag.",
                most=MOST_LAYERS,
            ),
        )
        for line in _too_deep(body)
    ]
    sections: dict[str, str] = {}
    for line, heading, content in _sections(body):
        if heading in HEADINGS and heading not in sections:
            sections[heading] = content
        elif heading or content:
            text = Text(
                "Teksten skal stå under én av overskriftene {headings}, hver høyst én"
                " gang. Her står «{found}».",
                headings=", ".join(f"«## {known}»" for known in HEADINGS),
                found=heading,
            )
            faults.append(FileFault(str(path), first_line + line, text))
    if faults:
        return faults
    ordered = {heading: sections.get(heading, "") for heading in HEADINGS}
    return ReportText(slug, year, ordered, str(path))


def _too_deep(body: str) -> Iterator[int]:
    """Lines of what has as many layers around it as are read: nothing in it is."""
    for token in RENDERER.parse(body):
        if token.nesting == 1 and token.level >= MOST_LAYERS - 1 and token.map:
            first, after = token.map
            written = "\n".join(body.split("\n")[first:after])
            if token.type in {"blockquote_open", "list_item_open"} and any(
                letter.isalnum() for letter in written
            ):
                yield first


def _sections(body: str) -> Iterator[tuple[int, str, str]]:
    """Line, heading and Markdown of each part that a heading of level two begins."""
    lines = body.split("\n")
    tokens = RENDERER.parse(body)
    starts: list[tuple[int, int, str]] = [(0, 0, "")]
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            first, after = token.map or (0, 0)  # a heading always has its lines
            heading = tokens[number + 1].content.strip()
            starts.append((first, after, heading))
    ends = [line for line, _, _ in starts[1:]] + [len(lines)]
    for (line, after, heading), end in zip(starts, ends, strict=True):
        yield line, heading, "\n".join(lines[after:end]).strip()
