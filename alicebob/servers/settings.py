"""The settings with which the suite starts a server, in the environment of its process."""

OWN = "own"  # the setting of scenarios that stop their server
KEPT = "sqlite_history"  # the setting of scenarios that kill their server and start it again
LIMITED_BY_NAME = "limited_by_name"  # the setting of scenarios that use up the limits of names
FAILING = "failing_nodes"  # the setting of scenarios that end a node, or the store
UNIQUE_AND_FAILING = "failing_nodes_unique"
SPENT = {OWN, KEPT, LIMITED_BY_NAME, FAILING, UNIQUE_AND_FAILING}
"""The settings whose server serves one scenario only."""
LIMITED = {"limited", "strict", "limited_by_address", LIMITED_BY_NAME}  # settings with a rate limit
ANY_RATE = "1000000/s"  # a limit that the suite, whose users have one address, never reaches
SECRET = "only the suite and its servers know this secret"
OPERATOR = "the-suite-may-announce"

SETTINGS: dict[str, dict[str, str]] = {
    "impatient": {"CHAT_HEARTBEAT": "0.25", "CHAT_IDLE_TIMEOUT": "1.25"},
    "small_send_buffer": {"CHAT_SEND_BUFFER": "65536"},
    "large_send_buffer": {"CHAT_SEND_BUFFER": "67108864"},
    "small": {"CHAT_MAX_CONNECTIONS": "3", "CHAT_MAX_PENDING": "20"},
    "short_timeouts": {
        "CHAT_JOIN_TIMEOUT": "0.5",
        "CHAT_TYPING_TIMEOUT": "0.4",
        "CHAT_HANDSHAKE_TIMEOUT": "0.5",
    },
    "unique": {"CHAT_UNIQUE_NAMES": "1"},
    "signed": {"CHAT_AUTH_SECRET": SECRET, "CHAT_LOG_LEVEL": "debug"},
    "announced": {"CHAT_OPERATOR_TOKEN": OPERATOR},
    "forgetful": {"CHAT_HISTORY_LIMIT": "60"},
    "small_history": {"CHAT_HISTORY_BYTES": "1048576"},
    "limited": {
        "CHAT_RATE_LIMIT": "10/s",
        "CHAT_ADDRESS_RATE_LIMIT": ANY_RATE,
        "CHAT_HEARTBEAT": "0.1",
    },
    "strict": {
        "CHAT_RATE_LIMIT": "6/m",
        "CHAT_ADDRESS_RATE_LIMIT": ANY_RATE,
        "CHAT_HEARTBEAT": "0.25",
    },
    "limited_by_address": {
        "CHAT_RATE_LIMIT": "6/h",
        "CHAT_ADDRESS_RATE_LIMIT": "12/h",
        "CHAT_TRUSTED_PROXY": "127.0.0.1,::1",
    },
    LIMITED_BY_NAME: {"CHAT_RATE_LIMIT": "6/h", "CHAT_AUTH_SECRET": SECRET},
    KEPT: {"CHAT_HISTORY": "{folder}/history.sqlite"},
    FAILING: {},
    UNIQUE_AND_FAILING: {"CHAT_UNIQUE_NAMES": "1"},
    OWN: {},
}
"""The environment that a scenario tagged ``@setting.NAME`` adds to a server of its own.

``{folder}`` is a new folder for this server alone. Where a proxy is trusted, the suite plays the
proxy: each user has an address of its own, unless the scenario says otherwise.
"""
