"""Make the server read every frame in one way, so a mutant has to change only that one."""

from mutants.patch import Patch
from server.ws import frame_reader
from server.ws.frame_reader import FrameReader


def read_each_frame() -> None:
    """Read all input frame by frame in ``feed``. This switches off the batched reading of texts."""
    patch = Patch()
    patch.replace(FrameReader, "texts", lambda _self, _data: None)
    patch.replace(frame_reader, "take_texts", lambda _data, at, _limit, _most: ([], at))
