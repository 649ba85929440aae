"""The lines and remarks that every proposed profile has, whatever the file is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.rows.told import unused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok_importers.intake.propose_look import Seen
    from fellesbok_importers.intake.propose_words import Columns


def title_lines(path: str, what: str, *uses: str) -> list[str]:
    """What the profile is for, and that nobody has tried it."""
    title = path.replace("\\", "/").rpartition("/")[2]
    return [
        "# Foreslått av «fellesbok profile». Les gjennom og rett før den brukes.",
        f"title: {quoted(f'{what} som {title}')}",
        *uses,
        "attested:",
        "  level: uprøvd",
        f"  source: {quoted(f'Foreslått etter å ha sett på {title}')}",
    ]


def layout_lines(seen: Seen) -> list[str]:
    """How the file is cut into cells, and which rows name the columns."""
    lines = ["file:", f"  kind: {seen.kind}"]
    if seen.kind == "csv":
        delimiter = "tab" if seen.delimiter == "\t" else seen.delimiter
        lines.append(f"  delimiter: {quoted(delimiter)}")
        lines.append(f"  encoding: {seen.encoding}")
    lines.append(f"  header_row: {seen.headings.row}")
    if len(seen.headings.rows) > 1:
        lines.append(f"  header_rows: {len(seen.headings.rows)}")
    if seen.sheet is not None:
        lines.append(f"  sheet: {quoted(seen.sheet)}")
    return lines


def total_lines(seen: Seen) -> list[str]:
    """The words with which the sums of the file begin."""
    words = ", ".join(map(quoted, seen.totals))
    if len(seen.totals) > 1:
        words = f"[{words}]"
    return [f"  total_word: {words}"] if words else []


def totals_remark(seen: Seen) -> Text | None:
    """That some rows are taken for sums."""
    words = ", ".join(map(quoted, seen.totals))
    if not words:
        return None
    text = "Rader som begynner med {words}, leses som summer og kontrolleres."
    return Text(text, words=words)


def lacking_remark(seen: Seen, what: str) -> Text:
    """That nothing in the file is called what a field of the profile needs."""
    if what == "amount":
        return Text("Finner ingen kolonne for beløp.")
    return Text(
        "Finner ingen kolonne for {name}. Filen har {known}.",
        name=what,
        known=seen.headings.told(),
    )


def sign_lines(seen: Seen, sign: str | None) -> list[str]:
    """The decimal sign; a comment where text does not show it."""
    if sign is not None:
        return [f"decimal_sign: {quoted(sign)}"]
    return ["# decimal_sign: …"] if seen.kind == "csv" else []


def date_lines(form: str | None) -> list[str]:
    """The date form; a comment where the dates do not show it."""
    return [f"date_form: {form}" if form else "# date_form: …"]


def sheet_remark(seen: Seen) -> Text | None:
    """Which sheet of several is read."""
    if seen.sheet is None:
        return None
    text = "Arket {sheet} leses. Disse leses ikke: {others}."
    return Text(text, sheet=seen.sheet, others=", ".join(seen.others))


def twice_remark(seen: Seen, what: str, indexes: Sequence[int]) -> Text:
    """That several columns have the name of a field."""
    return Text(
        "Kolonnen {column} står flere ganger ({numbers}); skriv nummeret på den"
        " som er {name}.",
        column=seen.names[indexes[0]],
        numbers=", ".join(str(index + 1) for index in indexes),
        name=what,
    )


def unused_remark(seen: Seen, columns: Columns) -> list[Text]:
    """The columns that the profile does not read; none or one."""
    used = {*columns.places.values(), *(i for t in columns.twice.values() for i in t)}
    return unused([n for i, n in enumerate(seen.names) if n and i not in used])


def quoted(text: str) -> str:
    """A YAML scalar that no reader takes for anything but text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
