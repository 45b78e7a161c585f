"""The JUnit file of a run, for CI systems, made of its verdicts alone.

Its structure is the one that Jenkins and others read: ``testsuites``, in it a ``testsuite`` for
each feature, in it a ``testcase`` for each scenario. XML has no way to write most control
characters, so they are spelled out, as ``\\x00``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    AHEAD_KEPT,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NO_BROWSER,
    NO_SERVICE,
    NOT_FOR_THIS_DIALECT,
    NOT_PLAYED,
    NOT_PROMISED,
    NOT_STARTED,
    Verdict,
)

FILE = "alicebob.xml"
_NOT_IN_XML = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITHOUT_FEATURE = "the server"  # stands for the feature of what belongs to none
RESULTS = {
    KEPT: "",
    AHEAD_KEPT: "",
    BROKEN: "failure",
    KNOWN_PASSES: "failure",
    MISTAKE: "error",
    NOT_STARTED: "error",
    COULD_NOT_TELL: "skipped",
    NOT_PROMISED: "skipped",
    NOT_FOR_THIS_DIALECT: "skipped",
    NOT_PLAYED: "skipped",
    NO_BROWSER: "skipped",
    NO_SERVICE: "skipped",
    KNOWN: "skipped",
    AHEAD_BROKEN: "skipped",
}
"""The element that stands for each outcome; "" for those that have none, because they passed."""


def write_junit(folder: Path, verdicts: Sequence[Verdict], server: str, seconds: float) -> None:
    """Write the file ``FILE`` into ``folder``; ``seconds`` is what the whole run took.

    Raises ``OSError`` if it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(junit(verdicts, server, seconds))


def junit(verdicts: Sequence[Verdict], server: str, seconds: float) -> bytes:
    """Return the content of the file: well-formed XML in UTF-8, whatever the texts are."""
    features: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        features.setdefault(verdict.feature or _WITHOUT_FEATURE, []).append(verdict)
    counts = {key: text for key, text in _counts(verdicts).items() if key != "skipped"}
    root = Element("testsuites", {"name": spelled_out(server), **counts, "time": _time(seconds)})
    for feature, of_feature in features.items():
        took = _time(sum(verdict.seconds for verdict in of_feature))
        attributes = {"name": spelled_out(feature), **_counts(of_feature), "time": took}
        suite = SubElement(root, "testsuite", attributes)
        suite.extend(_case(verdict, feature) for verdict in of_feature)
    content: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return content


def spelled_out(text: str) -> str:
    """Return ``text`` with every character that XML cannot have, or that nobody sees, escaped."""
    return _NOT_IN_XML.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _counts(verdicts: Iterable[Verdict]) -> dict[str, str]:
    counts = Counter(RESULTS[verdict.verdict] for verdict in verdicts)
    return {
        "tests": str(counts.total()),
        "failures": str(counts["failure"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skipped"]),
    }


def _case(verdict: Verdict, feature: str) -> Element:
    names = {"classname": spelled_out(feature), "name": spelled_out(verdict.name.strip())}
    case = Element("testcase", {**names, "time": _time(verdict.seconds)})
    properties = SubElement(case, "properties")
    for name, value in _properties(verdict):
        SubElement(properties, "property", {"name": name, "value": spelled_out(value)})
    result = RESULTS[verdict.verdict]
    if result:
        why = verdict.why or verdict.report.partition("\n")[0] or verdict.verdict
        attributes = {"message": spelled_out(_reason(verdict, why)), "type": verdict.verdict}
        SubElement(case, result, attributes).text = spelled_out(_text(verdict))
    if verdict.log:
        SubElement(case, "system-out").text = spelled_out(verdict.log)
    return case


def _reason(verdict: Verdict, why: str) -> str:
    """Return the line that CI systems show first; of what did not fail, it begins with the
    outcome."""
    if verdict.is_red or why.startswith(verdict.verdict):
        return why
    because = f" ({verdict.fact})" if verdict.fact else ""
    return f"{verdict.verdict}: {why}{because}"


def _text(verdict: Verdict) -> str:
    return "\n".join(part for part in (verdict.step, verdict.report or verdict.why) if part)


def _properties(verdict: Verdict) -> Iterable[tuple[str, str]]:
    yield "verdict", verdict.verdict
    yield from (("promise", promise) for promise in verdict.promises)
    yield from (("law", law) for law in verdict.laws)
    if verdict.at:
        yield "location", verdict.at


def _time(seconds: float) -> str:
    return f"{seconds:.3f}"
