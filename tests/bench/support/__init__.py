"""Helpers that the tests of the benchmark share."""
