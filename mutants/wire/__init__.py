"""Faulty servers that ``features/wire/`` must catch."""
