"""All people of a scenario of the page: visitors in browsers, and clients who talk with them.

They share a room that no other scenario has. The laws judge what users of the suite receive; here
scenarios judge the page, so nobody of them is in the journal of the scenario.
"""

import itertools
import secrets
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from alicebob.actions.page_layout import expect_other_place, expect_place, place_of
from alicebob.actions.visitor import PageVisitor
from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.user import User
from alicebob.data.screens import SCREENS
from alicebob.dialects.registry import by_name
from alicebob.model.feature_mistake import FeatureMistake, look_up, way_out
from alicebob.model.site import Site
from alicebob.record.journal import Journal
from alicebob.scenario.scenario import Scenario
from alicebob.transport.visitor import Screen, VisitorTab
from alicebob.transport.visitor_network import VisitorNetwork

AT_HOME = Site()
_HEARING_PATIENCES = 6.0  # a page acts in between
OpenTab = Callable[[str, VisitorNetwork, Screen], VisitorTab]


class Visitors:
    """The visitors and clients of one scenario, by what it calls them."""

    def __init__(self, scenario: Scenario, open_tab: OpenTab) -> None:
        self.room = f"page-{secrets.token_hex(6)}"
        self._scenario, self._open_tab = scenario, open_tab
        self._visitors: dict[str, PageVisitor] = {}
        self._clients: dict[str, User] = {}
        self._places: dict[tuple[str, str], object] = {}
        numbers = itertools.count(1)
        self._context = UserContext(
            scenario.server.address,
            by_name("events"),
            Journal(),
            scenario.patience,
            lambda: next(numbers),
            scenario.judge.fail_lost,
            scenario.server.secret,
        )

    def visitor(self, label: str) -> PageVisitor:
        """Return a visitor. Raise ``FeatureMistake`` if the scenario has none of this name."""
        if label not in self._visitors:
            way = way_out(label, self._visitors)
            raise FeatureMistake(f'no visitor called "{label}" has a browser in this scenario{way}')
        return self._visitors[label]

    def client(self, label: str) -> User:
        """Return a client of the scenario. Raise ``FeatureMistake`` if it has none of this name."""
        if label not in self._clients:
            way = way_out(label, self._clients)
            raise FeatureMistake(f'no client called "{label}" is in this scenario{way}')
        return self._clients[label]

    def new(self, label: str, screen: str = "a laptop", site: Site = AT_HOME) -> PageVisitor:
        """Return a new visitor with an empty tab."""
        options: Mapping[str, Any] = look_up(SCREENS, screen, "screen")
        network = VisitorNetwork(self._scenario.server.address, site)
        return self._add(label, self._open_tab(label, network, options))

    def second_tab(self, label: str, of: str) -> PageVisitor:
        """Return a visitor ``label`` who is a second tab of another one."""
        return self._add(label, self.visitor(of).tab.second())

    def enter(
        self,
        label: str,
        screen: str = "a laptop",
        site: Site = AT_HOME,
        before: Callable[[PageVisitor], None] = lambda _visitor: None,
        **query: str,
    ) -> PageVisitor:
        """Return a new visitor who is in the chat. ``before`` is done before the page is opened,
        and ``query`` is what else the link to it asks for."""
        visitor = self.new(label, screen, site)
        before(visitor)
        visitor.open(user=label, join="", **query)
        visitor.expect(f"{label} is in the chat", lambda shown: shown.is_in_chat)
        if not site.is_plain:  # such a server tells newcomers nothing
            visitor.expect("the words of welcome", lambda shown: bool(shown.of("welcome")))
        return visitor

    def connect(self, label: str, name: str | None = None) -> User:
        """Return a client who is in the room. Fail if the server rejects it."""
        client = self._clients[label] = User(label, self._context)
        if not client.connect(ConnectOptions(label if name is None else name, self.room)):
            self._scenario.judge.fail(
                f"{label} could not connect.", "the client joins", f"{label} {client.rejection}"
            )
        return client

    def hears(self, label: str, condition: Callable[[], bool]) -> bool:
        """Wait until what a client has received fulfils ``condition``."""
        patience = _HEARING_PATIENCES * self._scenario.patience
        return self._context.journal.wait_until(condition, patience)

    def fail(self, headline: str, expected: str, actual: str) -> NoReturn:
        """Fail the scenario."""
        self._scenario.judge.fail(headline, expected, actual)

    @property
    def secret(self) -> str:
        """The secret that signs sign-in tokens of the server."""
        return self._scenario.server.secret

    def note_place(self, label: str, text: str) -> None:
        """Remember where a message is on the screen of a visitor."""
        self._places[label, text] = place_of(self.visitor(label), text)

    def expect_noted_place(self, label: str, text: str) -> None:
        """Expect that a message is where it was."""
        expect_place(self.visitor(label), text, self._places[label, text])

    def expect_other_place(self, label: str, text: str) -> None:
        """Expect that a message is not where it was."""
        expect_other_place(self.visitor(label), text, self._places[label, text])

    def expect_sound(self) -> None:
        """Expect that no page did what no page may do: raise an error, open a dialog that nobody
        asked for, break its own policy, or ask another server."""
        for visitor in self._visitors.values():
            odd = visitor.tab.oddities
            visitor.expect_now("no error in its scripts", not odd.errors, "\n".join(odd.errors))
            visitor.expect_now("no dialog", not odd.dialogs, "\n".join(odd.dialogs))
            visitor.expect_now(
                "nothing against its policy", not odd.policy_reports, "\n".join(odd.policy_reports)
            )
            visitor.expect_now(
                "no request to another server", not odd.other_servers, "\n".join(odd.other_servers)
            )

    def close(self) -> None:
        """Close every tab, and drop every client."""
        for visitor in self._visitors.values():
            visitor.tab.close()
        for client in self._clients.values():
            client.drop()

    def _add(self, label: str, tab: VisitorTab) -> PageVisitor:
        visitor = PageVisitor(label, tab, self.room, self._scenario.judge)
        self._visitors[label] = visitor
        return visitor
