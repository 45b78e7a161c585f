"""Where a room's one order comes from, and what is kept of it."""
