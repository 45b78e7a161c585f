"""What a broker no longer keeps, and so can no longer tell."""


def reaches(after: int | None, lost: int, born: int) -> bool:
    """Whether all is kept that was said in a room after a place, or ever (None).

    Nothing that was said there up to ``lost`` is sure to be kept; a broker that has dropped nothing
    says when its own life began, ``born``.
    """
    return lost <= born if after is None else after >= lost
