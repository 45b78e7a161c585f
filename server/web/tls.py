"""TLS: what the server shows of itself, so that https and wss are spoken."""

import ssl


class InvalidCertificate(ValueError):
    """A certificate and a key that cannot be used; the text says why, and the way out."""


def context(certificate: str, key: str) -> ssl.SSLContext:
    """TLS 1.2 or newer with this certificate (and chain) and this key, both files in PEM.

    Raises ``InvalidCertificate`` for files that are missing, unreadable, no PEM, or do not belong
    together.
    """
    for flag, path in (("--tls-cert", certificate), ("--tls-key", key)):
        try:
            with open(path, "rb"):
                pass
        except OSError as error:
            raise InvalidCertificate(
                f"{flag}: cannot read {path!r}: {error.strerror}; give the path of a PEM file."
            ) from None
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.minimum_version = ssl.TLSVersion.TLSv1_2
    found.set_alpn_protocols(["http/1.1"])
    try:
        found.load_cert_chain(certificate, key, password=_nobody_is_asked)
    except (ssl.SSLError, ValueError) as error:
        raise InvalidCertificate(_why_not(error, certificate, key)) from None
    return found


def _nobody_is_asked() -> str:
    """Takes the place of OpenSSL's question at the terminal, where nobody may sit."""
    raise ValueError("encrypted")


def _why_not(error: Exception, certificate: str, key: str) -> str:
    if not isinstance(error, ssl.SSLError):
        return f"--tls-key: {key!r} is encrypted; give the key without its pass phrase."
    if error.reason == "KEY_VALUES_MISMATCH":
        return f"--tls-key: {key!r} is not the key of {certificate!r}; give the two that belong."
    return (
        f"--tls-cert, --tls-key: {certificate!r} and {key!r} are no certificate and key in PEM "
        f"that OpenSSL takes{f' ({error.reason})' if error.reason else ''}; make a new pair."
    )
