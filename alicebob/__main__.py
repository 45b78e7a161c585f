"""``python -m alicebob``: the command ``alicebob``, also where nothing is installed."""

import sys

from alicebob.cli.main import main

sys.exit(main())
