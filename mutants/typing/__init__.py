"""Faulty servers that ``features/typing/`` must see."""
