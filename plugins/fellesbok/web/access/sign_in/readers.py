"""The file that says who may read what, as TOML (*leserfilen*)."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.person_names import normalised
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.web.access.sign_in.names import claimed

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

ACCOUNTANT = "regnskapsfører"
"""The role that reads everything."""

HASH = "scrypt:"
OPENID_KEYS = ("issuer", "client_id", "client_secret_file", "claim")
SHARED_ISSUERS = ("/common/", "/organizations/", "/consumers/")
"""Issuers that vouch for everybody, and so for nobody in particular."""


@frozen
class Reader:
    """Somebody who may sign in.

    Attributes:
        name: What the reader signs in as: a user name, or the claim of an identity.
        municipality: The slug whose part of the books is read; ``None`` reads all.
        password: The hash of a password, or nothing for who signs in elsewhere.
    """

    name: str
    municipality: str | None
    password: str = ""


@frozen
class OpenId:
    """Where readers sign in with an account that they already have."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str
    secret_file: Path | None = None


@frozen
class ReadersFile:
    """Everybody who may sign in, by password or by OpenID."""

    by_name: Mapping[str, Reader]
    by_claim: Mapping[str, Reader]
    openid: OpenId | None


class ReadersFileError(Exception):
    """The file cannot be used; ``faults`` says everything that is wrong with it.

    ``faultless`` is what is right in it, or ``None`` where nothing can be read.
    """

    def __init__(
        self, faults: list[Text], faultless: ReadersFile | None = None
    ) -> None:
        """Keep the messages."""
        self.faults = tuple(faults)
        self.faultless = faultless
        super().__init__(*faults)


def load_readers(path: Path, municipalities: Collection[str]) -> ReadersFile:
    """Read the file.

    Args:
        path: A TOML file with ``[[readers]]`` and perhaps ``[openid]``.
        municipalities: The slugs that a role can name.

    Raises:
        ReadersFileError: It cannot be read, or something in it is wrong.
    """
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        text = Text("Leserfilen kan ikke leses: {reason}", reason=str(error))
        raise ReadersFileError([text]) from None
    faults = list(_unknown(content, {"readers", "openid"}, Text("filen")))
    openid = _openid(content.get("openid"), path, faults)
    by_name: dict[str, Reader] = {}
    by_claim: dict[str, Reader] = {}
    twice: set[str] = set()
    rows = content.get("readers", [])
    if not isinstance(rows, list) or not rows:
        faults.append(Text("Filen har ingen [[readers]]: ingen kan logge inn."))
        rows = []
    for number, row in enumerate(rows, 1):
        reader = _reader(row, number, municipalities, faults)
        if reader is None:
            continue
        known = by_name if reader.password else by_claim
        key = normalised(reader.name) if reader.password else claimed(reader.name)
        if key in known:
            faults.append(Text("«{name}» står to ganger.", name=reader.name))
            twice.add(key)
        known[key] = reader
    if by_claim and openid is None and not faults:
        text = Text(
            "Lesere uten «password» logger inn med OpenID, men [openid] mangler."
        )
        faults.append(text)
    if faults:
        for key in twice:
            by_name.pop(key, None)
            by_claim.pop(key, None)
        faultless = ReadersFile(by_name, by_claim, openid)
        # An empty file is one that is being written.
        raise ReadersFileError(faults, faultless if content else None)
    return ReadersFile(by_name, by_claim, openid)


def _reader(
    row: Any,  # noqa: ANN401 -- whatever stands in the file
    number: int,
    municipalities: Collection[str],
    faults: list[Text],
) -> Reader | None:
    where = Text("leser {number}", number=number)
    if not isinstance(row, dict):
        faults.append(Text("{where}: skal være en [[readers]].", where=where))
        return None
    found = list(_unknown(row, {"name", "role", "password"}, where))
    name, role = str(row.get("name", "")).strip(), row.get("role")
    password = row.get("password", "")
    if not name:
        found.append(Text("{where}: «name» mangler.", where=where))
    if role != ACCOUNTANT and role not in municipalities:
        found.append(
            Text(
                "{where}: rollen «{role}» er ukjent. Bruk {accountant}, eller en av"
                " {known}.",
                where=where,
                role=str(role),
                accountant=ACCOUNTANT,
                known=", ".join(sorted(municipalities)),
            )
        )
    if not isinstance(password, str) or (password and not password.startswith(HASH)):
        found.append(
            Text(
                "{where}: passordet står i klartekst. Lag en hash med"
                " «fellesbok password».",
                where=where,
            )
        )
    faults.extend(found)
    if found:
        return None
    return Reader(name, None if role == ACCOUNTANT else role, password)


def _openid(
    row: Any,  # noqa: ANN401 -- whatever stands in the file
    path: Path,
    faults: list[Text],
) -> OpenId | None:
    if row is None:
        return None
    where = Text("[openid]")
    if not isinstance(row, dict):
        faults.append(Text("{where}: skal være en tabell.", where=where))
        return None
    found = list(_unknown(row, set(OPENID_KEYS), where))
    found += [
        Text("{where}: «{key}» mangler.", where=where, key=key)
        for key in OPENID_KEYS
        if not isinstance(row.get(key), str) or not row[key].strip()
    ]
    issuer = str(row.get("issuer", ""))
    if not issuer.startswith("https://") and not issuer.startswith("http://127.0.0.1"):
        found.append(Text("{where}: «issuer» må begynne med https://.", where=where))
    if any(shared in f"{issuer}/" for shared in SHARED_ISSUERS):
        text = Text(
            "{where}: utstederen gjelder alle leietakere. Oppgi egen.", where=where
        )
        found.append(text)
    secret, file = "", path.parent / str(row.get("client_secret_file", ""))
    if not found:
        try:
            secret = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = str(error)
            text = Text(
                "{where}: hemmeligheten kan ikke leses: {reason}",
                where=where,
                reason=reason,
            )
            found.append(text)
    faults.extend(found)
    if found:
        return None
    client = row["client_id"]
    return OpenId(issuer.rstrip("/"), client, secret, row["claim"], file)


def _unknown(
    row: Mapping[str, object], known: Collection[str], where: Text
) -> Iterator[Text]:
    for key in row:
        if key not in known:
            yield Text("{where}: ukjent nøkkel «{key}».", where=where, key=key)
