"""Faulty servers that ``features/typing/`` must catch."""
