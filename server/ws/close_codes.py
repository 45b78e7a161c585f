"""Close codes of this server, and those a peer may use (RFC 6455 §7.4,
docs/protocol.md#close-codes)."""

from enum import IntEnum


class CloseCode(IntEnum):
    """Reason for the end of a connection, as a number that both sides understand."""

    NORMAL = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    UNSUPPORTED_DATA = 1003
    NO_STATUS = 1005  # never on the wire: the peer's Close carried no code
    ABNORMAL = 1006  # never on the wire: the connection ended without a Close
    INVALID_TEXT = 1007
    POLICY_VIOLATION = 1008
    MESSAGE_TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013
    SIGN_IN_EXPIRED = 4001  # application code: sign in again, then reconnect
    TAKEN_OVER = 4002  # application code: the client has a newer connection


_RESERVED = {1004, 1005, 1006, 1015}


def may_be_sent(code: int) -> bool:
    """Return True if ``code`` is allowed in a Close frame (RFC 6455 §7.4.1 and §7.4.2)."""
    return (1000 <= code <= 1014 and code not in _RESERVED) or 3000 <= code <= 4999
