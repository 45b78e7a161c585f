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
            seen = _SEEN.get(suspect, "texts came back changed")
            which = f"all {count:,}" if count == len(broken) else f"{count:,} of {len(broken):,}"
            yield (
                f"Suspect: in {which} broken scenarios {seen}. Is {facts.get(name, name)} right? "
                f"{suspect} would fit."
            )
