"""Stores: the order of a room's messages, and what is kept of them."""
