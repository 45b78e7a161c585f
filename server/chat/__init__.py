"""The chat service: rooms, clients, and the order of what they send."""
