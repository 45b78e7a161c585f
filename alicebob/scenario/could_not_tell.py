"""The verdict *could not tell*: what the suite cannot prove on this server, and why."""


class CouldNotTell(AssertionError):
    """Raised where a proof is not possible, so that the verdict is neither *kept* nor *broken*.

    ``reason`` says what could not be proved, ``fact`` what stands in the way.
    """

    def __init__(self, reason: str, fact: str) -> None:
        super().__init__(f"Could not tell: {reason} ({fact}).")
        self.reason = reason
        self.fact = fact
