"""Many nodes, one chat: the store between them, and each node's copy of what it says."""
