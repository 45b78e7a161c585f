"""Faulty servers that ``features/history/`` must see."""
