"""HTTP requests; proxies in the environment are not used."""

import contextlib
import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote

from alicebob.transport.address import Address

ANSWER_PATIENCES = 5.0  # an answer is one wait, with no sign of life in between
_NOT_IN_A_PATH = re.compile(r"[^!-~]+")
_ALWAYS = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "alicebob"}


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


def get(
    address: Address, path: str, patience: float, method: str = "GET", token: str = ""
) -> Response:
    """Request ``path`` as it is written, behind the path of the address, with a ``token`` if any.

    Raises ``OSError`` without an answer.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return _send(address, method, path, patience, headers)


def post(
    address: Address, path: str, patience: float, body: object, token: str | None = None
) -> Response:
    """Send ``body``: a text or bytes as they are, anything else as JSON; ``token`` is in a header.

    Raises ``OSError`` without an answer.
    """
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    data = text.encode() if isinstance(text, str) else text
    return _send(address, "POST", path, patience, headers, data)


class _Connection(http.client.HTTPConnection):
    """A connection as that of any user, so with the same host, TLS and time-out."""

    def __init__(self, address: Address, timeout: float) -> None:
        super().__init__(address.host, address.port, timeout=timeout)
        self._address, self._patience = address, timeout

    def connect(self) -> None:
        self.sock = self._address.connect(self._patience)


def _send(
    address: Address,
    method: str,
    path: str,
    patience: float,
    headers: Mapping[str, str],
    data: bytes | None = None,
) -> Response:
    target = _NOT_IN_A_PATH.sub(lambda found: quote(found[0]), address.base + path)
    every = {"Host": address.authority, **_ALWAYS, **dict(address.headers), **headers}
    connection = _Connection(address, ANSWER_PATIENCES * patience)
    with contextlib.closing(connection):
        try:
            connection.connect()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # answered before
                connection.request(method, target, data, every)
            answer = connection.getresponse()
            content = answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError(f"the answer is not valid HTTP: {error!r}") from error
    fields: dict[str, str] = {}
    for name, value in answer.getheaders():
        known = fields.get(name.lower())
        fields[name.lower()] = value if known is None else f"{known}, {value}"
    return Response(answer.status, fields, content.decode("utf-8", "replace"))


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
