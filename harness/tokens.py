"""Proofs of a name (JSON Web Tokens, RFC 7519), good and bad, made by hand."""

import base64
import hashlib
import hmac
import json
import time

HOUR = 3600.0  # seconds


def token(name: str, secret: str, valid_for: float = HOUR) -> str:
    """A proper token (HS256) of ``name``, for so many seconds; negative: it has run out."""
    return made({"alg": "HS256", "typ": "JWT"}, _claims(name, valid_for), secret)


def bad_token(kind: str, name: str, secret: str) -> str:
    """A token of ``name`` that proves nothing, of one of ``BAD``."""
    match kind:
        case "a forged token":
            return token(name, secret + "?")
        case "a token that has run out":
            return token(name, secret, -HOUR)
        case "a token without a signature":
            head, claims, _ = token(name, secret).split(".")
            return f"{head}.{claims}."
        case "a token of no algorithm":
            return made({"alg": "none", "typ": "JWT"}, _claims(name, HOUR), "").rpartition(".")[0]
        case "a token of another algorithm":
            return made({"alg": "HS512", "typ": "JWT"}, _claims(name, HOUR), secret, "sha512")
        case "a token for somebody else, with this one's signature":
            head, _, signature = token(name, secret).split(".")
            return ".".join([head, _encoded(_claims("Alice", HOUR)), signature])
        case "a token without a name":
            return made({"alg": "HS256", "typ": "JWT"}, {"exp": _claims("", HOUR)["exp"]}, secret)
        case "no token at all":
            return ""
        case "nonsense for a token":
            return "a.b.c"
    raise LookupError(f"there is no {kind!r}: known are {', '.join(BAD)}")


BAD = (
    "a forged token",
    "a token that has run out",
    "a token without a signature",
    "a token of no algorithm",
    "a token of another algorithm",
    "a token for somebody else, with this one's signature",
    "a token without a name",
    "no token at all",
    "nonsense for a token",
)
"""By the words of the features."""


def made(
    head: dict[str, str], claims: dict[str, object], secret: str, digest: str = "sha256"
) -> str:
    """A token with this head and these claims, signed with ``secret``."""
    signed = f"{_encoded(head)}.{_encoded(claims)}"
    signature = hmac.new(secret.encode(), signed.encode(), getattr(hashlib, digest)).digest()
    return f"{signed}.{_base64(signature)}"


def _claims(name: str, valid_for: float) -> dict[str, object]:
    return {"sub": name, "exp": time.time() + valid_for}


def _encoded(fields: object) -> str:
    return _base64(json.dumps(fields).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
