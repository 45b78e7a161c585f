"""Names that were probably meant, for errors about unknown ones."""

from collections.abc import Mapping


def question(name: str, known: Mapping[str, str]) -> str:
    """Return a question that names what the key most similar to ``name`` stands for; "" if none
    is similar."""
    import difflib  # only a mistake needs it

    found = difflib.get_close_matches(name, sorted(known), 1)
    return f" (did you mean {known[found[0]]}?)" if found else ""
