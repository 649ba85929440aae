"""Sign-in with an account that the reader already has (*OpenID Connect*).

Authlib does the protocol: discovery, PKCE, state and nonce.  What it leaves to us is
said here: there must be an ID token, for us and from our issuer, signed by a key that
only the issuer has.  What ``userinfo`` says signs nobody in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok.web.access.sign_in.names import claimed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from werkzeug.wrappers import Response

    from fellesbok.web.access.sign_in.readers import OpenId
    from fellesbok.web.access.sign_in.readers import Reader
    from fellesbok.web.access.sign_in.readers import ReadersFile


SIGNATURES = frozenset(
    f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)
)
"""Those that need a key of the issuer's; our own secret, or none, proves nothing."""

WAIT_SECONDS = 10
LEEWAY_SECONDS = 60


class NoOpenIdError(Exception):
    """Authlib is not installed; ``text`` says how to install it."""

    text = Text(
        "Innlogging med OpenID krever Authlib: pip install 'fellesbok[sign-in]'."
    )


class NotVouchedForError(Exception):
    """The answer holds no ID token that says who somebody is."""


class OpenIdClient:
    """Asks the issuer who somebody is.

    Attributes:
        openid: The issuer.
    """

    def __init__(self, app: Flask, openid: OpenId) -> None:
        """Be ready; nothing is fetched before somebody signs in.

        Raises:
            NoOpenIdError: Authlib is not installed.
        """
        try:
            from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]  # noqa: PLC0415 -- an extra that not everybody installs
        except ImportError:
            raise NoOpenIdError from None
        self.openid = openid
        discovery = f"{openid.issuer}/.well-known/openid-configuration"
        self._client: Any = OAuth(app).register(
            "openid",
            server_metadata_url=discovery,
            client_id=openid.client_id,
            client_secret=openid.client_secret,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": WAIT_SECONDS,
            },
        )

    def begin(self, answer_to: str) -> Response:
        """Send the reader to the issuer, who sends back to ``answer_to``."""
        response: Response = self._client.authorize_redirect(answer_to)
        return response

    def reader(self, readers: ReadersFile) -> Reader | None:
        """Who comes back from the issuer, if it is somebody in the file.

        Raises:
            Exception: The answer is not the issuer's, or not to us.
        """
        claims = {
            "iss": {"essential": True, "value": self.openid.issuer},
            "aud": {"essential": True, "value": self.openid.client_id},
            "nonce": {"essential": True},
        }
        self._refuse_weak_signatures()
        token = self._client.authorize_access_token(
            claims_options=claims, leeway=LEEWAY_SECONDS
        )
        if not token.get("id_token") or not token.get("userinfo"):
            raise NotVouchedForError
        return reader_of(token["userinfo"], self.openid.claim, readers)

    def _refuse_weak_signatures(self) -> None:
        """Take no signature that the issuer offers but others could have made."""
        offered = self._client.load_server_metadata()
        key = "id_token_signing_alg_values_supported"
        named = offered.get(key) or ["RS256"]
        offered[key] = [name for name in named if name in SIGNATURES]
        if not offered[key]:
            raise NotVouchedForError


def reader_of(
    claims: Mapping[str, object], claim: str, readers: ReadersFile
) -> Reader | None:
    """The reader whom a claim names; an address that is not verified names nobody."""
    value = claims.get(claim)
    if not isinstance(value, str):
        return None
    if claim == "email" and claims.get("email_verified") is not True:
        return None
    return readers.by_claim.get(claimed(value))
