"""The end of a scenario in which something could be neither proved nor refuted."""


class CouldNotTell(AssertionError):
    """Raised when a proof is not possible on this server, through no fault of the server.

    ``reason``: a sentence that says what could not be proved, and what was done instead. ``fact``:
    the fact of the server, or the circumstance, that stands in the way. Where the server itself
    fails what a proof needs, that is ``PromiseBroken``.
    """

    def __init__(self, reason: str, fact: str) -> None:
        super().__init__(f"Could not tell: {reason} ({fact})")
        self.reason = reason
        self.fact = fact
