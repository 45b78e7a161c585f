"""Compile the optional C part in place: ``setup.py build_ext --inplace``, as ``make setup`` does.

The wheel is built by hatchling, and is pure Python. Without a compiler the part is left out.
"""

from setuptools import Extension, setup

setup(
    packages=[],
    ext_modules=[Extension("server.ws._fast_text", ["server/ws/_fast_text.c"], optional=True)],
)
