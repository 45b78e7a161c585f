"""The address of a shared store: what is valid, and what may be shown of it."""

import pytest

from server.cluster import address


@pytest.mark.parametrize(
    "text",
    [
        "redis://store.example",
        "redis://store.example:6380/3",
        "rediss://alice:s3cret@store.example",
        "redis://:s3cret@[::1]:6379/0",
        "unix:///run/redis.sock",
        "unix:///run/redis.sock?db=2",
    ],
)
def test_a_valid_address_stays_as_it_is(text: str) -> None:
    assert address.is_address(text)
    assert address.checked(text) == text


@pytest.mark.parametrize(
    "text",
    ["redis://", "redis://host:port", "redis://host:0", "redis://host/lobby", "unix://", "redis:x"],
)
def test_an_invalid_address_is_answered_with_an_example(text: str) -> None:
    with pytest.raises(address.InvalidAddress, match=r"redis://store\.example|unix:///run"):
        address.checked(text)


def test_a_wrong_address_does_not_tell_its_password() -> None:
    with pytest.raises(address.InvalidAddress) as raised:
        address.checked("redis://alice:s3cret@host:port")
    assert "s3cret" not in str(raised.value)


def test_what_is_no_address() -> None:
    assert not any(map(address.is_address, ["memory", "sqlite:chat.db", "http://redis", "chat.db"]))


def test_a_log_has_neither_user_nor_password() -> None:
    shown = address.shown("rediss://alice:s3cret@store.example:6380/3?ssl_certfile=x")
    assert shown == "rediss://store.example:6380/3"


def test_a_password_can_be_hidden_and_read() -> None:
    hidden = address.with_password("redis://alice:s%2Fcret@host:1/0", "***")
    assert hidden == "redis://alice:***@host:1/0"
    assert address.password_of("redis://alice:s%2Fcret@host:1/0") == "s/cret"
    assert address.with_password("redis://host", "***") == "redis://host"
