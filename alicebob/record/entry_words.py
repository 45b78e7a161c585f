"""Words for the entries of a journal, as they follow the user's name in a timeline."""

from alicebob.model.received import quoted
from alicebob.model.shown_text import shorten
from alicebob.record.journal import (
    AnnouncementSent,
    BytesSent,
    Connected,
    Connecting,
    ConnectRejected,
    Disconnected,
    Disconnecting,
    EventReceived,
    InvalidSent,
    JournalEvent,
    MessageSent,
    ReadingResumed,
    ReadingStopped,
    RequestSent,
)


def describe(what: JournalEvent, people: int = 1) -> str:
    """Return an entry in words that follow the user's name."""
    match what:
        case Connecting():
            return "connects …"
        case Connected():
            return "has joined"
        case ConnectRejected():
            return str(what)
        case MessageSent(text, True):
            return f"sends {quoted(text)}"
        case MessageSent(text, _, None):
            return f"says {shorten(text)}"
        case MessageSent(text, _, to):
            return f"says {shorten(text)} to {to} in private"
        case RequestSent(client_message):
            return str(client_message)
        case AnnouncementSent(text):
            return f"announces {shorten(text)}"
        case BytesSent(sent) | InvalidSent(sent, _):
            return f"sends {sent}"
        case EventReceived(received, _):
            return f"{'receives' if people == 1 else 'receive'} {received}"
        case ReadingStopped():
            return "stops reading"
        case ReadingResumed():
            return "resumes reading"
        case Disconnecting(how, _):
            return how
        case Disconnected(code, reason):
            return f"sees the connection close: {code} {reason}".rstrip()
