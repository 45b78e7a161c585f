"""The place of the specification: its features, its steps and the hooks of behave."""

from pathlib import Path

from alicebob.installed import ROOT


def specification_folder() -> Path:
    """Return the folder with ``features/``, ``steps/`` and ``environment.py``."""
    return ROOT
