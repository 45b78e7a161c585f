"""The server beside its peers, in one run, every delivery checked."""
