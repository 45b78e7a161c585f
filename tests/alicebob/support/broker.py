"""A service that hands each line of a client to all clients, in one order, as a store does."""

import asyncio
import sys

LONGEST_LINE = 8_000_000  # bytes
WRITERS: set[asyncio.StreamWriter] = set()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take in a client; tell it so, and hand on what it sends."""
    WRITERS.add(writer)
    writer.write(b"\n")
    while line := await reader.readline():
        for each in WRITERS:
            each.write(line)
    WRITERS.discard(writer)
    writer.close()


async def main() -> None:
    """Serve for ever, on the port that is given."""
    server = await asyncio.start_server(serve, "localhost", int(sys.argv[1]), limit=LONGEST_LINE)
    print("broker is ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
