"""Faulty servers that ``features/presence/`` must see."""
