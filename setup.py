"""Build the optional C part, which pyproject.toml cannot describe; without a compiler it is left
out."""

from setuptools import Extension, setup

setup(ext_modules=[Extension("server.ws._fast_text", ["server/ws/_fast_text.c"], optional=True)])
