"""Faulty servers that ``features/rates/`` must catch."""
