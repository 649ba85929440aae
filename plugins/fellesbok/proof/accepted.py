"""Whether the checkers accept a certificate that lies in a folder, and why not.

They are the programs that whoever gets the certificate has too; nothing of the books is
known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep

if TYPE_CHECKING:
    from pathlib import Path

_REFUSED = (*verify.FAULTS, verify_deep.DiffersError)


def why_refused(folder: Path, name: str, *, is_member: bool = False) -> str | None:
    """Why a checker does not accept a certificate; ``None`` where all accept it.

    Args:
        folder: Where it lies, with its checkpoint.
        name: The name of its file.
        is_member: Whether it is one for a member, which shows too little to be worked
            out anew.
    """
    try:
        verify.certificate(folder, name, set())
        if not is_member:
            verify_deep.certificate(folder, name, set())
    except _REFUSED as error:
        return str(error)
    return None
