"""Faulty servers that ``features/private/`` must catch."""
