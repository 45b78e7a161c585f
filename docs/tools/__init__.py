"""The generator of the protocol's page from its AsyncAPI document (``make docs``)."""
