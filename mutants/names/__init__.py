"""Faulty servers that ``features/names/`` must see."""
