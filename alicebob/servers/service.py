"""Services: programs that the nodes of a chat share, such as a Redis; the suite starts them."""

import glob
import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.servers.readiness import USUAL_PATIENCE

_START_SECONDS = 20.0  # with the usual patience
_PACKAGES = "{packages}"  # the folder in which Python's packages are


@dataclass(frozen=True, slots=True)
class Service:
    """A service, as a profile describes it.

    Of its ``commands``, each as words, the first is taken whose program is on this machine. It is
    ready when it has printed ``line``, or, without one, when it accepts connections.
    """

    name: str
    commands: tuple[tuple[str, ...], ...]
    line: str = ""

    def command(self) -> tuple[str, ...] | None:
        """Return the first command whose program is on this machine; None if none is."""
        found = (_installed(command) for command in self.commands)
        return next((each for each in found if each is not None), None)


class RunningService:
    """A service that the suite has started, with a folder of its own for what it keeps."""

    def __init__(self, service: Service, port: int, folder: Path, patience: float) -> None:
        """Start the service on ``port``. Raises ``ServerDidNotStart``."""
        command = service.command()
        if command is None:
            raise ServerDidNotStart(f"The server did not start: there is no {service.name}.")
        fill = {"{service_port}": str(port), "{folder}": str(folder)}
        self._service, self._folder, self._patience = service, folder, patience
        self.process = Process(filled(command, fill), {}, awaited_line=service.line, port=port)
        self.is_away = False  # it was killed, or stands still
        self._wait_until_ready()

    def stand_still(self) -> None:
        """Have the service stand still, so that it answers nothing."""
        self.is_away = True
        self.process.stand_still()

    def go_on(self) -> None:
        """Have the service, which stands still, go on."""
        self.process.go_on()
        self.is_away = False

    def kill(self) -> None:
        """Kill the service."""
        self.is_away = True
        self.process.kill()

    def start_again(self, *, is_empty: bool = False) -> None:
        """Start a service that was killed, at its address; if it ``is_empty``, without what it
        kept. Raises ``ServerDidNotStart``."""
        if is_empty:
            shutil.rmtree(self._folder)
            self._folder.mkdir()
        self.process.start()
        self._wait_until_ready()
        self.is_away = False

    def _wait_until_ready(self) -> None:
        process, line = self.process, self._service.line

        def approach(_bare: object) -> None:
            process.address.connect(self._patience).close()
            if line and not process.output_log.was_awaited_line_printed:
                raise ConnectionError(f"{self._service.name} has not printed {line!r}")

        process.wait_until_ready(approach, _START_SECONDS * self._patience / USUAL_PATIENCE)


def filled(words: Sequence[str], fill: Mapping[str, str]) -> list[str]:
    """Return words with each placeholder of ``fill`` replaced by its text."""
    found = list(words)
    for placeholder, text in fill.items():
        found = [word.replace(placeholder, text) for word in found]
    return found


def _installed(command: Sequence[str]) -> tuple[str, ...] | None:
    """Return a command whose program is there, with its path; None if it is not there."""
    program, *words = command
    program = program.replace("{python}", sys.executable)
    if _PACKAGES in program:
        pattern = program.replace(_PACKAGES, sysconfig.get_path("purelib"))
        runnable = [path for path in sorted(glob.glob(pattern)) if os.access(path, os.X_OK)]
        found = next(iter(runnable), None)
    else:
        found = shutil.which(program)
    if found is None or not _is_module_there(words):
        return None
    return (found, *words)


def _is_module_there(words: Sequence[str]) -> bool:
    """Return False for the arguments of a Python that is to run a module which is not there."""
    if len(words) < 2 or words[0] != "-m":
        return True
    return importlib.util.find_spec(words[1].partition(".")[0]) is not None
