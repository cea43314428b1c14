"""The last line of a test run: `N passed, N failed`, summed over the JUnit reports named as arguments."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def totals(reports: list[Path]) -> tuple[int, int]:
    """Passed and failed cases of all reports; an error is a failure, and so is a report that is not there."""
    passed = failed = 0
    for report in reports:
        if not report.is_file():
            failed += 1
            continue
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 written by our own run
            counts = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            broken = counts["failures"] + counts["errors"]
            passed += counts["tests"] - broken - counts["skipped"]
            failed += broken
    return passed, failed


if __name__ == "__main__":
    all_passed, all_failed = totals([Path(name) for name in sys.argv[1:]])
    sys.stdout.write(f"{all_passed} passed, {all_failed} failed\n")
    sys.exit(1 if all_failed or not all_passed else 0)
