"""A large crowd learns of an arrival only when somebody speaks."""

from server import audience


def bend() -> None:
    sound = audience.Audience._fall_due

    def fall_due(self: audience.Audience, is_urgent: bool) -> None:
        if is_urgent or len(self) * audience.PATIENCE < audience.LEAST_PATIENCE:
            sound(self, is_urgent)

    audience.Audience._fall_due = fall_due  # type: ignore[method-assign]
