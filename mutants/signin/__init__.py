"""Faulty servers that ``features/signin/`` must see."""
