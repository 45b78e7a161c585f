"""The context of a step: what ``environment.py`` puts there for each scenario."""

from typing import Protocol

from alicebob.actions.announcements import Operator
from alicebob.actions.direct_client import DirectClient
from alicebob.actions.visitors import Visitors
from alicebob.scenario.scenario import Scenario


class Context(Protocol):
    """behave's context, with the attributes that steps use."""

    chat: Scenario
    client: DirectClient
    operator: Operator
    visitors: Visitors
