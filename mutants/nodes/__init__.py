"""Faulty servers that the features about several servers must catch."""
