"""Runs a test that is a coroutine in an event loop of its own, with a deadline against hanging."""

import asyncio
import inspect

import pytest

DEADLINE = 20.0  # seconds; only a broken test ever gets there


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**arguments), DEADLINE))
    return True
