"""Changes to what one client receives; faults are made of them."""

import re
from collections.abc import Callable, Iterable

from alicebob.transport.raw_frames import unmasked
from alicebob.wires.heard import HeardKind
from mutants.relay.connection import Change, Connection, Told

_PLAIN = re.compile(r"[A-Za-z0-9 .,!?]+")  # written alike in every frame, escaped or not
_CUT = 10  # characters of a name, or of a text, that are left

Words = Callable[[str], str]


def at(kind: HeardKind, every: int, change: Change) -> Change:
    """Return ``change`` for every so many messages of a kind; the others stay."""

    def changed(reader: Connection, told: Told) -> Iterable[str]:
        is_hit = told.heard.kind is kind and told.number % every == 0
        return change(reader, told) if is_hit else [told.message]

    return changed


def at_kinds(kinds: tuple[HeardKind, ...], change: Change) -> Change:
    """Return ``change`` for all messages of these kinds; the others stay."""
    return lambda reader, told: change(reader, told) if told.heard.kind in kinds else [told.message]


def lost(reader: Connection, told: Told) -> Iterable[str]:
    """Return nothing."""
    return []


def lost_while_stuck(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message if the client has room for it."""
    return [] if reader.is_stuck else [told.message]


def twice(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message twice."""
    return [told.message, told.message]


def with_text(words: Words) -> Change:
    """Return a change of the text, where it is written as it was said."""

    def changed(reader: Connection, told: Told) -> Iterable[str]:
        text = told.heard.text or ""
        return [replaced_last(told.message, text, words(text)) if text else told.message]

    return changed


def with_name(words: Words) -> Change:
    """Return a change of the name of whom the message is about."""

    def changed(reader: Connection, told: Told) -> Iterable[str]:
        name = told.heard.user or ""
        return [told.message.replace(name, words(name)) if name else told.message]

    return changed


def of_another(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message under the name, or the number, of another client."""
    heard = told.heard
    for other in (*reader.others, reader):
        for mine, theirs in ((heard.user, other.user), (heard.number, other.number)):
            if mine and theirs and mine != theirs:
                return [told.message.replace(mine, theirs, 1)]
    return [told.message]


def invented(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message, and one that nobody said."""
    text = told.heard.text or ""
    return [told.message, replaced_last(told.message, text, "Buy cheap pills")]


def leaked(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message, which one client of another room receives as well."""
    for other in reader.others:
        if reader.room and other.room and other.room != reader.room:
            other.deliver(told.message.replace(reader.room, other.room))
            break
    return [told.message]


def overheard(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message, which one other client of the room receives as well."""
    for other in reader.others:
        if other.room == reader.room and other.user != told.heard.user:
            other.deliver(told.message)
            break
    return [told.message]


def with_stranger(reader: Connection, told: Told) -> Iterable[str]:
    """Return a list in which a name is another one."""
    name = (told.heard.users or ("",))[-1]
    return [replaced_last(told.message, name, "Nobody") if name else told.message]


def with_one_more(reader: Connection, told: Told) -> Iterable[str]:
    """Return a notice that counts one user more."""
    count = told.heard.count
    return [
        told.message if count is None else replaced_last(told.message, f"{count}", f"{count + 1}")
    ]


def echoed(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message, which its sender receives as well."""
    if told.sender is not None:
        told.sender.deliver(told.message)
    return [told.message]


def closed(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message, and close the connection behind it."""
    reader.deliver(told.message)
    reader.close(1011)
    return []


def late(kind: HeardKind, every: int) -> Change:
    """Return a change that has a message of a kind come behind the next thing that is told."""

    def changed(reader: Connection, told: Told) -> Iterable[str]:
        before, reader.late = reader.late, []
        behind = [each.message for each in before]
        if told.heard.kind is kind and told.number % every == 0:
            reader.late.append(told)
            return behind
        return [told.message, *behind]

    return changed


def swapped(is_same_sender: bool) -> Change:
    """Return a change that has a message come behind the next one of the same sender, or of another
    one. It is never late for long, so that it is not lost."""

    def changed(reader: Connection, told: Told) -> Iterable[str]:
        before, reader.late = reader.late, []
        is_hit = told.heard.kind is HeardKind.MESSAGE and told.number % 5 == 0
        if is_hit and told.sender is not None and not before:
            reader.late.append(told)
            reader.deliver_later(told)
            return []
        late = [each.message for each in before]
        is_behind = bool(before) and (before[0].sender is told.sender) is is_same_sender
        is_message = told.heard.kind is HeardKind.MESSAGE
        return [told.message, *late] if is_behind and is_message else [*late, told.message]

    return changed


def to_newcomers(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message; a newcomer receives one from before it came as well."""
    is_first = reader.received == 1 and reader.earlier is not None
    return [reader.earlier or "", told.message] if is_first else [told.message]


def from_elsewhere(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message, and one from before that was said in another room."""
    return [told.message, *reader.earlier_elsewhere]


def if_plain(words: Words) -> Words:
    """Return a change of texts that every wire writes alike."""
    return lambda text: words(text) if _PLAIN.fullmatch(text) else text


def cut(text: str) -> str:
    """Return the beginning of a text."""
    return text[:_CUT]


def with_another_letter(text: str) -> str:
    """Return a text whose last character is another."""
    return text[:-1] + ("x" if text[-1] != "x" else "y")


def squeezed(text: str) -> str:
    """Return a text with one blank for several."""
    return re.sub(" +", " ", text)


def in_ascii(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message with question marks for what ASCII has not, escaped or not."""
    return [re.sub(r"[^\x00-\x7f]|\\u[0-9a-fA-F]{4}", "?", told.message)]


def escaped(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message with &lt; for <."""
    return [told.message.replace("<", "&lt;")]


def replaced_last(message: str, old: str, new: str) -> str:
    """Return a message in which the last ``old`` is ``new``."""
    before, found, after = message.rpartition(old)
    return f"{before}{new}{after}" if found else message


def close_code(code: int) -> Callable[[int, bytes], bytes]:
    """Return a change of the code in Close frames."""
    return lambda opcode, payload: unmasked(opcode, code.to_bytes(2) if opcode == 0x8 else payload)


def no_control(unwanted: int) -> Callable[[int, bytes], bytes]:
    """Return a change that loses the control frames of an opcode."""
    return lambda opcode, payload: b"" if opcode == unwanted else unmasked(opcode, payload)
