"""Official seams of the server, the places where mutants change it, on or off its fast path."""
