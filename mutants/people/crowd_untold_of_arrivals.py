"""A large crowd learns of an arrival only when somebody speaks."""

from server.ws import fan_out


def bend() -> None:
    sound = fan_out.FanOut._fall_due

    def fall_due(self: fan_out.FanOut, is_urgent: bool) -> None:
        if is_urgent or len(self) * fan_out.PATIENCE < fan_out.LEAST_PATIENCE:
            sound(self, is_urgent)

    fan_out.FanOut._fall_due = fall_due  # type: ignore[method-assign]
