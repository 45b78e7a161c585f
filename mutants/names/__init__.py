"""Faulty servers that ``features/names/`` must catch."""
