"""Reads the table ``[form]`` of a profile, and the documents that it names."""

import json
from pathlib import Path

from alicebob.dialects.own_form import Form, of_asyncapi, of_schemas
from alicebob.wires.toml_table import TomlTable


def read_form(profile: TomlTable, path: Path) -> Form | None:
    """Return the form of the server's frames, None without the table. ``path`` is that of the
    profile, in whose folder the documents are. Raises ``TomlMistake``."""
    table = profile.table("form")
    if table is None:
        return None
    if "driver" in profile:
        raise profile.mistake("a driver does not show the frames: leave this out", "form")
    table.check_keys(("asyncapi", "schemas"))
    asyncapi, schemas = table.text("asyncapi"), table.texts("schemas")
    if (asyncapi is None) == (not schemas):
        raise table.mistake('it has either asyncapi = "FILE" or schemas = ["FILE", …]')
    key = "schemas" if asyncapi is None else "asyncapi"
    try:
        if asyncapi is not None:
            return of_asyncapi(asyncapi, _read(path.parent, asyncapi))
        return of_schemas({name: _read(path.parent, name) for name in schemas or ()})
    except ValueError as error:
        raise table.mistake(str(error), key) from None


def _read(folder: Path, name: str) -> object:
    """Return the JSON in a file. Raises ``ValueError`` with a sentence."""
    try:
        return json.loads((folder / name).read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"{folder / name} cannot be read: {error.strerror}") from None
    except RecursionError:
        raise ValueError(f"{name}: it is too deep") from None
    except ValueError as error:
        raise ValueError(f"{name}: it is not JSON: {error} (turn YAML into JSON)") from None
