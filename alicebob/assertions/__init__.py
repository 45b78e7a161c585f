"""Assertions: the functions that steps call to expect something."""
