"""Helpers that the tests of this tree share."""
