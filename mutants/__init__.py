"""Faulty servers: the reference server with one fault each, to prove that the suite catches it.

One module or package per feature folder. A mutant is a function decorated with its fault in a
sentence; it changes the server through the ``Patch`` it is given, or through one of
``mutants.seams``.
"""
