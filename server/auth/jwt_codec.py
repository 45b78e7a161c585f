"""Signed tokens: JWT with HS256 only.

Import this module only where authentication is on: PyJWT is slow to import.
"""

import warnings
from collections.abc import Mapping

import jwt
from jwt.types import Options

_ALGORITHM = "HS256"
_CHECKED_ELSEWHERE: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_sub": False,
    "verify_jti": False,
}

# PyJWT warns about short secrets on standard error.
warnings.filterwarnings("ignore", module=r"jwt\.")


class InvalidToken(ValueError):
    """The token is invalid. The message is safe to show: it never contains the token."""


def claims(token: str, secret: str) -> Mapping[str, object]:
    """Return the claims of ``token`` if it was signed with ``secret``; times are not checked.

    Raises ``InvalidToken``.
    """
    try:
        found: Mapping[str, object] = jwt.decode(
            token, secret, algorithms=[_ALGORITHM], options=_CHECKED_ELSEWHERE
        )
    except jwt.InvalidAlgorithmError:
        raise InvalidToken(f"The token must be signed with {_ALGORITHM}.") from None
    except jwt.InvalidSignatureError:
        raise InvalidToken("The token was signed with another secret, or was changed.") from None
    except jwt.InvalidAudienceError:
        raise InvalidToken('The token is meant for another service: it has an "aud".') from None
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise InvalidToken(
            "The token is malformed: a JWT has three parts separated by dots."
        ) from None
    return found


def sign(claims: Mapping[str, object], secret: str) -> str:
    """Return a signed token with ``claims``."""
    return jwt.encode(dict(claims), secret, algorithm=_ALGORITHM)
