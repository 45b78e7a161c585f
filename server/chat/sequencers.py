"""Choice of the sequencer for a store."""

from server.chat.batching_sequencer import BatchingSequencer
from server.chat.sequencer import Sequencer, SequencerCallbacks
from server.cluster.shared_store import SharedStore
from server.core.effects import M
from server.store.base import Store


def sequencer_for(
    store: Store | SharedStore, callbacks: SequencerCallbacks[M], has_unique_names: bool
) -> Sequencer[M]:
    """Return a sequencer; must be called inside the running loop."""
    if isinstance(store, SharedStore):
        from server.chat.shared_sequencer import SharedSequencer  # few have its library installed

        return SharedSequencer(store, callbacks, has_unique_names)
    return Sequencer(store, callbacks) if store.is_instant else BatchingSequencer(store, callbacks)
