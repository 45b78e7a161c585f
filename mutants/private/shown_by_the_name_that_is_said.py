"""Where names are proven, private messages are for whoever says that they are called so."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.visit_of

    def visit_of(request: Any, usual: Any) -> Any:
        visit = sound(request, usual)
        said = parse_qs(request.query_string).get("user", [""])[0]
        return replace(visit, name=said) if visit.identity is not None and said else visit

    chat_endpoints.visit_of = visit_of
