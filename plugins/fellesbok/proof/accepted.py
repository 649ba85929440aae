"""Whether the checkers accept a certificate, and why not.

They are the programs that whoever gets the certificate has too; nothing of the books is
known here.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fellesbok.errors import InWordsError
from fellesbok.filing.disk import set_out
from fellesbok.messages import Text
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from pathlib import Path

_REFUSED = (*verify.FAULTS, verify_deep.DiffersError)


class NotAcceptedError(InWordsError):
    """The checkers do not accept a certificate; ``text`` says which, and why."""


def refuse_unaccepted(
    files: Mapping[str, bytes], names: Iterable[str], *, is_member: bool = False
) -> None:
    """Hold certificates against the checkers before they are written anywhere.

    Args:
        files: Everything of their folder, by name.
        names: The names of the certificates.
        is_member: Whether they are for members.

    Raises:
        NotAcceptedError: A checker does not accept one of them.
    """
    placed = ((PurePosixPath(name), content) for name, content in files.items())
    with set_out(placed) as folder:
        for name in names:
            reason = why_refused(folder, name, is_member=is_member)
            if reason is not None:
                text = Text(
                    "Kontrollen godtar ikke sertifikatet {name}, så ingenting er"
                    " skrevet: {reason}. Kontrollen leser ikke alt som Beancount og"
                    " YAML leser, og krever at hver versjon i avtalen begynner med"
                    " «from:» på en egen linje. Skriv linjen på den vanlige måten."
                    " Hjelper ikke det, er det en feil i fellesbok: meld fra om den.",
                    name=name,
                    reason=reason,
                )
                raise NotAcceptedError(text)


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
