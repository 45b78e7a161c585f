"""Suspects: facts of a profile that most broken scenarios contradict."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from alicebob.record.verdicts import BROKEN, Verdict

_LEAST = 2  # scenarios: one alone shows a fault of the server as well
_SEEN = {
    "echo = false": "no user received an own message",
    "echo = true": "users received their own messages",
    'arrivals = "untold"': "nobody was told who joined",
    'arrivals = "others"': "users were told who joined",
    'departures = "untold"': "nobody was told who left",
    'departures = "others"': "users were told who left",
    'shows = "nothing"': "no message showed who said it",
    'shows = "number"': "messages showed numbers instead of names",
    'shows = "given"': "messages showed names that no user had chosen",
    'order = "unknown"': "the messages of one user arrived in another order",
    'history = "none"': "newcomers received no earlier messages",
    'history = "all"': "newcomers received earlier messages",
}


def told_suspects(verdicts: Iterable[Verdict], facts: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each fact that at least half of the broken scenarios contradict.

    ``facts`` are those of the profile in words, by their names, with the place where each stands.
    """
    broken = [each for each in verdicts if each.verdict == BROKEN]
    counts = Counter(suspect for each in broken for suspect in each.suspects)
    for suspect, count in counts.most_common():
        if count >= max(_LEAST, len(broken) / 2):
            name = suspect.partition(" ")[0]
            seen = _SEEN.get(suspect) or _seen(name, suspect)
            which = f"all {count:,}" if count == len(broken) else f"{count:,} of {len(broken):,}"
            yield (
                f"Suspect: in {which} broken scenarios {seen}. Is {facts.get(name, name)} right? "
                f"{suspect} would fit."
            )


def _seen(name: str, suspect: str) -> str:
    """Return what was seen where the sentence depends on the value of a fact."""
    if name == "history":
        return f"newcomers received {suspect.rpartition(' ')[2]} earlier messages, and no more"
    return "texts came back changed"
