"""Why a file, a folder or an address cannot be used (*årsak*), in words for people.

The system says it by a number and in English; the usual numbers have words here, in the
language of the message that they stand in.
"""

from __future__ import annotations

import errno

from fellesbok.messages import Text

_NO_ACCESS = Text("ingen tilgang")
_NO_ROOM = Text("disken er full")
REASONS = {
    errno.ENOENT: Text("finnes ikke"),
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EISDIR: Text("er en mappe"),
    errno.ENOTDIR: Text("er ingen mappe"),
    errno.EEXIST: Text("finnes fra før"),
    errno.ENOTEMPTY: Text("mappen er ikke tom"),
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: Text("stedet kan bare leses"),
    errno.ENAMETOOLONG: Text("navnet er for langt"),
    errno.EFBIG: Text("filen er for stor"),
    errno.ELOOP: Text("lenker som går i ring"),
    errno.EMFILE: Text("for mange åpne filer"),
    errno.ENFILE: Text("for mange åpne filer"),
    errno.EIO: Text("feil på disken"),
    errno.EBUSY: Text("er i bruk"),
    errno.EADDRINUSE: Text("porten er i bruk"),
    errno.EADDRNOTAVAIL: Text("adressen er ikke denne maskinens"),
}
"""What the system calls by a number, and by English words."""


def reason_of(error: BaseException) -> str:
    """Why a file or a folder cannot be used, in words; the system's where we have none.

    What we have said ourselves (a ``Text``) stands.  A name that cannot be a name
    (``ValueError``), and a loop of links on older Pythons (``RuntimeError``), have no
    number.
    """
    if not isinstance(error, OSError):
        return str(error)
    if error.errno in REASONS and not isinstance(error.strerror, Text):
        return REASONS[error.errno]
    return error.strerror or str(error)
