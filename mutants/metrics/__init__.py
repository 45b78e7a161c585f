"""Faulty servers that ``features/metrics/`` must catch."""
