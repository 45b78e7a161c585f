"""Faulty servers that ``features/history/`` must catch."""
