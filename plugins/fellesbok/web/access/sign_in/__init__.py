"""Who reads: sign-in for books that several people open (*innlogging*).

Comes in: the readers file, names and passwords, and what a provider of identities says.
Goes out: who asks, or nobody.
Handbook: docs/serving.md
"""

from __future__ import annotations

from fellesbok.web.access.sign_in.followed import FollowedReaders
from fellesbok.web.access.sign_in.password import hashed
from fellesbok.web.access.sign_in.readers import Reader
from fellesbok.web.access.sign_in.readers import ReadersFile
from fellesbok.web.access.sign_in.readers import ReadersFileError
from fellesbok.web.access.sign_in.readers import load_readers
from fellesbok.web.access.sign_in.routes import ENDPOINTS
from fellesbok.web.access.sign_in.routes import current_reader
from fellesbok.web.access.sign_in.routes import install
from fellesbok.web.access.sign_in.routes import name_of_reader
from fellesbok.web.access.sign_in.routes import readers_faults

__all__ = [
    "ENDPOINTS",
    "FollowedReaders",
    "Reader",
    "ReadersFile",
    "ReadersFileError",
    "current_reader",
    "hashed",
    "install",
    "load_readers",
    "name_of_reader",
    "readers_faults",
]
