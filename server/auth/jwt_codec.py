"""Signed tokens (JWT, HS256 and nothing else). To be imported only where people sign in: it loads
PyJWT, which takes as long as the rest of a small program."""

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

# PyJWT warns of short secrets, at each place once, on the server's standard error.
warnings.filterwarnings("ignore", module=r"jwt\.")


class InvalidToken(ValueError):
    """A token that proves nothing; the text is a sentence that does not show it."""


def claims(token: str, secret: str) -> Mapping[str, object]:
    """What ``token`` claims, if it was signed with ``secret``; times are not looked at.

    Raises ``InvalidToken``.
    """
    try:
        found: Mapping[str, object] = jwt.decode(
            token, secret, algorithms=[_ALGORITHM], options=_CHECKED_ELSEWHERE
        )
    except jwt.InvalidAlgorithmError:
        raise InvalidToken(f"The token must be signed with {_ALGORITHM}.") from None
    except jwt.InvalidSignatureError:
        raise InvalidToken("The token was signed with another secret, or changed since.") from None
    except jwt.InvalidAudienceError:
        raise InvalidToken('The token is meant for somebody else: it has an "aud".') from None
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise InvalidToken(
            "The token is malformed: a JWT has three parts with dots between."
        ) from None
    return found


def sign(claims: Mapping[str, object], secret: str) -> str:
    """A token that claims ``claims``."""
    return jwt.encode(dict(claims), secret, algorithm=_ALGORITHM)
