"""The HTTP client of wire features: it requests pages and upgrades, and checks the responses."""

import json

from alicebob.model.feature_mistake import FeatureMistake, look_up
from alicebob.model.shown_text import shorten
from alicebob.scenario.scenario import Scenario
from alicebob.transport import http
from alicebob.transport.raw_handshake import ACCEPTED, HANDSHAKES, ask

SWITCHING_PROTOCOLS = 101  # the status of an accepted handshake
_CLIENT_ERROR = 4  # hundred
_LINE_OF_A_PASSWORD_FILE = "root:"  # in /etc/passwd of every Unix
_ASSETS = {
    "script": {"text/javascript", "application/javascript"},
    "style sheet": {"text/css"},
}
"""The content types of what a page loads."""


class HttpClient:
    """Sends one request at a time, and keeps the last response."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._response: http.Response | None = None

    @property
    def response(self) -> http.Response:
        """The last response. Raises ``FeatureMistake`` before the first request."""
        if self._response is None:
            raise FeatureMistake("nothing was requested in this scenario")
        return self._response

    def request(self, path: str, method: str = "GET") -> None:
        """Request ``path`` as it is written."""
        scenario = self._scenario
        try:
            self._response = http.get(scenario.server.address, path, scenario.patience, method)
        except OSError as error:
            scenario.judge.fail(f"{path} was not answered.", "an answer", str(error))

    def request_upgrade(self, path: str, way: str) -> None:
        """Send a handshake that is wrong in the ``way`` that the feature says."""
        scenario, handshake = self._scenario, look_up(HANDSHAKES, way, "handshake")
        try:
            self._response = ask(scenario.server.address, path, handshake, scenario.patience)
        except OSError as error:
            scenario.judge.fail("The handshake was not answered.", "an answer", str(error))

    def expect(self, headline: str, expected: object, actual: object) -> None:
        """Expect two equal values."""
        if expected != actual:
            self._scenario.judge.fail(headline, str(expected), f"{actual}")

    def expect_within(self, headline: str, part: str, whole: str) -> None:
        """Expect ``part`` anywhere in ``whole``."""
        if part not in whole:
            self._scenario.judge.fail(headline, f"{part!r} somewhere", shorten(whole) or "nothing")

    def expect_rejected(self, expected: int, actual: int | None) -> None:
        """Expect that a handshake was answered with the status ``expected``; of a server that does
        not promise which status it has, any but 101."""
        if self._scenario.server.has_strict_handshake:
            self.expect("The handshake was answered with another status.", expected, actual)
        elif actual == SWITCHING_PROTOCOLS:
            wanted = f"it is rejected, for example with {expected}"
            self._scenario.judge.fail("The handshake was accepted.", wanted, f"status {actual}")

    def expect_no_file(self) -> None:
        """Expect that the last response holds no file of the server's machine; where the server
        promises 404, also that its status is that of a client error.

        A server of a single-page application answers every path with its page.
        """
        response = self.response
        if _LINE_OF_A_PASSWORD_FILE in response.text:
            headline = "The response contains a file that is not the page's."
            self._scenario.judge.fail(headline, "no such file", shorten(response.text))
        if self._scenario.server.answers_not_found:
            headline = f"The response status is {response.status}."
            self.expect(headline, _CLIENT_ERROR, response.status // 100)

    def expect_accepted_key(self) -> None:
        """Expect the Sec-WebSocket-Accept that belongs to the key of the handshake."""
        accept = self.response.headers.get("sec-websocket-accept")
        self.expect("Sec-WebSocket-Accept does not match the key.", ACCEPTED, accept)

    def expect_asyncapi(self, addresses: list[str]) -> None:
        """Expect an AsyncAPI 3 document that describes these addresses."""
        try:
            document = json.loads(self.response.text)
            version = document["asyncapi"]
            described = {channel["address"] for channel in document["channels"].values()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            actual = f"{type(error).__name__}: {error}"
            self._scenario.judge.fail(
                "The response is not an AsyncAPI document.", "an AsyncAPI document", actual
            )
        self.expect("The document has another version.", "3", str(version).partition(".")[0])
        for address in addresses:
            headline = "The document lacks an address."
            self.expect_within(headline, address, " ".join(sorted(described)))

    def expect_health(self, status: str) -> None:
        """Expect that the last response is the answer 200 of a health check with ``status``."""
        self.expect("The health check has another status.", 200, self.response.status)
        try:
            answer = json.loads(self.response.text)
        except ValueError:
            answer = self.response.text
        self.expect("The health check reports something else.", {"status": status}, answer)

    def expect_shutting_down(self) -> None:
        """Expect that /health answers that the server is shutting down, or no longer answers."""
        scenario = self._scenario
        try:
            answer = http.get(scenario.server.address, "/health", scenario.patience)
        except OSError:
            return
        headline = "The health check does not report that the server is shutting down."
        self.expect(headline, 503, answer.status)
        self.expect_within(headline, "draining", answer.text)

    def expect_assets(self) -> None:
        """Expect that the page has a script and a style sheet, and that each of them loads."""
        found = http.assets(self.response.text)
        for kind, types in _ASSETS.items():
            paths = [path for path, its_kind in found.items() if its_kind == kind]
            if not paths:
                headline = f"The page loads no {kind}."
                self._scenario.judge.fail(headline, f"a {kind} of its own", "none")
            for path in paths:
                self._expect_asset(path, types)

    def _expect_asset(self, path: str, types: set[str]) -> None:
        self.request("/" + path.removeprefix("./").lstrip("/"))
        self.expect(f"{path} does not load.", 200, self.response.status)
        if self.response.kind not in types:
            headline = f"{path} has another content type."
            self._scenario.judge.fail(headline, " or ".join(sorted(types)), self.response.kind)
