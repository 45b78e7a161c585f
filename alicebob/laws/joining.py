"""What a newcomer is told at the door, and what is answered to those who ask."""

from collections import Counter

from alicebob.laws.law import Case, Law, Violation, times
from alicebob.laws.sessions import Presence
from alicebob.model.received import Heard, History, Joined, Pong, Refused, Users, Welcome
from alicebob.model.sent import AskHistory, AskUsers, Ping, Question

_ORDER: tuple[tuple[type, str], ...] = (
    (Welcome, "a welcome"),
    (History, "what was said before"),
    (Users, "who is here"),
    (Joined, "that they are in"),
)


def judge(case: Case) -> list[Violation]:
    """The laws of the door, and of answers."""
    found: list[Violation] = []
    for presence in case.listeners:
        found += _judge_door(presence)
        found += _judge_answers(presence, case.house.is_limited)
    return found


def _judge_door(presence: Presence) -> list[Violation]:
    line = presence.line
    if not line.dialect.hears_own_arrival:
        return []
    expected = _ORDER if line.dialect.tells_more else _ORDER[-1:]
    heard = [h for place, h in presence.heard if not _is_refusal_outside(presence, place, h)]
    for (kind, what), came in zip(expected, heard, strict=False):
        if not isinstance(came, kind) or (isinstance(came, Joined) and came.name != line.name):
            return [Violation(Law.DOOR, line, f"the newcomer hears {what}", f"heard {came}")]
    if presence.stays and len(heard) < len(expected):
        what = expected[len(heard)][1]
        return [Violation(Law.DOOR, line, f"the newcomer hears {what}", "it never came", True)]
    return []


def _is_refusal_outside(presence: Presence, place: int, heard: Heard) -> bool:
    """Who joins by a word may be refused before they are in."""
    return isinstance(heard, Refused) and place < presence.arrived


def _judge_answers(presence: Presence, is_limited: bool) -> list[Violation]:
    if not presence.line.dialect.tells_more:
        return []
    questions = [word for _, word in presence.asked_inside if isinstance(word, Question)]
    asked = Counter(map(_key_of_question, questions))
    asked += Counter(["what was said", "who is here"])  # told at the door
    keys = (_key_of_answer(heard) for _, heard in presence.heard)
    answered = Counter(key for key in keys if key is not None)
    found = []
    for key in {**asked, **answered}:
        too_few = answered[key] < asked[key] and presence.stays and not is_limited
        if too_few or answered[key] > asked[key]:
            actual = f"came {times(answered[key])}" if answered[key] else "it never came"
            expected = f"{key}: told {times(asked[key])}" if asked[key] else f"not {key}, unasked"
            found.append(Violation(Law.ANSWERS, presence.line, expected, actual, too_few))
    return found


def _key_of_question(word: Question) -> str:
    match word:
        case AskUsers():
            return "who is here"
        case AskHistory():
            return "what was said"
        case Ping(nonce):
            return f"the pong {nonce or ''}".rstrip()


def _key_of_answer(heard: Heard) -> str | None:
    match heard:
        case Users():
            return "who is here"
        case History():
            return "what was said"
        case Pong(nonce):
            return f"the pong {nonce or ''}".rstrip()
    return None
