"""Test data: tricky strings, invalid messages, tokens."""
