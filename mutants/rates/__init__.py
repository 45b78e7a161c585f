"""Faulty servers that ``features/rates/`` must see."""
