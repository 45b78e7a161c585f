"""``python -m server.asyncapi``: write the document to standard output."""

import sys

from server.asyncapi import as_json

sys.stdout.buffer.write(as_json())
