"""All faults of relays, by their names."""

from mutants.relay.fault import Fault
from mutants.relay.message_faults import MESSAGE_FAULTS
from mutants.relay.people_faults import PEOPLE_FAULTS

NONE = Fault("none", "Nothing goes wrong.")
FAULTS = {fault.name: fault for fault in (*MESSAGE_FAULTS, *PEOPLE_FAULTS)}
"""Each fault by its name."""
