"""Faulty servers that ``features/private/`` must see."""
