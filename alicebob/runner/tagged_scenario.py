"""A scenario as behave describes it, with its tags."""

from dataclasses import dataclass

from alicebob.runner.tags import DESCRIBED_WIRE


@dataclass(frozen=True, slots=True)
class ScenarioInfo:
    """A scenario, as behave describes it; ``is_bound`` if it names its own dialects,
    ``names_dialects`` if it does so for single users or is about frames, and ``uses_browser`` if
    it names users on pages."""

    name: str
    location: str
    requirement: str
    tags: frozenset[str]
    is_bound: bool = False
    uses_browser: bool = False
    names_dialects: bool = False

    def after(self, prefix: str) -> list[str]:
        """Return the tags that begin with ``prefix``, without the prefix."""
        return sorted(tag.removeprefix(prefix) for tag in self.tags if tag.startswith(prefix))

    @property
    def is_for_pages(self) -> bool:
        """True if its users may as well be on pages, which speak ``events``: it wants a dialect of
        all of them, and of none in particular."""
        dialects = set(self.after("dialect."))
        return not self.names_dialects and dialects <= {"events", DESCRIBED_WIRE}
