"""What IT sets the server up with (*oppsett*): where it lies, and the wheel it is of.

The files come with the wheel, or lie in a clone.  The wheel itself is not kept where it
is installed; it is found again where it was installed from.
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from fellesbok.noted import digest_of

PACKAGE = Path(__file__).parents[1]
LOCK = "requirements.txt"
"""What the image is made of, each with its hash; in a clone it lies at the top."""


def setup_folder() -> Path | None:
    """The folder of the files, or ``None`` where they have been taken away."""
    places = PACKAGE / "serving", PACKAGE.parents[1] / "docs" / "serving"
    return next((folder for folder in places if folder.is_dir()), None)


def setup_files(folder: Path) -> dict[str, bytes]:
    """Each file by its name, in the order of their names, the lock among them."""
    lock = folder / LOCK
    if not lock.is_file():
        lock = folder.parents[1] / LOCK
    found = {path.name: path for path in folder.iterdir() if path.is_file()}
    return {
        name: path.read_bytes() for name, path in sorted({**found, LOCK: lock}.items())
    }


def wheel_here() -> Path | None:
    """The wheel that this is installed from, where it still lies, to the last byte."""
    try:
        told = metadata.distribution("fellesbok").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    origin = json.loads(told or "{}")
    address = urlsplit(origin.get("url", ""))
    path = Path(url2pathname(address.path))
    if address.scheme != "file" or path.suffix != ".whl" or not path.is_file():
        return None
    digest = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    found = digest_of(path.read_bytes())
    return path if digest in {None, found} else None
