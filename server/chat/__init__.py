"""The chat service: rooms, clients, and the order of their messages."""
