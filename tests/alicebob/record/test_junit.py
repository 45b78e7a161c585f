"""The JUnit file has the structure that CI systems read, whatever the texts in it are."""

from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.record.junit import FILE, RESULTS, junit, spelled_out, write_junit
from alicebob.record.verdicts import (
    AHEAD_BROKEN,
    BROKEN,
    COULD_NOT_TELL,
    KEPT,
    KNOWN,
    KNOWN_PASSES,
    MISTAKE,
    NOT_PROMISED,
    NOT_STARTED,
    Verdict,
)

CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"properties", "skipped", "error", "failure", "system-out"},
    "properties": {"property"},
    "property": set(),
    "skipped": set(),
    "error": set(),
    "failure": set(),
    "system-out": set(),
}
"""The elements that Jenkins' schema allows in each element, as far as the suite writes them."""
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "time", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname", "time"},
    "properties": set(),
    "property": {"name", "value"},
    "skipped": {"message", "type"},
    "error": {"message", "type"},
    "failure": {"message", "type"},
    "system-out": set(),
}
"""The attributes of each element; all of them are written."""
HOSTILE = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cc", "Cs", "Cf", "Cn", "Co"])),
    st.sampled_from(["]]>", "<![CDATA[", "\x00", "\ud800", "\ufffe\uffff", "&amp;", "\r\n", '"<']),
)
VERDICTS = st.builds(
    Verdict,
    at=st.sampled_from(["features/a.feature:1", "features/b.feature:22", "", "odd"]),
    name=HOSTILE,
    verdict=st.sampled_from(sorted(RESULTS)),
    laws=st.lists(HOSTILE, max_size=2).map(tuple),
    seconds=st.floats(0, 100),
    promises=st.lists(HOSTILE, max_size=2).map(tuple),
    why=HOSTILE,
    fact=HOSTILE,
    step=HOSTILE,
    report=HOSTILE,
    log=HOSTILE,
)


def parsed(*verdicts: Verdict) -> Element:
    return ElementTree.fromstring(junit(verdicts, "our chat", 1.5))


def case(verdict: Verdict) -> Element:
    (found,) = parsed(verdict).iter("testcase")
    return found


def assert_sound(root: Element) -> None:
    """Check what the schema demands, and that the numbers are those of the cases."""
    for element in root.iter():
        assert {child.tag for child in element} <= CHILDREN[element.tag]
        assert set(element.attrib) == ATTRIBUTES[element.tag]
    for element in [root, *root.iter("testsuite")]:
        assert int(element.get("tests", "")) == len(list(element.iter("testcase")))
        for key, tag in {"failures": "failure", "errors": "error", "skipped": "skipped"}.items():
            assert int(element.get(key, "0")) == len(list(element.iter(tag))) or key not in (
                element.attrib
            )
    for element in root.iter("testcase"):
        results = [child for child in element if child.tag in ("failure", "error", "skipped")]
        assert len(results) <= 1
    for suite in root.iter("testsuite"):
        seconds = sum(Decimal(each.get("time", "")) for each in suite.iter("testcase"))
        assert abs(Decimal(suite.get("time", "")) - seconds) <= Decimal("0.001") * len(suite)


@given(st.lists(VERDICTS, max_size=6))
def test_the_file_is_sound_whatever_the_texts_are(verdicts: list[Verdict]) -> None:
    root = parsed(*verdicts)
    assert_sound(root)
    assert len(list(root.iter("testcase"))) == len(verdicts)


@given(HOSTILE)
def test_a_text_is_read_as_it_was_spelled_out(text: str) -> None:
    read = case(Verdict("a.feature:1", "a", BROKEN, report=f"report {text}")).find("failure")
    assert read is not None
    assert read.text == spelled_out(f"report {text}")


def test_what_nobody_sees_is_spelled_out() -> None:
    assert spelled_out("a\x00\x1b\x7f\x85\ud800\ufffe\r\tb\n") == (
        "a\\x00\\x1b\\x7f\\x85\\ud800\\ufffe\\r\tb\n"
    )


def test_a_megabyte_is_written_whole() -> None:
    text = "\x00]]>é" * 200_000
    log = case(Verdict("a.feature:1", "a", BROKEN, log=text)).find("system-out")
    assert log is not None
    assert log.text == text.replace("\x00", "\\x00")


def test_a_case_has_its_feature_its_name_and_its_time() -> None:
    found = case(Verdict("features/a.feature:7", "A user leaves -- @1.1 ", KEPT, seconds=1.2345))
    assert (found.get("classname"), found.get("name"), found.get("time")) == (
        *("features/a.feature", "A user leaves -- @1.1"),
        "1.234",
    )


def test_a_case_has_its_verdict_promises_laws_and_place_as_properties() -> None:
    verdict = Verdict("a.feature:7", "a", BROKEN, ("order",), promises=("core", "rooms"))
    found = [(each.get("name"), each.get("value")) for each in case(verdict).iter("property")]
    assert found == [
        ("verdict", "broken"),
        ("promise", "core"),
        ("promise", "rooms"),
        ("law", "order"),
        ("location", "a.feature:7"),
    ]


@pytest.mark.parametrize(
    ("outcome", "element", "message"),
    [
        (BROKEN, "failure", "Bob did not receive it."),
        (KNOWN_PASSES, "failure", "Because."),
        (MISTAKE, "error", "Because."),
        (NOT_STARTED, "error", "Because."),
        (COULD_NOT_TELL, "skipped", "could not tell: Because. (echo = false)"),
        (NOT_PROMISED, "skipped", "not promised: Because. (echo = false)"),
        (KNOWN, "skipped", "known: Because. (echo = false)"),
        (AHEAD_BROKEN, "skipped", "ahead, broken: Because. (echo = false)"),
    ],
)
def test_each_outcome_has_its_element_with_the_reason(
    outcome: str, element: str, message: str
) -> None:
    why = "" if outcome == BROKEN else "Because."
    report = "Bob did not receive it.\n\n  Requirement  …" if outcome in (BROKEN, KNOWN) else ""
    verdict = Verdict("a.feature:7", "a", outcome, why=why, fact="echo = false", report=report)
    found = case(verdict).find(element)
    assert found is not None
    assert (found.get("message"), found.get("type")) == (message, outcome)
    assert (found.text or "").endswith(report or why)


def test_a_kept_scenario_is_a_case_without_a_result() -> None:
    assert [child.tag for child in case(Verdict("a.feature:7", "a", KEPT))] == ["properties"]


def test_features_are_suites_and_the_run_has_its_own_time() -> None:
    root = parsed(Verdict("a.feature:1", "a", KEPT), Verdict("b.feature:1", "b", KEPT))
    assert [suite.get("name") for suite in root] == ["a.feature", "b.feature"]
    assert (root.get("name"), root.get("time")) == ("our chat", "1.500")


def test_the_folder_is_created(tmp_path: Path) -> None:
    write_junit(tmp_path / "ci" / "reports", [], "our chat", 0.0)
    assert ElementTree.parse(tmp_path / "ci" / "reports" / FILE).getroot().tag == "testsuites"
