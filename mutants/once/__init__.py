"""Faulty servers that ``features/once/`` must see."""
