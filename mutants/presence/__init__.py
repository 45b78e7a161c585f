"""Faulty servers that ``features/presence/`` must catch."""
