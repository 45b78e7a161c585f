"""The template that a frame fits best, for the sentence about a frame that fits none."""

from alicebob.wires.scope import Misfit, Scope
from alicebob.wires.template import Frame, Template


class Nearest:
    """Remembers the template of which the most fitted, and where the frame parts from it."""

    def __init__(self) -> None:
        self._best: tuple[int, str, Misfit] | None = None

    def fits(
        self, template: Template, frame: Frame, scope: Scope, called: str, least: int = 0
    ) -> bool:
        """Return True if ``frame`` fits; ``called`` names the template, with its line.

        A template of which fewer than ``least`` parts fit is not near.
        """
        try:
            template.fit(frame, scope)
        except Misfit as misfit:
            nearest = least - 1 if self._best is None else self._best[0]
            if scope.progress > nearest:
                self._best = (scope.progress, called, misfit)
            return False
        return True

    def sentence(self) -> str:
        """Return why the frame fits nothing, with the nearest template."""
        if self._best is None:
            return "no [[hear]] fits: the profile has none"
        _, called, misfit = self._best
        return f"no [[hear]] fits; nearest is {called}: {misfit}"
