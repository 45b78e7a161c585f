"""The progress of a run, on a terminal and elsewhere."""

import io

from alicebob.runner.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_has_one_line_that_is_written_again() -> None:
    terminal = Terminal()
    shown = Progress(terminal, 1662)
    shown.show(1, 0)
    shown.show(1000, 2)
    assert terminal.getvalue() == (
        "\r\x1b[K1 of 1,662 scenarios\r\x1b[K1,000 of 1,662 scenarios, 2 broken"
    )


def test_a_report_takes_the_place_of_the_line() -> None:
    terminal = Terminal()
    shown = Progress(terminal, 3)
    shown.show(1, 0)
    shown.tell("a report")
    shown.tell("another")
    assert terminal.getvalue().endswith("scenarios\r\x1b[Ka report\nanother\n")


def test_the_line_is_gone_in_the_end() -> None:
    terminal = Terminal()
    shown = Progress(terminal, 3)
    shown.show(3, 0)
    shown.end()
    assert terminal.getvalue().endswith("scenarios\r\x1b[K")


def test_elsewhere_nothing_is_written_again_and_not_every_scenario_has_a_line() -> None:
    output = io.StringIO()
    shown = Progress(output, 3)
    shown.show(1, 0)
    shown.end()
    assert output.getvalue() == ""


def test_elsewhere_a_line_is_written_now_and_then() -> None:
    output = io.StringIO()
    shown = Progress(output, 3, every=0.0)
    shown.show(2, 1)
    assert output.getvalue() == "2 of 3 scenarios, 1 broken\n"
