"""What pyproject.toml cannot say: a part in C, left out where there is no compiler."""

from setuptools import Extension, setup

setup(ext_modules=[Extension("server.ws._fast_text", ["server/ws/_fast_text.c"], optional=True)])
