"""The report in a format → a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.pdf import NoPdfError
from fellesbok.report.pdf import pdf
from fellesbok.report.xlsx import xlsx

if TYPE_CHECKING:
    from fellesbok.report.model import Report

FORMATS = ("html", "pdf", "xlsx", "md")


class CannotWriteError(Exception):
    """There will be no file; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        """Keep the message."""
        self.text = text
        super().__init__(text)


def rendered(report: Report, form: str, language: str, fava: str = "") -> bytes:
    """The report in one of the formats.

    Raises:
        CannotWriteError: What makes PDF files is not installed.
    """
    match form:
        case "html":
            return html(report, language, fava).encode()
        case "pdf":
            try:
                return pdf(html(report, language, fava))
            except NoPdfError as error:
                raise CannotWriteError(error.text) from None
        case "xlsx":
            return xlsx(report, language)
        case "md":
            return markdown(report, language).encode()
        case _:
            raise ValueError(form)


def default_name(year: int, form: str) -> Path:
    """The file's name in the current folder, if nothing else is said."""
    return Path(f"samlet-rapportering-{year}.{form}")


def check_target(path: Path, form: str) -> None:
    """Refuse to replace what cannot be a report of before.

    Raises:
        CannotWriteError: There is something else with that name, or no such folder.
    """
    if path.exists() and (not path.is_file() or path.suffix != f".{form}"):
        raise CannotWriteError(
            Text(
                "{path} finnes og er ikke en .{form}-fil; den blir ikke skrevet over.",
                path=str(path),
                form=form,
            )
        )
    if not path.parent.is_dir():
        raise CannotWriteError(
            Text("Mappen {folder} finnes ikke.", folder=str(path.parent))
        )


def write(path: Path, content: bytes) -> None:
    """Replace the file in one step; nobody sees half of it.

    Raises:
        CannotWriteError: The disk does not work, or the folder may not be written in.
    """
    try:
        _write(path, content)
    except OSError as error:
        text = Text(
            "Fikk ikke skrevet i {path} ({reason}).",
            path=str(path.parent),
            reason=error.strerror or str(error),
        )
        raise CannotWriteError(text) from None


def _write(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
