"""Signatures of ``ssh-keygen -Y sign`` (SSHSIG), held against keys that the books name.

Source: PROTOCOL.sshsig and the section ALLOWED SIGNERS of ssh-keygen(1), OpenSSH.
What is read comes from outside: all of it is bounded, and a fault is said in words.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_ssh_public_key

from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping

NAMESPACE = "fellesbok"
"""What is signed for: ``ssh-keygen -Y sign -n fellesbok``."""
MOST_BYTES = 20_000
_LEAST_RSA_BITS = 2048
_MAGIC = b"SSHSIG"
_ARMOUR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+)"
    rb"-----END SSH SIGNATURE-----\s*"
)
_LINE = re.compile(
    r"(?P<who>\S+)\s+(?:namespaces=\"(?P<names>[^\"]*)\"\s+)?"
    r"(?P<kind>ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))\s+"
    r"(?P<key>[A-Za-z0-9+/]+={0,2})(?:\s+.*)?"
)
_Hash = hashes.SHA256 | hashes.SHA384 | hashes.SHA512
_HASHES = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
_CURVES: dict[int, type[_Hash]] = {
    256: hashes.SHA256,
    384: hashes.SHA384,
    521: hashes.SHA512,
}
_RSA: dict[bytes, type[_Hash]] = {
    b"rsa-sha2-256": hashes.SHA256,
    b"rsa-sha2-512": hashes.SHA512,
}


class NotSignedError(InWordsError):
    """It is not signed by anybody that the books name; ``text`` says why."""


@frozen
class Signer:
    """Who has signed.

    Attributes:
        payer: The slug of the municipality.
        fingerprint: That of the key, as ssh-keygen shows it.
    """

    payer: str
    fingerprint: str


def allowed_signers(text: str, payers: Collection[str]) -> dict[bytes, str]:
    """The payer of each key.

    Args:
        text: A file of allowed signers, with the payers' slugs as principals.
        payers: The slugs that there are.

    Raises:
        NotSignedError: A line is not as it should be, or names somebody else.
    """
    found: dict[bytes, str] = {}
    for number, row in enumerate(text.splitlines(), 1):
        line = row.strip()
        if not line or line.startswith("#"):
            continue
        read = _LINE.fullmatch(line)
        names = (read["names"] or NAMESPACE).split(",") if read else []
        key = _decoded(read["key"]) if read else b""
        if read is None or not key or NAMESPACE not in names:
            raise NotSignedError(
                Text(
                    "Linje {number} i allowed_signers kan ikke leses: skriv"
                    " «nordreisa ssh-ed25519 AAAA…».",
                    number=number,
                )
            )
        if read["who"] not in payers:
            raise NotSignedError(
                Text(
                    "Linje {number} i allowed_signers er for «{who}», som avtalen ikke"
                    " nevner. Kjente: {known}.",
                    number=number,
                    who=read["who"],
                    known=", ".join(sorted(payers)),
                )
            )
        if found.setdefault(key, read["who"]) != read["who"]:
            raise NotSignedError(
                Text(
                    "Linje {number} i allowed_signers har nøkkelen til en annen.",
                    number=number,
                )
            )
    return found


def _decoded(text: str) -> bytes:
    """The bytes of a key as it is written; none where it is cut off."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def fingerprint(key: bytes) -> str:
    """A key's fingerprint as ssh-keygen shows it."""
    told = base64.b64encode(hashlib.sha256(key).digest()).decode()
    return "SHA256:" + told.rstrip("=")


def signer(message: bytes, signature: bytes, allowed: Mapping[bytes, str]) -> Signer:
    """Who of those that the books name has signed a message.

    Raises:
        NotSignedError: It is no signature, of something else, or by a stranger.
    """
    key, hashed, signed = _opened(signature)
    whose = allowed.get(key)
    if whose is None:
        raise NotSignedError(
            Text(
                "Den er signert med nøkkelen {key}, som allowed_signers ikke har.",
                key=fingerprint(key),
            )
        )
    told = _MAGIC + _packed(NAMESPACE.encode(), b"", hashed.encode())
    told += _packed(_HASHES[hashed](message).digest())
    try:
        _verify(key, told, signed)
    except InvalidSignature:
        raise NotSignedError(
            Text("Signaturen er av noe annet enn det som ligger ved siden av.")
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise NotSignedError(_unreadable()) from None
    return Signer(whose, fingerprint(key))


def _unreadable() -> Text:
    return Text(
        "Den kan ikke leses som en signatur: lag den med «ssh-keygen -Y sign -n"
        " fellesbok», med en nøkkel av typen ed25519, ecdsa eller rsa."
    )


def _opened(signature: bytes) -> tuple[bytes, str, bytes]:
    """The key, the name of the hash, and the signature proper."""
    armour = _ARMOUR.fullmatch(signature) if len(signature) <= MOST_BYTES else None
    try:
        raw = (
            base64.b64decode(b"".join(armour[1].split()), validate=True)
            if armour
            else b""
        )
        if raw[:10] != _MAGIC + (1).to_bytes(4, "big"):
            raise NotSignedError(_unreadable())
        key, namespace, _, hashed, signed = _unpacked(raw[10:], 5)
    except (ValueError, binascii.Error):
        raise NotSignedError(_unreadable()) from None
    if namespace != NAMESPACE.encode():
        raise NotSignedError(
            Text(
                "Signaturen er laget for «{found}» og ikke for fellesbok: bruk «-n"
                " fellesbok».",
                found=namespace.decode("utf-8", "replace"),
            )
        )
    name = hashed.decode("ascii", "replace")
    if name not in _HASHES:
        raise NotSignedError(_unreadable())
    return key, name, signed


def _verify(blob: bytes, told: bytes, signed: bytes) -> None:
    """Hold a signature against a key.

    Raises:
        InvalidSignature: It is not of this.
        ValueError: Key or signature cannot be read.
    """
    (kind,) = _unpacked(blob, 1, rest=True)
    key = load_ssh_public_key(kind + b" " + base64.b64encode(blob))
    algorithm, value = _unpacked(signed, 2)
    if isinstance(key, ed25519.Ed25519PublicKey) and algorithm == kind:
        key.verify(value, told)
    elif isinstance(key, rsa.RSAPublicKey) and algorithm in _RSA:
        if key.key_size < _LEAST_RSA_BITS:
            raise ValueError(key.key_size)
        key.verify(value, told, padding.PKCS1v15(), _RSA[algorithm]())
    elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm == kind:
        r, s = (int.from_bytes(part, "big") for part in _unpacked(value, 2))
        of = ec.ECDSA(_CURVES[key.curve.key_size]())
        key.verify(encode_dss_signature(r, s), told, of)
    else:
        raise ValueError(algorithm)


def _packed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _unpacked(raw: bytes, count: int, *, rest: bool = False) -> list[bytes]:
    """Strings with their lengths before them.

    Raises:
        ValueError: They do not fit.
    """
    found, at = [], 0
    for _ in range(count):
        size = int.from_bytes(raw[at : at + 4], "big")
        part = raw[at + 4 : at + 4 + size]
        if len(raw) < at + 4 or len(part) != size:
            raise ValueError(at)
        found.append(part)
        at += 4 + size
    if at != len(raw) and not rest:
        raise ValueError(at)
    return found
