"""JSON with holes: what fits, where it parts, and that what was built is read back."""

import json
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.wires.hole import BadTemplate, as_text, same
from alicebob.wires.json_reading import read_json_template
from alicebob.wires.json_template import build, fit
from alicebob.wires.scope import Misfit, Scope
from alicebob.wires.strict_json import MAX_DEPTH, NotJson, read_json, write_json

NOTHING: Mapping[str, object] = {}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def matched(
    source: str, frame: str, exact: bool = False, fixed: Mapping[str, object] = NOTHING
) -> Scope:
    scope = Scope(fixed, (), range(1, 4))
    fit(read_json_template(source, exact), read_json(frame), scope)
    return scope


@pytest.mark.parametrize(
    ("source", "frame", "values"),
    [
        ('{"a": "{user}"}', '{"a": "Bob", "more": 1}', {"user": "Bob"}),
        ('["{ref}", "{ref:int}"]', '["2", 2]', {"ref": 2}),
        ('["{ref:int}"]', "[2.0]", {"ref": 2}),
        ('{"a": "{x:json}", "b": "{x:json}"}', '{"a": [1, {}], "b": [1.0, {}]}', {"x": [1.0, {}]}),
        ('"{*}"', "null", {}),
        ('["{user}", "{*...}"]', '["Bob", 1, 2]', {"user": "Bob"}),
        ('["{user}", "{*...}"]', '["Bob"]', {"user": "Bob"}),
        ('{"u": "{users:list}"}', '{"u": ["Al", "Bob"]}', {"users": ["Al", "Bob"]}),
        ('{"t": "{typing:bool}"}', '{"t": false}', {"typing": False}),
        ('{"t": "{user} left", "u": "{user}"}', '{"t": "a left", "u": "a"}', {"user": "a"}),
        ('[{"$json": {"a": "{text}"}}]', '["{\\"a\\": \\"hi\\"}"]', {"text": "hi"}),
        ('"{{x}}"', '"{x}"', {}),
        ('[1, true, null, "a"]', '[1.0, true, null, "a"]', {}),
        ("{}", '{"a": 1}', {}),
    ],
)
def test_a_value_is_read(source: str, frame: str, values: Mapping[str, object]) -> None:
    assert matched(source, frame).found == values


@pytest.mark.parametrize(
    ("source", "frame", "why"),
    [
        ('{"data": {"text": "{text}"}}', '{"data": {"text": 5}}', "at data.text: 5 is not a text"),
        ('{"a": 1}', '{"a": true}', "at a: true is not 1"),
        ('{"a": true}', '{"a": 1}', "at a: 1 is not true"),
        ('{"a": 1}', '{"b": 1}', 'the key "a" is missing'),
        ('{"a": 1}', "[]", "[] is not an object"),
        ('["a"]', "{}", "{} is not a list"),
        ('["a"]', '["a", 1]', "the length of the list is 2, not 1"),
        ('["a", "b", "{*...}"]', '["a"]', "the length of the list is 1, not 2"),
        ('["{n:int}"]', "[true]", "at [0]: true is not a whole number"),
        ('["{n:int}"]', "[1.5]", "at [0]: 1.5 is not a whole number"),
        ('["{typing:bool}"]', "[0]", "at [0]: 0 is not true or false"),
        ('["{users:list}"]', "[[1]]", "at [0]: [1] is not a list of texts"),
        ('["{ref:int}"]', "[4]", "at [0]: 4 is not the {ref:int} of a frame that was sent"),
        ('["{ref}"]', "[1]", "at [0]: 1 is not a text"),
        (
            '["{user}", {"u": "{user}"}]',
            '["a", {"u": "b"}]',
            'at [1].u: {user} is "b", and must be "a"',
        ),
        ('["{user} left"]', "[null]", "at [0]: null is not a text"),
        (
            '[{"$json": "{*}"}]',
            '["{"]',
            "at [0]: the text is not JSON: Expecting property name "
            "enclosed in double quotes at character 2",
        ),
        ('{"u": {"$each": "{user}"}}', '{"u": ["a", 1]}', "at u[1]: 1 is not a text"),
        ('{"u": {"$each": "{user}"}}', '{"u": {}}', "at u: {} is not a list"),
        ('{"u": {"$keys": "{user}"}}', '{"u": []}', "at u: [] is not an object"),
        (
            '{"u": {"$values": {"n": "{user}"}}}',
            '{"u": {"k": {}}}',
            'at u.k: the key "n" is missing',
        ),
    ],
)
def test_a_value_that_does_not_fit_is_told_where(source: str, frame: str, why: str) -> None:
    with pytest.raises(Misfit) as misfit:
        matched(source, frame)
    assert str(misfit.value) == why


@pytest.mark.parametrize(
    ("source", "frame"),
    [
        ('{"t": "{user} says {text}", "u": "{user}"}', '{"t": "a says b says c", "u": "a says b"}'),
        ('["{user} says {text}", ["{user}"]]', '["a says b says c", ["a says b"]]'),
        (
            '[{"$json": ["{user} says {text}"]}, "{user}"]',
            '["[\\"a says b says c\\"]", "a says b"]',
        ),
    ],
)
def test_a_hole_of_its_own_is_read_before_one_in_a_text(source: str, frame: str) -> None:
    assert matched(source, frame).found == {"user": "a says b", "text": "c"}


def test_an_exact_object_has_no_more_keys_at_any_depth() -> None:
    matched('{"a": {"b": 1}}', '{"a": {"b": 1}}', exact=True)
    with pytest.raises(Misfit, match='at a: the key "c" is too many'):
        matched('{"a": {"b": 1}}', '{"a": {"b": 1, "c": 2}}', exact=True)


@pytest.mark.parametrize(
    ("source", "frame"),
    [
        ('{"u": {"$each": "{user}"}}', '{"u": ["a", "b"]}'),
        ('{"u": {"$each": {"n": "{user}"}}}', '{"u": [{"n": "a"}, {"n": "b", "x": 1}]}'),
        ('{"u": {"$keys": "{user}"}}', '{"u": {"a": {}, "b": 1}}'),
        ('{"u": {"$values": {"n": "{user}"}}}', '{"u": {"1": {"n": "a"}, "2": {"n": "b"}}}'),
        ('[{"$json": {"$each": "@{user}"}}]', '["[\\"@a\\", \\"@b\\"]"]'),
    ],
)
def test_a_list_of_any_length_gives_a_row_for_each_part(source: str, frame: str) -> None:
    assert matched(source, frame).rows == [{"user": "a"}, {"user": "b"}]


def test_what_stands_beside_a_list_is_the_same_in_all_its_rows() -> None:
    source = '{"me": "{user}", "of": {"$each": "{user}"}}'
    assert matched(source, '{"of": ["a", "a"], "me": "a"}').found == {"user": "a"}
    with pytest.raises(Misfit):
        matched(source, '{"of": ["a", "b"], "me": "a"}')


def test_a_known_value_must_be_equal() -> None:
    matched('["{session}", "{session:json}"]', '["5", 5]', fixed={"session": 5})
    with pytest.raises(Misfit):
        matched('["{session:json}"]', "[true]", fixed={"session": 1})


@pytest.mark.parametrize(
    ("source", "way_out"),
    [
        ('{"ref": {ref}}', 'a hole stands inside a string: "{user}", "{ref:int}"'),
        ("user", "it is not JSON"),
        ('{"a": 1, "a": 2}', 'a key occurs twice: "a"'),
        ('{"{user}": 1}', '{"$keys": "{user}"}'),
        ('{"$each": "{user}", "a": 1}', "stand alone in an object"),
        ('{"$eachh": "{user}"}', 'did you mean "$each"?'),
        ('["{*...}", 1]', "the last item of a list"),
        ('{"a": {"$each": "{user}"}, "b": {"$keys": "{to}"}}', "only one of"),
        ('{"a": "{user}{text}"}', "put a text between them"),
        ('{"a": "{x y}"}', "as in {user}"),
    ],
)
def test_bad_json_is_told_with_the_way_out(source: str, way_out: str) -> None:
    with pytest.raises(BadTemplate) as bad:
        read_json_template(source, exact=False)
    assert way_out in str(bad.value)


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        ('{"a": 1, "a": 2}', 'a key occurs twice: "a"'),
        ("[NaN]", "NaN is no JSON value"),
        ("[1e999]", '"1e999" is too large a number'),
        ("[" * 100_000, f"it has more than {MAX_DEPTH} levels"),
        ("[" * 65 + "]" * 65, f"it has more than {MAX_DEPTH} levels"),
        ('{"a":' * 65 + "1" + "}" * 65, f"it has more than {MAX_DEPTH} levels"),
        ("9" * 5000, "limit"),
        ("{", "at character 2"),
        ("", "at character 1"),
    ],
)
def test_what_is_no_strict_json_is_refused(frame: str, why: str) -> None:
    with pytest.raises(NotJson) as wrong:
        read_json(frame)
    assert why in str(wrong.value)


def test_depth_is_allowed_up_to_the_limit() -> None:
    read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)


def test_a_key_without_a_value_is_left_out() -> None:
    template = read_json_template('{"limit": "{limit:int}", "before": "{before}"}', exact=False)
    assert build(template, {"limit": 3}) == {"limit": 3}


def test_half_a_surrogate_pair_can_be_sent() -> None:
    assert write_json(["\ud800", "🙂"]) == '["\\ud800","🙂"]'


TEMPLATES = st.sampled_from(
    [
        '{"u": "{user}", "t": "{text}", "x": "{x:json}"}',
        '["{ref}", "{ref:int}", {"$json": {"u": "{user}", "in": {"$json": "{text}"}}}]',
        '{"sender": "{user}", "content": "{user} says {text}"}',
        '{"deep": [[{"a": "<{user}> {text}", "x": "{x:json}"}], null, true, 1]}',
        '"{user}: {text}"',
    ]
)


@given(TEMPLATES, st.text(), st.text(), JSON)
def test_what_is_built_is_read_back(source: str, user: str, text: str, value: object) -> None:
    template = read_json_template(source, exact=True)
    values = {"user": user, "text": text, "x": value, "ref": 3}
    scope = Scope({}, [user], range(1, 4))
    fit(template, read_json(write_json(build(template, values))), scope)
    assert all(
        same(found, values[name]) or as_text(values[name]) == found
        for name, found in scope.found.items()
    )


@given(TEMPLATES, JSON)
def test_any_value_is_read_or_is_a_misfit(source: str, value: object) -> None:
    with suppress(Misfit):
        matched(source, json.dumps(value))
