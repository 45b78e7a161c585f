"""Texts as servers change them."""

import pytest

from alicebob.model.facts import Facts, changed


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("trim", '<b>  \n "it\'s" E\u0301'),
        ("line-feed-to-space", ' <b>    "it\'s" E\u0301 '),
        ("newline-to-space", ' <b>    "it\'s" E\u0301 '),
        ("collapse-spaces", ' <b> "it\'s" E\u0301 '),
        ("html-escape", " &lt;b&gt;  \n &quot;it&#39;s&quot; E\u0301 "),
        ("html-escape-hex", " &lt;b&gt;  \n &quot;it&#x27;s&quot; E\u0301 "),
        ("html-escape-decimal", " &lt;b&gt;  \n &#34;it&#39;s&#34; E\u0301 "),
        ("html-escape-double", " &lt;b&gt;  \n &quot;it's&quot; E\u0301 "),
        ("html-escape-tags", ' &lt;b&gt;  \n "it\'s" E\u0301 '),
        ("lower-case", ' <b>  \n "it\'s" e\u0301 '),
        ("nfc", ' <b>  \n "it\'s" \u00c9 '),
    ],
)
def test_a_text_is_changed(change: str, text: str) -> None:
    assert changed(' <b>  \n "it\'s" E\u0301 ', [change]) == text


def test_changes_are_made_one_after_the_other() -> None:
    assert Facts(changes=("newline-to-space", "trim")).shown("\na\r\nb\n") == "a b"


def test_an_ampersand_is_escaped_once() -> None:
    assert changed('&"', ["html-escape"]) == "&amp;&quot;"
