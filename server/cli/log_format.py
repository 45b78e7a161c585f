"""The two forms of the log: lines for people, and JSON for programs."""

import json
import logging
import time

from server.ws.log_line import LogLine

JSON = "json"
_PEOPLE = "%(asctime)s %(levelname)s %(name)s %(message)s"


class JsonFormatter(logging.Formatter):
    """Writes each record as one JSON object: the time (UTC), the level, and the event with its
    fields, or else a message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line of JSON."""
        whole, milliseconds = divmod(int(record.created * 1000), 1000)
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
        entry: dict[str, object] = {
            "time": f"{moment}.{milliseconds:03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        line = record.msg
        if isinstance(line, LogLine):
            entry |= {"event": line.event, **line.fields}
        else:
            entry["message"] = record.getMessage()
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: value for name, value in entry.items() if value is not None})


def formatter(form: str) -> logging.Formatter:
    """Return the formatter for ``text`` or ``JSON``."""
    return JsonFormatter() if form == JSON else logging.Formatter(_PEOPLE)
