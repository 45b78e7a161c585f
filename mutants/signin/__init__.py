"""Faulty servers that ``features/signin/`` must catch."""
