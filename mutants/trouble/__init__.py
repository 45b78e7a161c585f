"""Faulty servers that ``features/trouble/`` must see."""
