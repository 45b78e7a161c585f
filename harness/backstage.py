"""What is done to the server itself: it is stopped, killed, started again, and looked at."""

from harness.stage import Stage

EXIT_PROMISED = 5.0  # seconds that a server may take to stop (PROTOCOL, promise 8)


def stop(stage: Stage) -> None:
    """Tells the server, which was started here, to stop."""
    if stage.theatre.process is None:
        raise LookupError("only a server that the suite started can be stopped by it")
    stage.server_was_stopped = True
    stage.theatre.process.terminate()


def kill(stage: Stage) -> None:
    """Ends the server, which was started here, without any warning."""
    if stage.theatre.process is None:
        raise LookupError("only a server that the suite started can be killed by it")
    stage.server_was_stopped = True
    present = stage.present()
    stage.theatre.process.kill()
    for user in present:
        user.wait_for_end()


def start_again(stage: Stage) -> None:
    """Starts it again, where it was. If it keeps nothing, it has forgotten what was said."""
    stage.start_again(stage.theatre)
    if not stage.theatre.keeps_history:
        stage.theatre.house.remembers_from = len(stage.journal.entries)
    stage.server_was_stopped = False


def expect_answering(stage: Stage) -> None:
    """The server takes connections."""
    try:
        stage.theatre.address.connect(stage.patience).close()
    except OSError as error:
        stage.fail("The server is not running.", "it takes connections", str(error))


def expect_exit(stage: Stage, code: int) -> None:
    """The server, started here, ends by itself with ``code``."""
    process = stage.theatre.process
    ended = process.wait(EXIT_PROMISED + stage.patience) if process is not None else None
    if ended != code:
        actual = "it is still running" if ended is None else f"exit code {ended}"
        stage.fail("The server did not end well.", f"exit code {code}", actual)
