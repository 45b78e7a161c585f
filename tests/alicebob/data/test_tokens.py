"""Proofs of a name as the suite makes them: the good one is good, each bad one is bad otherwise."""

import base64
import hashlib
import hmac
import json
import time

import pytest

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.data.tokens import BAD, bad_token, endless_token, expiry, token
from alicebob.dialects.plain import PLAIN

SECRET = "a secret of no less than thirty-two bytes"


def decoded(part: str) -> dict[str, object]:
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def is_signed(made: str) -> bool:
    head, claims, signature = made.split(".")
    digest = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == signature


def is_good(made: str) -> bool:
    if made.count(".") != len("..") or not is_signed(made):
        return False
    head, claims = (decoded(part) for part in made.split(".")[:2])
    expires = claims.get("exp")
    is_fresh = isinstance(expires, float) and expires > time.time() and "nbf" not in claims
    return head["alg"] == "HS256" and claims.get("sub") == "Mallory" and is_fresh


def test_a_good_token_is_good() -> None:
    assert is_good(token("Mallory", SECRET))


def test_an_endless_token_is_signed() -> None:
    made = endless_token("Mallory", SECRET)
    assert is_signed(made)
    assert decoded(made.split(".")[1]) == {"sub": "Mallory"}


def test_a_token_tells_when_it_expires() -> None:
    before = time.time()
    assert before + 60 <= expiry(token("Mallory", SECRET, 60)) <= time.time() + 60


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_token_is_not(kind: str) -> None:
    assert not is_good(bad_token(kind, "Mallory", SECRET))


def test_another_kind_is_not_known() -> None:
    with pytest.raises(LookupError, match='there is no kind of token "a stolen token"'):
        bad_token("a stolen token", "Mallory", SECRET)


def test_where_names_are_proven_the_proof_stands_in_the_address() -> None:
    path = path_of(ConnectOptions("Al"), PLAIN, SECRET)
    assert is_signed(path.partition("/chat?user=Al&token=")[2])


@pytest.mark.parametrize(
    ("connect_options", "path"),
    [
        (ConnectOptions("Al", token=""), "/chat?user=Al"),
        (ConnectOptions("Al", token="a.b.c"), "/chat?user=Al&token=a.b.c"),
        (ConnectOptions("Al", bearer="a.b.c"), "/chat?user=Al"),
        (ConnectOptions(None, since="17", token=""), "/chat?since=17"),
        (ConnectOptions("Al", path="/ws"), "/ws"),
    ],
)
def test_a_user_who_says_how_they_come_comes_so(connect_options: ConnectOptions, path: str) -> None:
    assert path_of(connect_options, PLAIN, SECRET) == path
