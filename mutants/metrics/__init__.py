"""Faulty servers that ``features/metrics/`` must see."""
