"""Official seams of the server, on its batched fast path as it ships: what mutants change."""
