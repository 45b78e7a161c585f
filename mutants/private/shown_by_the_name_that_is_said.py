"""Where names are proven, private messages are for whoever says that they are called so."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.read_connect_request

    def read_connect_request(request: Any, usual: Any) -> Any:
        connect_request = sound(request, usual)
        said = parse_qs(request.query_string).get("user", [""])[0]
        return (
            replace(connect_request, name=said)
            if connect_request.identity is not None and said
            else connect_request
        )

    chat_endpoints.read_connect_request = read_connect_request
