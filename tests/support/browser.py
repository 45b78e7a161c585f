"""Says whether a browser starts: ``python -m tests.support.browser``, for the Makefile."""

import sys

from tests.alicebob.support.browsers import why_no_browser

if __name__ == "__main__":
    sys.exit(bool(why_no_browser()))
