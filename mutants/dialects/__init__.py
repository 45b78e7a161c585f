"""Faulty servers that ``features/dialects/`` must see."""
