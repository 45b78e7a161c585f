"""Sign-in tokens (JSON Web Tokens, RFC 7519), valid and invalid."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping

from alicebob.model.feature_mistake import look_up

HOUR = 3600.0  # seconds
SHORT_LIFE = 1.0  # seconds for which a short-lived token is valid

_HEAD = {"alg": "HS256", "typ": "JWT"}


def token(name: str, secret: str, valid_for: float = HOUR) -> str:
    """Return a valid token (HS256) of ``name`` for this many seconds; negative: an expired one."""
    return made(_HEAD, _claims(name, valid_for), secret)


def endless_token(name: str, secret: str) -> str:
    """Return a valid token of ``name`` that never expires."""
    return made(_HEAD, {"sub": name}, secret)


def expiry(token: str) -> float:
    """Return the time at which ``token`` expires, in seconds since the epoch."""
    claims = token.split(".")[1]
    padded = claims + "=" * (-len(claims) % 4)
    return float(json.loads(base64.urlsafe_b64decode(padded))["exp"])


def bad_token(kind: str, name: str, secret: str) -> str:
    """Return an invalid token of ``name``, of one of the kinds in ``BAD``."""
    return look_up(BAD, kind, "kind of token")(name, secret)


def made(
    head: Mapping[str, object],
    claims: Mapping[str, object],
    secret: str,
    digest: str = "sha256",
) -> str:
    """Return a token with this header and these claims, signed with ``secret``."""
    signed = f"{_encoded(head)}.{_encoded(claims)}"
    signature = hmac.new(secret.encode(), signed.encode(), getattr(hashlib, digest)).digest()
    return f"{signed}.{_base64(signature)}"


def _without_signature(name: str, secret: str) -> str:
    return token(name, secret).rpartition(".")[0] + "."


def _for_somebody_else(name: str, secret: str) -> str:
    head, _, signature = token(name, secret).split(".")
    return ".".join([head, _encoded(_claims("Alice", HOUR)), signature])


def _of_algorithm(algorithm: str, digest: str = "sha256") -> Callable[[str, str], str]:
    head = {**_HEAD, "alg": algorithm}
    return lambda name, secret: made(head, _claims(name, HOUR), secret, digest)


def _claiming(**claims: object) -> Callable[[str, str], str]:
    """Return a well-signed token with other claims, added or replaced."""
    return lambda name, secret: made(_HEAD, {**_claims(name, HOUR), **claims}, secret)


BAD: dict[str, Callable[[str, str], str]] = {
    "no token at all": lambda _name, _secret: "",
    "a forged token": lambda name, secret: token(name, secret + "?"),
    "a token signed with an empty secret": lambda name, _secret: token(name, ""),
    "an expired token": lambda name, secret: token(name, secret, -HOUR),
    "a token that expired a second ago": lambda name, secret: token(name, secret, -1.0),
    "a token that is not valid before tomorrow": _claiming(nbf=time.time() + 24 * HOUR),
    "a token that is not valid for another minute": lambda name, secret: made(
        _HEAD, {**_claims(name, HOUR), "nbf": time.time() + 60}, secret
    ),
    "a token whose expiry is a word": _claiming(exp="tomorrow"),
    "a token without a signature": _without_signature,
    "an unsigned token with the algorithm none": lambda name, _secret: (
        made({**_HEAD, "alg": "none"}, _claims(name, HOUR), "").rpartition(".")[0] + "."
    ),
    "a signed token with the algorithm none": _of_algorithm("none"),
    "a token with another algorithm": _of_algorithm("HS512", "sha512"),
    "a token that names another algorithm": _of_algorithm("HS384"),
    "another user's token with this user's signature": _for_somebody_else,
    "a token without a name": lambda _name, secret: made(_HEAD, _lasting(HOUR), secret),
    "a token for a number": _claiming(sub=7),
    "a token for a blank name": _claiming(sub="   "),
    "a token for the name server": _claiming(sub="server"),
    "a token for an invisible name": _claiming(sub="\u200b"),
    "a token of two parts": lambda name, secret: token(name, secret).rpartition(".")[0],
    "three letters instead of a token": lambda _name, _secret: "a.b.c",
}
"""By the words of the features: made of a name and the server's secret."""


def _claims(name: str, valid_for: float) -> dict[str, object]:
    return {"sub": name, **_lasting(valid_for)}


def _lasting(valid_for: float) -> dict[str, object]:
    return {"exp": time.time() + valid_for}


def _encoded(fields: object) -> str:
    return _base64(json.dumps(fields).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
