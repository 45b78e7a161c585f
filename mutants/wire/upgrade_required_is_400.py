"""Who comes without a proper Upgrade is told 400, not 426."""

from http import HTTPStatus

from server.ws import handshake


def bend() -> None:
    handshake.UpgradeRequired.status_code = HTTPStatus.BAD_REQUEST
