"""Faulty servers that ``features/page/`` must see."""
