"""Faulty servers that ``features/people/`` must catch."""
