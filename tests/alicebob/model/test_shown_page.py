"""A page is shown as its observer tells it."""

from typing import Any

from alicebob.model.shown_page import ShownPage

ENTRY: dict[str, Any] = {
    "kind": "message",
    "sender": "Bob",
    "to": "",
    "id": "7",
    "text": "Hello",
    "words": "Bob10:00Hello",
    "names": ["Bob"],
    "time": "10:00",
    "state": "",
    "is_own": False,
    "is_past": True,
}
PAGE: dict[str, Any] = {
    "loaded_at": 1.5,
    "screen": "chat",
    "state": "connected",
    "status": "Connected",
    "identity": "as Alice",
    "title": "Alice & Bob",
    "is_icon_marked": False,
    "reason": "",
    "is_name_invalid": False,
    "is_joining": False,
    "name": "Alice",
    "typing": "",
    "people": ["Alice", "Bob"],
    "people_count": "2",
    "addressee": "",
    "buttons": ["Send"],
    "entries": [ENTRY],
}


def test_a_page_is_read_with_its_entries() -> None:
    shown = ShownPage.read(PAGE)
    assert shown.is_in_chat
    assert shown.people == ("Alice", "Bob")
    assert shown.texts("message") == ["Hello"]
    assert shown.of("private") == []


def test_a_page_without_connection_is_not_in_the_chat() -> None:
    assert not ShownPage.read({**PAGE, "state": "reconnecting"}).is_in_chat
    assert not ShownPage.read({**PAGE, "screen": "welcome"}).is_in_chat


def test_a_report_tells_the_state_and_the_entries() -> None:
    assert str(ShownPage.read(PAGE)).splitlines() == [
        'chat screen, "Connected"',
        "message (past): 'Bob10:00Hello'",
    ]
