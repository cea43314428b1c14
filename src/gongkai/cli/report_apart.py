"""One report read and checked for a server: a process of its own with bounds, so that a file harms only it.

Started by name, never imported: the question comes as JSON on standard input, the answer goes to standard
output.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.cli.output import FAILED, FINE
from gongkai.cli.report_files import Job
from gongkai.cli.report_reading import Unread, read_report
from gongkai.reports.report import ReadReport

_BOUNDS = {
    "seconds": resource.RLIMIT_CPU,
    "memory": resource.RLIMIT_AS,
    "written": resource.RLIMIT_FSIZE,
}


def main() -> int:
    """Answer the question; always 0, since whatever stands against the file is part of the answer."""
    # Told to stop, it unwinds, so that what it started itself (LibreOffice) is stopped too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(FAILED))
    asked = json.load(sys.stdin)
    for name, bound in _BOUNDS.items():
        resource.setrlimit(bound, (asked[name], asked[name]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer_to(asked), sys.stdout, ensure_ascii=False)
    return FINE


def answer_to(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was read and found, or why the file or the one on the year before could not be read."""
    from gongkai.reports.checks import check
    from gongkai.reports.told import check_json, extract_json

    report = read_report(Job(asked["name"], Path(asked["path"])))
    if isinstance(report, Unread):
        return {"error": report.error}
    answer: dict[str, Any] = {"extract": extract_json(report)}
    previous: ReadReport | None = None
    if asked.get("previous_path"):
        read = read_report(Job(asked["previous_name"], Path(asked["previous_path"])))
        if isinstance(read, Unread):
            answer["previous_error"] = read.error
        else:
            previous = read
    return {**answer, "check": check_json(report, check(report, previous))}


if __name__ == "__main__":
    sys.exit(main())
