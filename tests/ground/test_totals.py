"""The totals that CI reads count every run, and count what did not run as failed."""

from pathlib import Path

from tools.totals import totals


def report(path: Path, *, tests: int, failures: int, errors: int, skipped: int) -> Path:
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    path.write_text(f"<testsuites><testsuite {counts}/></testsuites>")
    return path


def test_reports_are_summed_and_errors_are_failures(tmp_path: Path):
    first = report(tmp_path / "a.xml", tests=10, failures=1, errors=2, skipped=3)
    second = report(tmp_path / "b.xml", tests=5, failures=0, errors=0, skipped=0)

    assert totals([first, second]) == (9, 3)


def test_a_report_that_is_not_there_is_a_failure(tmp_path: Path):
    first = report(tmp_path / "a.xml", tests=1, failures=0, errors=0, skipped=0)

    assert totals([first, tmp_path / "missing.xml"]) == (1, 1)
