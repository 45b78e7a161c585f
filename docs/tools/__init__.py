"""How the protocol's page is made from its AsyncAPI document (``make docs``)."""
