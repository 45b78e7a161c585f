"""Questions of one node to all: each that lives answers; for others it does not wait long."""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from server.cluster.keys import StoreKeys
from server.cluster.lease import Lease
from server.cluster.link import LinkLost, StoreLink

_PATIENCE = 1.0  # seconds for the answers of all nodes
_log = logging.getLogger("chat")

Answers = dict[str, Any]  # by the name of the node


@dataclass(slots=True)
class _Asked:
    """A question, the number of nodes that have heard it, and their answers so far."""

    heard_by: int = 0
    answers: Answers = field(default_factory=dict)
    has_news: asyncio.Event = field(default_factory=asyncio.Event)


class Survey:
    """Asks all nodes, this one included, and answers what they ask."""

    def __init__(self, keys: StoreKeys, link: StoreLink, lease: Lease) -> None:
        self._link = link
        self._lease = lease
        self._questions = keys.questions
        self._mine = keys.answers(secrets.token_hex(8))
        self._answers: dict[str, Callable[[], object]] = {}
        self._asked: dict[str, _Asked] = {}
        link.channels |= {self._questions, self._mine}

    def on_question(self, question: str, answer: Callable[[], object]) -> None:
        """Answer ``question`` with what ``answer`` returns, which must fit into JSON."""
        self._answers[question] = answer

    async def ask(self, question: str) -> Answers:
        """Return the answers of the nodes that gave one in time. Raises ``LinkLost``."""
        number = secrets.token_hex(8)
        asked = self._asked[number] = _Asked()
        try:
            text = f"{question} {number} {self._mine}"
            asked.heard_by = (await self._link.call([("PUBLISH", self._questions, text)]))[0]
            async with asyncio.timeout(_PATIENCE):
                while len(asked.answers) < asked.heard_by:
                    asked.has_news.clear()
                    await asked.has_news.wait()
        except TimeoutError:
            missing = asked.heard_by - len(asked.answers)
            _log.warning("store: %d of %d nodes have not answered", missing, asked.heard_by)
        finally:
            del self._asked[number]
        return asked.answers

    def hear(self, channel: str, data: bytes) -> bool:
        """Take up a question or an answer; return False if it is neither."""
        if channel == self._questions:
            question, number, to = data.decode().split(" ")
            if question in self._answers:
                task = asyncio.get_running_loop().create_task(self._answer(question, number, to))
                task.add_done_callback(_ignore)
        elif channel == self._mine:
            number, node, answer = json.loads(data)
            if number in self._asked:
                self._asked[number].answers[node] = answer
                self._asked[number].has_news.set()
        else:
            return False
        return True

    async def _answer(self, question: str, number: str, to: str) -> None:
        answer = json.dumps([number, self._lease.node, self._answers[question]()])
        await self._link.call([("PUBLISH", to, answer)])


def _ignore(task: asyncio.Task[None]) -> None:
    """Let an answer be lost with the link: nobody waits for long."""
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, LinkLost):
        _log.error("store: a question could not be answered", exc_info=error)
