"""Whoever sends binary data is told that all went well (1000)."""

from server.ws.close_codes import CloseCode


def bend() -> None:
    from server import reception

    class Codes:
        UNSUPPORTED_DATA = CloseCode.NORMAL
        POLICY_VIOLATION = CloseCode.POLICY_VIOLATION
        SIGN_IN_EXPIRED = CloseCode.SIGN_IN_EXPIRED

    reception.CloseCode = Codes  # type: ignore
