"""Whoever sends binary data is told that all went well (1000)."""

from server.ws.close_codes import CloseCode


def bend() -> None:
    from server.web import chat_endpoints

    class Codes:
        UNSUPPORTED_DATA = CloseCode.NORMAL
        POLICY_VIOLATION = CloseCode.POLICY_VIOLATION
        SIGN_IN_EXPIRED = CloseCode.SIGN_IN_EXPIRED

    chat_endpoints.CloseCode = Codes  # type: ignore
