"""Places of what belongs to the suite and is no module of this package.

In a clone these folders stand beside the package. The wheel has them below it, in ``bundled/``, in
the same order, so that nothing but ``alicebob`` lands among other people's packages.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_BUNDLED = _PACKAGE / "bundled"

ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent
"""The folder that contains everything below. ``python -m server`` finds the reference server if
this folder is on its path; nobody else should have it there."""

FEATURES = ROOT / "features"
STEPS = ROOT / "steps"
ENVIRONMENT = ROOT / "environment.py"
PROFILES = ROOT / "profiles"
PROTOCOL_DOCUMENT = ROOT / "docs" / "asyncapi.json"
STARTER = _PACKAGE / "starter"
