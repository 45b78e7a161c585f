"""Mistakes in the description of a wire: each is told with its line, and with what would do."""

import pytest

from alicebob.wires.toml_source import TomlMistake
from tests.alicebob.support.wires import MINIMAL, wire

WIRE = '[wire]\nurl = "/ws"\nsay.text = "{text}"\n'
HEAR = '[[hear]]\nas = "message"\ntext = "{text}"\n'
ENTER = WIRE + "[[wire.enter]]\n"


def mistake(text: str) -> str:
    with pytest.raises(TomlMistake) as mistake:
        wire(text)
    return str(mistake.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAR, "chat.toml: it has no table [wire]"),
        ("wire = 1", "line 1, wire: it is a table, not 1"),
        (WIRE + "[[wire.hear]]", "line 4, wire.hear: what is heard stands under [[hear]], not in"),
        (WIRE, 'it has no [[hear]], such as as = "message" with text = "{text}"'),
        ("[wire]\n" + HEAR, 'line 1, wire: it has no url, such as url = "/chat{?user}"'),
        ('[wire]\nurl = "/ws"\n' + HEAR, "wire: it does not tell how to say something: say.text"),
        (
            WIRE + 'sya.text = "x"\n' + HEAR,
            'line 4, wire.sya: there is no key "sya" here; did you mean "say"?',
        ),
        (
            WIRE + 'leave.txt = "x"\n' + HEAR,
            'line 4, wire.leave.txt: there is no key "txt" here; did you mean "text"?',
        ),
        (
            WIRE + 'leave = "x"\n' + HEAR,
            "line 4, wire.leave: write leave.text = \"…\" or leave.json = '…'",
        ),
        (
            WIRE + "leave = { text = 'a', json = '1' }\n" + HEAR,
            "line 4, wire.leave.json: it needs one of text, json, regex, not text and json",
        ),
        (WIRE + "leave = {}\n" + HEAR, "line 4, wire.leave: it needs one of text, json, regex"),
        (WIRE + "leave.json = '{usr}'\n" + HEAR, "line 4, wire.leave.json: it is not JSON"),
        (
            WIRE + "leave.text = '{usr}'\n" + HEAR,
            'line 4, wire.leave: nothing gives {usr} a value; did you mean "user"?',
        ),
        (WIRE + "leave.text = '{text}'\n" + HEAR, "wire.leave: nothing gives {text} a value"),
        (WIRE + "leave.text = '{*}'\n" + HEAR, "wire.leave: {*} can only be heard"),
        (
            WIRE + "leave.regex = 'x'\n" + HEAR,
            "wire.leave: a regex, a list of any length and {*} can only be heard",
        ),
        (WIRE + 'leave.json = \'{"$each": "{user}"}\'\n' + HEAR, "can only be heard"),
        (WIRE + 'leave.json = \'{"a": {"$json": ["{*...}"]}}\'\n' + HEAR, "can only be heard"),
        (
            WIRE.replace("{text}", "hi") + HEAR,
            "line 3, wire.say: it says nothing without the hole {text}",
        ),
        (WIRE + "leave = { text = 'x', exact = true }\n" + HEAR, "only json can be exact"),
        (
            WIRE + "prefix = '{room}'\n" + HEAR,
            "line 4, wire.prefix: nothing tells where {room} ends",
        ),
        (WIRE + "separator = ''\n" + HEAR, "line 4, wire.separator: it is empty"),
        (
            WIRE + "terminated = true\n" + HEAR,
            "line 4, wire.terminated: a terminated wire needs a separator",
        ),
        (
            WIRE + "headers = { Cookie = '{usr}' }\n" + HEAR,
            "Cookie: there is no {usr}; did you mean",
        ),
        (WIRE + "headers = { 'A b' = '' }\n" + HEAR, "A b: it is not the name of a header"),
        (
            WIRE + "headers = { Cookie = 1 }\n" + HEAR,
            "line 4, wire.headers.Cookie: it is a text, in quotes, not 1",
        ),
        (
            WIRE + "subprotocols = ['a', 1]\n" + HEAR,
            "line 4, wire.subprotocols[2]: it is a list of texts, and 1 is none",
        ),
        (
            WIRE + "typing.begin.text = 'x'\n" + HEAR,
            'line 4, wire.typing.begin: there is no key "begin"',
        ),
        (
            WIRE + "url = 'x'\n" + HEAR,
            "chat.toml: it is not TOML: Cannot overwrite a value (at line 4",
        ),
        (ENTER + HEAR, "line 4, wire.enter[1]: a step has send, await, or both"),
        (
            ENTER + "send.text = '{user}'\nrefused.text = 'no'\n" + HEAR,
            "wire.enter[1]: a step that awaits nothing does not see what comes",
        ),
        (
            ENTER + "send.text = '{session}'\n" + HEAR,
            "line 5, wire.enter[1].send: nothing gives {session} a value",
        ),
        (
            ENTER + "await.text = '{id}'\n" + HEAR,
            "line 5, wire.enter[1].await: {id} would have this value in every frame",
        ),
        (ENTER + 'await.json = \'{"$each": "{x}"}\'\n' + HEAR, "no list of any length is awaited"),
        (
            ENTER + "await.text = 'x'\nrefused.text = '{why}'\n" + HEAR,
            "line 6, wire.enter[1].refused: nothing gives {why} a value",
        ),
        (
            WIRE + "[wire.enter]\nawait.text = 'x'\n" + HEAR,
            "line 4, wire.enter: it is an array of tables, each under [[…]], not {",
        ),
        (
            WIRE + "enter = [1]\n" + HEAR,
            "line 4, wire.enter: it is a list of tables, each under [[…]]",
        ),
        (
            WIRE + "[[wire.reply]]\nto.text = '2'\n" + HEAR,
            "line 4, wire.reply[1]: a reply has both",
        ),
        (
            WIRE + "[[wire.reply]]\nto.text = '{a}'\nsend.text = '{b}'\n" + HEAR,
            "line 6, wire.reply[1].send: nothing gives {b} a value",
        ),
        (
            WIRE + "[[wire.every]]\nseconds = 0\nsend.text = 'x'\n" + HEAR,
            "line 4, wire.every[1]: it has both: seconds = 30 (more than 0)",
        ),
        (
            WIRE + "[[wire.every]]\nseconds = -1\nsend.text = 'x'\n" + HEAR,
            "line 5, wire.every[1].seconds: it is zero or more",
        ),
    ],
)
def test_a_mistake_in_the_wire_is_told(text: str, told: str) -> None:
    assert told in mistake(text)


@pytest.mark.parametrize(
    ("hear", "told"),
    [
        (
            'text = "{text}"',
            "line 4, hear[1]: it does not say as what: as = one of message, joined",
        ),
        (
            'as = "messages"\ntext = "{text}"',
            'line 5, hear[1].as: there is no "messages"; did you mean "message"?',
        ),
        ('as = "message"', "line 4, hear[1]: it needs one of text, json, regex"),
        ('as = "message"\ntext = "x"', 'line 4, hear[1]: as = "message" needs the hole {text}'),
        (
            'as = "joined"\ntext = "{usr} came"',
            'line 4, hear[1]: nothing gives {usr} a value; did you mean "user"?',
        ),
        (
            'as = "joined"\ntext = "{user}{text}"',
            "line 6, hear[1].text: nothing tells where {user} ends",
        ),
        ('as = "joined"\njson = \'{"$each": "{user}"}\'', 'as = "joined" has no list'),
        ('as = "here"\ntext = "x"', 'as = "here" needs {users:list}'),
        (
            'as = "typing"\ntext = "x"',
            'as = "typing" needs typing = true, typing = false or {typing:bool}',
        ),
        ('as = "joined"\ntext = "x"\ntyping = true', 'as = "joined" has no typing = true'),
        (
            'as = "joined"\ntext = "x"\nreason = "the message is too long"',
            "hear[1].reason: only as",
        ),
        (
            'as = "refused"\ntext = "x"\nreason = "the message is long"',
            'did you mean "the message is too long"?',
        ),
        (
            'as = "message"\nregex = "(?P<text>.*)(?P<text>.*)"',
            "hear[1].regex: the regex gives one name",
        ),
        (
            'as = "message"\nregex = "(?P<text>.*"',
            "hear[1].regex: the regex is wrong at character 12: a ( is never closed",
        ),
        ('as = "message"\nregex = "(?P<txt>.*)(?P<text>.*)"', "nothing gives {txt} a value"),
    ],
)
def test_a_mistake_in_a_hear_is_told(hear: str, told: str) -> None:
    assert told in mistake(f"{WIRE}[[hear]]\n{hear}\n")


def test_everything_but_the_frames_is_read() -> None:
    described = wire(
        """
        [wire]
        url = "/chat{?user,room}"
        origin = "https://chat.example"
        headers = { Cookie = "name={user}" }
        subprotocols = ["chat.v2", "chat.v1"]
        say.text = "{text}"
        """.replace("        ", "")
        + HEAR
    )
    assert described.address("Al", None, 1) == "/chat?user=Al"
    assert described.origin == "https://chat.example"
    assert described.headers_for("A b", None, 1) == {"Cookie": "name=A%20b"}
    assert described.subprotocols == ("chat.v2", "chat.v1")


def test_other_tables_are_none_of_its_business() -> None:
    assert wire('name = "x"\n' + MINIMAL + "[own_promises]\nx = 1") == wire("# a line\n" + MINIMAL)
