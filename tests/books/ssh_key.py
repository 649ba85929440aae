"""A key of a municipality that signs as ``ssh-keygen -Y sign -n fellesbok`` does."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

if TYPE_CHECKING:
    from pathlib import Path


def packed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


class Key:
    """A municipality's key, and what it signs as ``ssh-keygen -Y sign`` does."""

    def __init__(self, seed: int) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed] * 32))
        public = self.private.public_key().public_bytes_raw()
        self.blob = packed(b"ssh-ed25519", public)

    @property
    def line(self) -> str:
        return "ssh-ed25519 " + base64.b64encode(self.blob).decode()

    def sign(self, path: Path, name: str = ".sig") -> None:
        digest = hashlib.sha512(path.read_bytes()).digest()
        told = b"SSHSIG" + packed(b"fellesbok", b"", b"sha512", digest)
        signed = packed(b"ssh-ed25519", self.private.sign(told))
        raw = b"SSHSIG" + (1).to_bytes(4, "big")
        raw += packed(self.blob, b"fellesbok", b"", b"sha512", signed)
        armour = ("BEGIN", base64.encodebytes(raw).decode(), "END")
        text = "-----{} SSH SIGNATURE-----\n{}-----{} SSH SIGNATURE-----\n"
        path.with_name(path.name + name).write_text(text.format(*armour), "ascii")
