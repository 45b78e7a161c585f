"""HTTP requests; proxies in the environment are not used."""

import json
from dataclasses import dataclass
from html.parser import HTMLParser

import requests

from alicebob.transport.address import Address

ANSWER_PATIENCES = 5.0  # an answer is one wait, with no sign of life in between


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response. ``kind`` is the content type without its parameters."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def kind(self) -> str:
        """The content type, such as ``text/html``."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def get(address: Address, path: str, patience: float, method: str = "GET") -> Response:
    """Request ``path`` as it is written.

    Raises ``OSError`` without an answer.
    """
    return _send(requests.Request(method, f"http://{address.authority}/"), address, path, patience)


def post(
    address: Address, path: str, patience: float, body: object, token: str | None = None
) -> Response:
    """Send ``body``: a text or bytes as they are, anything else as JSON; ``token`` is in a header.

    Raises ``OSError`` without an answer.
    """
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    url = f"http://{address.authority}/"
    return _send(requests.Request("POST", url, headers, data=data), address, path, patience)


def _send(asked: requests.Request, address: Address, path: str, patience: float) -> Response:
    with requests.Session() as session:
        session.trust_env = False
        request = session.prepare_request(asked)
        request.url = f"http://{address.authority}{path}"
        answer = session.send(request, timeout=ANSWER_PATIENCES * patience, allow_redirects=False)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Response(answer.status_code, headers, answer.content.decode("utf-8", "replace"))


class _Assets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fields = dict(attrs)
        if tag == "script" and fields.get("src"):
            self.found[str(fields["src"])] = "script"
        if tag == "link" and fields.get("href") and "stylesheet" in (fields.get("rel") or ""):
            self.found[str(fields["href"])] = "style sheet"


def assets(page: str) -> dict[str, str]:
    """Return the kind of each script and style sheet that ``page`` loads, by its address."""
    parser = _Assets()
    parser.feed(page)
    return parser.found
