"""Faulty servers that ``features/once/`` must catch."""
