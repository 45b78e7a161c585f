"""The profiles of the reference server describe the same page."""

import tomllib
from pathlib import Path

PROFILES = Path(__file__).parents[1] / "profiles"


def test_one_server_and_several_have_the_same_page() -> None:
    alone, several = (
        tomllib.loads((PROFILES / name).read_text())["page"]
        for name in ("reference.toml", "reference-cluster.toml")
    )
    assert several == alone
