"""Makes the page light: what only its authors read stays here, and its scripts go out as one file.

The scripts stay small modules, and no tool has to be run: the server does this when it starts.
Modules that import nothing may be loaded one by one, on demand.
"""

import re
from collections.abc import Mapping

FIRST = "assets/scripts/chat.js"
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_REMARK = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_TYPE = re.compile(r"/\*\* (?:(?!\*/).)*\*/ ?")  # beside code
_SPACE = re.compile(r"(?<=[:;{,]) +| +(?=[{}])")  # of style sheets
_INDENTATION = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_IMPORT = re.compile(r'^import .*? from "\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def lightened(path: str, text: str) -> str:
    """Return a script, style sheet or page without comments and indentation."""
    if path.endswith((".js", ".css")):
        text = _COMMENT.sub("", text)
    if path.endswith(".js"):
        text = _TYPE.sub("", _REMARK.sub("", text))
    if path.endswith(".css"):
        text = _SPACE.sub("", text)
    return _INDENTATION.sub("", text) if path.endswith((".js", ".css", ".html")) else text


def joined(files: Mapping[str, str], first: str = FIRST) -> str:
    """Return the script ``first`` with all that it imports, as one module.

    Their top-level names must differ, which ``tests/page`` checks; imports must not go round.
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
