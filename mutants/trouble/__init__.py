"""Faulty servers that ``features/trouble/`` must catch."""
