"""Faulty servers that ``features/dialects/`` must catch."""
