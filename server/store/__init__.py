"""Stores: sequence numbers, message history and presence."""
