"""Faulty servers that ``features/people/`` must see."""
