"""Only those who speak the same dialect hear each other."""

from mutants.saying import tell_only


def bend() -> None:
    tell_only(lambda speaker, people: (one for one in people if one.dialect is speaker.dialect))
