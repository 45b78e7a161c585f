"""Faulty servers: the reference server with one bug each, to prove that the suite sees it.

Each module says in its docstring what goes wrong, and bends the server in ``bend()``. The table of
who caught what: ``python -m mutants``. One of them, to look at: ``python -m mutants serve NAME``.
"""
