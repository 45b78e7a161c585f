"""The profile that a first talk suggests."""

import json
from collections.abc import Iterable, Sequence

from alicebob.learning.contradictions import contradictions, toml
from alicebob.learning.findings import Finding, findings
from alicebob.learning.first_talk import Talk
from alicebob.learning.generalise import ANY, TemplateSource
from alicebob.learning.given_names import with_given_names
from alicebob.learning.kinds import LISTS, Kind, MarkedFrame, sorted_by_meaning
from alicebob.learning.replay import read_talk
from alicebob.learning.way import Way, quoted
from alicebob.model.shown_text import shorten
from alicebob.wires.facts_table import read_facts
from alicebob.wires.heard import HeardKind
from alicebob.wires.reading import read_wire
from alicebob.wires.toml_table import TomlTable

_SHOWN = 100  # characters of a frame in a comment
_NOT_FOUND = """
# Not tried out. Write down what is true of your server:
# max_name = 32           the longest name, in characters
# name_pattern = '\\w+'    what a name looks like
# anonymous = "Anonymous" the name that is shown for a client without one
# counts = "users"        what a {count} in joined and left counts: names, or "connections"
"""
_OLD_AS_NEW = """
# A newcomer received earlier messages, and nothing in them tells them from new ones: earlier
# messages look like new ones. If they differ after all, describe that in [[hear]] as = "past".
"""
_FURTHER = """\
# What else the chat may say is described in [wire]: whisper, leave, typing, ping, users, history.
"""


def proposal(head: str, way: Way, talk: Talk, limit: Finding | None = None) -> str:
    """Return a profile as the text of a TOML file: ``head`` says how the server is reached, and
    ``limit`` how long a text may be, if there is a limit."""
    talk = with_given_names(talk)
    kinds = sorted_by_meaning(talk).kinds()
    wire_lines = f"{_with_await(way, talk, kinds).lines}\n{''.join(map(_hear, _last_word(kinds)))}"
    found = findings(read_talk(read_wire(_table(wire_lines)), talk))
    found += [limit] if limit is not None else []
    facts = f"[facts]\n{''.join(map(_fact, found))}"
    alike = _OLD_AS_NEW if _has_old_as_new(kinds) else ""
    text = f"{head}\n{wire_lines}{facts}{_NOT_FOUND}{_FURTHER}{alike}"
    return f"{text}{_doubts(text, talk)}"


def _table(text: str) -> TomlTable:
    return TomlTable.of_file("the proposal", text)


def _last_word(kinds: Iterable[Kind]) -> list[Kind]:
    """Return one kind for each template; of an old message that looks like a new one, the new."""
    found: dict[TemplateSource, Kind] = {}
    for kind in kinds:
        if kind.template not in found or kind.means is HeardKind.MESSAGE:
            found[kind.template] = kind
    return list(found.values())


def _has_old_as_new(kinds: Iterable[Kind]) -> bool:
    """Return True if nothing tells earlier messages from new ones."""
    templates = {
        means: {kind.template for kind in kinds if kind.means is means}
        for means in (HeardKind.PAST, HeardKind.MESSAGE)
    }
    return bool(templates[HeardKind.PAST] & templates[HeardKind.MESSAGE])


def _template_lines(template: TemplateSource) -> str:
    prefix = f"prefix = {quoted(template.prefix)}\n" if template.prefix else ""
    return f"{prefix}{template.kind} = {quoted(template.body)}\n"


def _hear(kind: Kind) -> str:
    example = shorten(kind.readings[0].seen.text, _SHOWN)
    times = len(kind.readings)
    seen = f"# seen {times} times, as " if times > 1 else "# seen once: "
    reason = 'reason = "the message is invalid"\n' if kind.means is HeardKind.REFUSED else ""
    return (
        f"[[hear]]\n{seen}{example}\n"
        f'as = "{kind.means}"\n{reason}{_template_lines(kind.template)}\n'
    )


def _fact(finding: Finding) -> str:
    return f"{finding.fact} = {toml(finding.value)}".ljust(24) + f" # {finding.sentence}\n"


def _doubts(text: str, talk: Talk) -> str:
    """Return comments on what the proposal does not explain."""
    table = _table(text)
    left = contradictions(read_wire(table), read_facts(table), talk)
    if not left:
        return ""
    lines = [f"# {line.strip()}" for each in left for line in each.splitlines()]
    return "\n# What this profile does not explain, and you may:\n" + "\n".join(lines) + "\n"


def _with_await(way: Way, talk: Talk, kinds: Sequence[Kind]) -> Way:
    """Return the way in that awaits what every newcomer receives, if a frame leads in or if it
    tells the newcomer's name."""
    if way.enter and "await" in way.enter[-1]:
        return way
    is_given = bool(talk.guests[0].given)
    if not way.enter and not is_given:
        return way
    greetings = sorted(
        (
            each
            for each in kinds
            if _greets_everybody(talk, each) and not (is_given and _lists(each))
        ),
        key=lambda kind: (kind.template.has("user"), _place(talk, kind)),
    )
    if not greetings or (is_given and not greetings[-1].template.has("user")):
        return way
    return way.with_last_step(_await(greetings[-1], is_given))


def _greets_everybody(talk: Talk, kind: Kind) -> bool:
    greeted = {each.seen.who for each in _greetings(talk, kind)}
    return greeted == {guest.name for guest in talk.guests}


def _lists(kind: Kind) -> bool:
    return any(word in kind.template.body for word in LISTS)


def _place(talk: Talk, kind: Kind) -> int:
    """Return where the last newcomer was greeted so: the latest greeting is that of who is in."""
    return max(talk.events.index(each.seen) for each in _greetings(talk, kind))


def _greetings(talk: Talk, kind: Kind) -> list[MarkedFrame]:
    """Return the readings that greeted somebody, and were about nobody else."""
    return [
        each
        for each in kind.readings
        if talk.is_greeting(each.seen) and (each.is_to_itself or not each.about)
    ]


def _await(kind: Kind, is_given: bool) -> str:
    body = kind.template.body
    if _lists(kind):
        body = json.dumps(_without_lists(json.loads(body)), ensure_ascii=False)
    for hole in ("{count:int}", "{users:list}"):
        body = body.replace(hole, "{*}")
    if is_given:
        body = body.replace("{user}", "{me}")
    prefix = f"prefix = {quoted(kind.template.prefix)}, " if kind.template.prefix else ""
    hear = "hear = true\n" if kind.means is not HeardKind.IGNORE else ""
    return f"await = {{ {prefix}{kind.template.kind} = {quoted(body)} }}\n{hear}".rstrip()


def _without_lists(value: object) -> object:
    """Return a part of a template with a hole for each list of any length."""
    match value:
        case dict() if any(word in value for word in LISTS):
            return ANY
        case dict():
            return {key: _without_lists(each) for key, each in value.items()}
        case list():
            return [_without_lists(each) for each in value]
    return value
