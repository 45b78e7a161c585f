"""Plain HTTP, as a visitor's browser asks for pages; no proxy of the environment is used."""

from dataclasses import dataclass
from html.parser import HTMLParser

import requests

from harness.address import Address


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. ``kind`` is the content type without its parameters."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def kind(self) -> str:
        """The content type, as ``text/html``."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def get(address: Address, path: str, patience: float, method: str = "GET") -> Response:
    """Asks for ``path``, its dots and slashes as they are written.

    Raises ``OSError`` when nobody answers.
    """
    with requests.Session() as session:
        session.trust_env = False
        request = session.prepare_request(requests.Request(method, f"http://{address.authority}/"))
        request.url = f"http://{address.authority}{path}"
        answer = session.send(request, timeout=patience, allow_redirects=False)
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
    """The scripts and style sheets that ``page`` loads: address → what it is."""
    parser = _Assets()
    parser.feed(page)
    return parser.found
