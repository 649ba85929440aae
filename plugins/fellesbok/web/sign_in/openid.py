"""Sign-in with an account that the reader already has (*OpenID Connect*).

Authlib does the protocol: discovery, PKCE, state, nonce, and the checks of the token's
signature, issuer, audience and time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from werkzeug.wrappers import Response

    from fellesbok.web.sign_in.readers import OpenId
    from fellesbok.web.sign_in.readers import Reader
    from fellesbok.web.sign_in.readers import ReadersFile


class NoOpenIdError(Exception):
    """Authlib is not installed; ``text`` says how to install it."""

    text = Text(
        "Innlogging med OpenID krever Authlib: pip install 'fellesbok[sign-in]'."
    )


class OpenIdClient:
    """Asks the issuer who somebody is."""

    def __init__(self, app: Flask, openid: OpenId) -> None:
        """Be ready; nothing is fetched before somebody signs in.

        Raises:
            NoOpenIdError: Authlib is not installed.
        """
        try:
            from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]  # noqa: PLC0415 -- an extra that not everybody installs
        except ImportError:
            raise NoOpenIdError from None
        self._openid = openid
        discovery = f"{openid.issuer}/.well-known/openid-configuration"
        self._client: Any = OAuth(app).register(
            "openid",
            server_metadata_url=discovery,
            client_id=openid.client_id,
            client_secret=openid.client_secret,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
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
        issuer = {"iss": {"essential": True, "values": [self._openid.issuer]}}
        token = self._client.authorize_access_token(claims_options=issuer)
        return reader_of(token.get("userinfo") or {}, self._openid.claim, readers)


def reader_of(
    claims: Mapping[str, object], claim: str, readers: ReadersFile
) -> Reader | None:
    """The reader whom a claim names; an address that is not verified names nobody."""
    value = claims.get(claim)
    if not isinstance(value, str):
        return None
    if claim == "email" and claims.get("email_verified") is not True:
        return None
    return readers.by_claim.get(value.casefold())
