"""A valid token authenticates a client; any other is rejected with 401 and a sentence."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
from collections.abc import Mapping

import pytest
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import strategies as st

from server.auth.authenticate import (
    MAX_TOKEN,
    AuthenticationFailed,
    Identity,
    authenticate,
    identity,
)
from server.auth.jwt_codec import sign
from tests.server.support.serving import serving

SECRET = "a secret between two, long enough to be none"
NOW = 1_800_000_000.0  # seconds since the epoch
ALICE = {"sub": "Alice", "exp": NOW + 60}
ALGORITHMS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def made(header: object, claims: object, algorithm: str = "HS256") -> str:
    """A token by hand, with whatever stands in it."""
    text = ".".join(part(json.dumps(each).encode()) for each in (header, claims))
    signature = hmac.digest(SECRET.encode(), text.encode(), ALGORITHMS[algorithm])
    return f"{text}.{part(signature)}"


def proven(**claims: object) -> Identity:
    return identity(sign(claims, SECRET), SECRET, NOW)


def refusal(token: str) -> str:
    """The sentence for who brings ``token``."""
    with pytest.raises(AuthenticationFailed) as refused:
        identity(token, SECRET, NOW)
    return str(refused.value)


def refusal_of(claims: Mapping[str, object]) -> str:
    return refusal(made({"alg": "HS256", "typ": "JWT"}, claims))


def test_the_name_is_the_subject_of_the_token() -> None:
    assert proven(**ALICE) == Identity("Alice", NOW + 60)


def test_a_token_without_an_end_proves_for_ever() -> None:
    assert proven(sub="Alice") == Identity("Alice", None)


def test_a_token_made_by_hand_is_as_good() -> None:
    assert identity(made({"alg": "HS256"}, ALICE), SECRET, NOW).name == "Alice"


def test_a_name_is_trimmed_and_composed() -> None:
    assert proven(sub=" Zoe\u0308 ").name == "Zo\u00eb"


@pytest.mark.parametrize("end", [NOW + 0.5, int(NOW) + 1, 253_402_300_799])
def test_until_its_end_a_token_is_good(end: float) -> None:
    assert proven(sub="Alice", exp=end).expires == end


@pytest.mark.parametrize("begin", [NOW, NOW - 1, 0])
def test_from_its_beginning_on_a_token_is_good(begin: float) -> None:
    assert proven(sub="Alice", nbf=begin).name == "Alice"


def test_when_a_token_was_made_does_not_matter() -> None:
    assert proven(sub="Alice", iat=NOW + 100).name == "Alice"


@pytest.mark.parametrize(
    ("claims", "word"),
    [
        ({**ALICE, "exp": NOW}, "expired"),
        ({**ALICE, "exp": NOW - 3600}, "expired"),
        ({**ALICE, "exp": 0}, "expired"),
        ({**ALICE, "nbf": NOW + 1}, "not valid yet"),
        ({**ALICE, "exp": str(NOW + 60)}, '"exp"'),
        ({**ALICE, "exp": True}, '"exp"'),
        ({**ALICE, "exp": None}, '"exp"'),
        ({**ALICE, "exp": -1}, '"exp"'),
        ({**ALICE, "exp": float("nan")}, '"exp"'),
        ({**ALICE, "exp": float("inf")}, '"exp"'),
        ({**ALICE, "exp": 10**400}, '"exp"'),
        ({**ALICE, "exp": NOW * 1000}, '"exp"'),
        ({**ALICE, "nbf": [NOW]}, '"nbf"'),
        ({**ALICE, "aud": "another chat"}, '"aud"'),
        ({}, '"sub"'),
        ({"sub": None}, '"sub"'),
        ({"sub": 7}, '"sub"'),
        ({"sub": ["Alice"]}, '"sub"'),
        ({"sub": ""}, "valid name"),
        ({"sub": "  "}, "valid name"),
        ({"sub": "x" * 65}, "valid name"),
        ({"sub": "Ali\x00ce"}, "valid name"),
        ({"sub": "\ud800"}, "valid name"),
        ({"sub": "Server"}, "reserved"),
    ],
)
def test_claims_that_prove_nothing(claims: Mapping[str, object], word: str) -> None:
    assert word in refusal_of(claims)


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_is_rejected_though_the_secret_is_right(algorithm: str) -> None:
    assert "HS256" in refusal(made({"alg": algorithm}, ALICE, algorithm))


@pytest.mark.parametrize(
    "algorithm", ["none", "None", "NONE", "", "RS256", "ES256", "hs256", None, 5, ["HS256"], {}]
)
def test_what_claims_another_algorithm_is_rejected(algorithm: object) -> None:
    assert "HS256" in refusal(made({"alg": algorithm}, ALICE))


def test_an_unsigned_token_is_rejected() -> None:
    unsigned = made({"alg": "none"}, ALICE).rpartition(".")[0] + "."
    assert "HS256" in refusal(unsigned)


def test_a_token_without_an_algorithm_is_rejected() -> None:
    assert "HS256" in refusal(made({"typ": "JWT"}, ALICE))


def test_a_token_signed_with_another_secret_is_rejected() -> None:
    assert "another secret" in refusal(
        sign(ALICE, "another secret between two, and as long as that")
    )


def test_a_changed_token_is_rejected() -> None:
    head, _claims, signature = sign(ALICE, SECRET).split(".")
    bob = part(json.dumps({"sub": "Bob"}).encode())
    assert "changed" in refusal(f"{head}.{bob}.{signature}")


DEEP = part(b"[" * 2900)
ODD = [
    "x",
    "..",
    "a.b.c",
    "a.b.c.d",
    f"{DEEP}.{DEEP}.x",
    f"{part(b'[]')}.{part(b'{}')}.",
    f"{part(b'9' * 5000)}.e30.",
    "\ud800.\u00e4.\x00",
    made({"alg": "HS256"}, ["Alice"]),
    made({"alg": "HS256", "b64": False}, ALICE),
    made({"alg": "HS256", "crit": ["exp"]}, ALICE),
    made({"alg": "HS256", "kid": 5}, ALICE),
    " " + sign(ALICE, SECRET),
]


@pytest.mark.parametrize("token", ODD, ids=range(len(ODD)))
def test_a_malformed_token_is_rejected_as_that(token: str) -> None:
    assert "malformed" in refusal(token)


def test_no_token_is_told_how_to_bring_one() -> None:
    assert "Authorization: Bearer" in refusal("")


def test_a_token_that_is_too_long_is_not_looked_at() -> None:
    long = sign({**ALICE, "pad": "x" * MAX_TOKEN}, SECRET)
    assert str(MAX_TOKEN) in refusal(long)


@given(st.text(max_size=60) | st.from_regex(r"[\w-]{0,40}\.[\w-]{0,40}\.[\w-]{0,40}"))
def test_whatever_is_no_token_is_rejected_and_not_shown(token: str) -> None:
    sentence = refusal(token)
    assert len(token) < 5 or token not in sentence


@given(st.recursive(st.none() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_whatever_a_signed_token_claims_is_a_name_or_rejected(claim: object) -> None:
    claims = {"sub": claim, "exp": claim, "nbf": claim, "aud": claim, "iss": claim}
    assert refusal_of(claims)


async def answer(
    headers: Mapping[str, str], query: Mapping[str, str]
) -> tuple[int, str | None, object]:
    """The answer of ``authenticate`` to such a request: status, challenge, and the content of the
    body."""

    async def handler(request: web.Request) -> web.Response:
        return web.json_response(authenticate(request, SECRET, NOW).name)

    app = web.Application()
    app.router.add_get("/", handler)
    async with (
        serving(app) as port,
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/", headers=headers, params=query) as response,
    ):
        return response.status, response.headers.get("WWW-Authenticate"), await response.json()


GOOD, BOB = sign(ALICE, SECRET), sign({"sub": "Bob"}, SECRET)


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"Authorization": f"Bearer {GOOD}"}, {}),
        ({"Authorization": f"bearer  {GOOD} "}, {}),
        ({}, {"token": GOOD}),
        ({"Authorization": f"Bearer {GOOD}"}, {"token": BOB}),
        ({"Authorization": f"Bearer {GOOD}"}, {"token": "nonsense"}),
        ({"Authorization": "Basic QWxpY2U6eA=="}, {"token": GOOD}),
    ],
)
async def test_a_token_is_taken_from_the_header_or_else_from_the_query(
    headers: Mapping[str, str], query: Mapping[str, str]
) -> None:
    assert await answer(headers, query) == (200, None, "Alice")


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({}, {}),
        ({}, {"token": "nonsense"}),
        ({"Authorization": "Bearer nonsense"}, {"token": GOOD}),
        ({"Authorization": "Bearer"}, {"token": GOOD}),
        ({"Authorization": GOOD}, {}),
        ({"Authorization": "Bearer " + "x" * 8100}, {}),
    ],
)
async def test_who_is_not_proven_is_answered_401_with_a_sentence(
    headers: Mapping[str, str], query: Mapping[str, str]
) -> None:
    status, challenge, body = await answer(headers, query)
    assert (status, challenge, isinstance(body, dict) and [*body]) == (401, "Bearer", ["error"])


def test_where_nobody_signs_in_the_library_for_it_is_not_loaded() -> None:
    program = "import sys, server.web.app, server.auth.authenticate; print('jwt' in sys.modules)"
    end = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert end.stdout == "False\n"
