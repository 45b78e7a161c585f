"""Sequencer with many history queries: members take turns; nothing is read for those who left."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server.chat.waiting_line import MOST_ASKED
from server.core.effects import SendToOne
from server.core.events import History, PublicMessage
from server.core.history_query import HistoryQuery
from tests.server.support.sequencer_setup import SequencerSetup, texts


class Counting(SequencerSetup):
    """Counts the history queries of each batch."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self.questions = [0]
        read_history, commit = self.store.read_history, self.store.commit

        def counted_recall(room: str, query: HistoryQuery) -> History:
            self.questions[-1] += 1
            return read_history(room, query)

        def counted_commit() -> None:
            commit()
            self.questions.append(0)

        monkeypatch.setattr(self.store, "read_history", counted_recall)
        monkeypatch.setattr(self.store, "commit", counted_commit)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Counting]:
    return lambda: Counting(tmp_path, monkeypatch)


async def test_no_batch_has_too_many_questions(stage: Callable[[], Counting]) -> None:
    counting = stage()
    await counting.held()
    for number in range(10):
        counting.read_history(HistoryQuery(limit=MOST_ASKED // 2), member=f"Asker {number}")
    counting.store.gate.set()
    assert len((await counting.drained())[1:]) == 10
    assert max(counting.questions) == 2


async def test_a_member_that_asks_much_is_answered_one_by_one(
    stage: Callable[[], Counting],
) -> None:
    counting = stage()
    await counting.held()
    for _ in range(5):
        counting.read_history(HistoryQuery(limit=MOST_ASKED))
    counting.send_message("hi", member="Alice")
    counting.store.gate.set()
    delivered = [each for _, each in await counting.drained()]
    assert max(counting.questions) == 1
    assert [isinstance(each, PublicMessage) for each in delivered[1:]].index(True) <= 1


async def test_what_is_said_between_questions_keeps_its_place(
    stage: Callable[[], Counting],
) -> None:
    counting = stage()
    await counting.held()
    for number in range(12):
        counting.send_message(str(number), member="Bob")
        counting.read_history(HistoryQuery(limit=1), member="Bob")
    counting.store.gate.set()
    delivered = await counting.drained()
    assert texts(delivered)[1:] == [str(number) for number in range(12)]
    assert [said for (said,), _ in counting.select_history()] == texts(delivered)[1:]


async def test_nothing_is_read_for_who_has_gone(stage: Callable[[], Counting]) -> None:
    counting = stage()
    counting.gone.add("Bob")
    await counting.held()
    counting.read_history(HistoryQuery(limit=5), member="Bob")
    counting.read_history(HistoryQuery(limit=5), member="Carol")
    counting.send_message("hi")
    counting.store.gate.set()
    delivered = [each for _, each in await counting.drained()]
    assert [each.member for each in delivered if isinstance(each, SendToOne)] == ["Carol"]
    assert isinstance(delivered[-1], PublicMessage)
    assert sum(counting.questions) == 1
