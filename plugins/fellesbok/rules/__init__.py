"""``allocation_rules.yaml`` → the agreements, or every fault in it with its line.

The only room that reads YAML, and the statistics that the file names.

Comes in: the text of ``allocation_rules.yaml``, and the statistics that it names.
Goes out: ``Agreement``, or every fault with its line.
Doors: ``document`` and ``scalars``.
Handbook: docs/agreements.md
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.errors import FileFaultsError
from fellesbok.rules.proposal import AS_WRITTEN

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.rules.answer_schema import AnswersModel
    from fellesbok.rules.document import Document
    from fellesbok.rules.examined import Examined
    from fellesbok.rules.examined import Read
    from fellesbok.rules.proposal import Proposal

# What reads rules takes longer to import than to use, and rules that have been read
# once are kept: so it is imported by those who read them.


def read_rules(path: Path) -> Agreement:
    """The agreements in a rules file.

    Raises:
        FileFaultsError: The file, or a statistic that it names, is faulty; holds every
            fault with path and line.
    """
    examined = examine_rules(path)
    if examined.agreement is None:
        raise FileFaultsError(examined.faults)
    return examined.agreement


def examine_rules(
    path: Path, proposal: Proposal = AS_WRITTEN, read: Read = Path.read_bytes
) -> Examined:
    """The agreements in a rules file, or every fault in it in the order of lines.

    Args:
        path: The file.
        proposal: What is tried in the place of what stands in it.
        read: How it is read, and what it names.
    """
    from fellesbok.rules.examination import examine  # noqa: PLC0415 -- said above

    return examine(path, proposal, read)


def answers_of(document: Document) -> AnswersModel | None:
    """The answers that a region's first books are made of, if their shape is right."""
    from fellesbok.rules import examination  # noqa: PLC0415 -- said above

    return examination.answers_of(document)


def json_schema() -> dict[str, Any]:
    """The published schema of a rules file."""
    from fellesbok.rules import schema  # noqa: PLC0415 -- said above

    return schema.json_schema()
