"""The place of the specification: its features, its steps and the hooks of behave."""

from pathlib import Path


def specification_folder() -> Path:
    """Return the folder with ``features/``, ``steps/`` and ``environment.py``."""
    return Path(__file__).parent.parent.parent
