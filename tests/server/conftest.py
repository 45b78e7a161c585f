"""Fixtures that several tests of the server share."""

import pytest

from tests.server.support.certificates import Pair, make_pair


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """A certificate for localhost, and its key."""
    return make_pair(tmp_path_factory.mktemp("tls"))
