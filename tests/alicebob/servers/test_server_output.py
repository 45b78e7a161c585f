"""The output of a server: read without end, kept within bounds."""

import os
import sys

from alicebob.servers.server_output import _FIRST, _LAST, ServerOutput
from tests.alicebob.support.awkward_servers import LISTENS, PATIENCE, running

ENDLESS = 50_000_000  # bytes: far more than a pipe holds, and than is kept
FLOODS = f"""{LISTENS}
for _ in range({ENDLESS} // 50_000):
    os.write(1, b"x" * 49_999 + b"\\n")
print("listening on", PORT, flush=True)
sockets = listen("127.0.0.1", PORT)
signal.pause()
"""


def printed(*pieces: bytes, awaited: str = "") -> ServerOutput:
    """The output of a server that printed these pieces, one after the other."""
    output = ServerOutput()
    pipe = output.begin(awaited)
    for piece in pieces:
        os.write(pipe, piece)
        assert output.text  # as it reads, too
    os.close(pipe)
    return output


def test_a_short_output_is_kept_whole() -> None:
    assert printed(b"one\n", b"two\n").text == "one\ntwo\n"


def test_what_was_just_printed_is_there() -> None:
    output = ServerOutput()
    pipe = output.begin()
    os.write(pipe, b"now")
    assert output.text == "now"
    os.close(pipe)


def test_of_a_long_output_the_first_and_the_last_part_are_kept() -> None:
    first, last = b"a" * _FIRST, b"c" * _LAST
    text = printed(first, b"b" * 1000, last[:40_000], last[40_000:]).text
    assert text == f"{first.decode()}\n… 1,000 bytes left out …\n{last.decode()}"


def test_the_output_goes_on_in_another_life() -> None:
    output = printed(b"one life\n")
    pipe = output.begin()
    os.write(pipe, b"another\n")
    assert output.text == "one life\nanother\n"
    os.close(pipe)


def test_a_line_that_is_waited_for_is_noticed_though_it_comes_in_pieces() -> None:
    output = printed(b"now liste", b"ning on 80", awaited="listening on")
    assert output.was_awaited_line_printed


def test_a_line_is_waited_for_anew_in_another_life() -> None:
    output = printed(b"listening", awaited="listening")
    os.close(output.begin("listening"))
    assert not output.was_awaited_line_printed


def test_another_line_is_not_the_one() -> None:
    assert not printed(b"listening", awaited="ready").was_awaited_line_printed


def test_a_server_that_prints_without_end_is_not_held_up() -> None:
    with running(sys.executable, "-c", FLOODS) as process:
        process.address.connect(PATIENCE).close()
        assert "bytes left out" in process.output
        assert process.output.endswith(f"listening on {process.address.port}\n")
