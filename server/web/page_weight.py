"""Makes the page light: what only its authors read stays here, and all scripts go out as one file,
as all style sheets do.

They stay small files, and no tool has to be run: the server does this when it starts. A module that
keeps no state may also be loaded by itself, on demand.
"""

import re
from collections.abc import Mapping

SCRIPT, SHEET = "assets/scripts/chat.js", "assets/styles/chat.css"
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_REMARK = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_TYPE = re.compile(r"/\*\* (?:(?!\*/).)*\*/ ?")  # beside code
_SPACE = re.compile(r'(?<=[:;{,]) +| +(?=[{}])|(?<=[;{},])(?<!";)\n')  # of style sheets
_INDENTATION = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_IMPORT = re.compile(r'^(?:import .*? from|@import) "\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def lightened(path: str, text: str) -> str:
    """Return a script, style sheet or page without comments and indentation."""
    if path.endswith((".js", ".css")):
        text = _COMMENT.sub("", text)
    if path.endswith(".js"):
        text = _TYPE.sub("", _REMARK.sub("", text))
    if path.endswith((".js", ".css", ".html")):
        text = _INDENTATION.sub("", text)
    return _SPACE.sub("", text) if path.endswith(".css") else text


def joined(files: Mapping[str, str], first: str) -> str:
    """Return the script or style sheet ``first`` with all that it imports, as one.

    The top-level names of scripts must differ, which ``tests/page`` checks, and imports must not go
    round.
    """
    parts: dict[str, str] = {}
    _collect(files, first, parts)
    return "".join(parts.values())


def _collect(files: Mapping[str, str], path: str, parts: dict[str, str]) -> None:
    folder = path.rpartition("/")[0]
    text = files[path]
    for name in _IMPORT.findall(text):
        if f"{folder}/{name}" not in parts and f"{folder}/{name}" in files:
            _collect(files, f"{folder}/{name}", parts)
    parts[path] = _EXPORT.sub("", _IMPORT.sub("", text))
