"""Which books a page shows (*utgave*): the revision of the files that were loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.proof.revision import OPTION
from fellesbok.proof.revision import files_revision

if TYPE_CHECKING:
    from fellesbok.web.frame.asked import Asked


def shown_revision(asked: Asked) -> str:
    """The revision of the books that are shown; blank where nobody knows.

    Served books were digested when they were loaded: they may be others on disk now,
    or have errors, and what is shown is not of those.  Plain Fava loads what there is.
    """
    if OPTION in asked.options:
        return str(asked.options[OPTION])
    return asked.once("whole revision", lambda: _of_files(asked))


def _of_files(asked: Asked) -> str:
    main = Path(str(asked.options["filename"]))
    try:
        return files_revision(main, asked.options["include"])
    except OSError:
        return ""
