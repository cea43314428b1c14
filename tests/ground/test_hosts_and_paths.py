"""No file names a package registry or a path of one machine, and the check that says so can say no."""

from pathlib import Path

import pytest

from tools.leak_check import findings
from tools.tracked import tracked_files


def test_the_tree_names_no_registry_and_no_machine_path():
    assert list(findings(tracked_files())) == []


# With a gap, so that this file passes the check itself.
@pytest.mark.parametrize(
    "text",
    [
        "https://py~pi.org/simple",
        "https://mirrors.~aliyun.com/x",
        "see /wor~k/main",
        "/roo~t/x",
        "/hom~e/li/x",
    ],
)
def test_a_host_or_path_is_found(tmp_path: Path, text: str):
    page = tmp_path / "page.md"
    page.write_text("first\n{}\n".format(text.replace("~", "")))

    assert [line.split(":")[:2] for line in findings([page], root=tmp_path)] == [["page.md", "2"]]


@pytest.mark.parametrize("text", ["https://www.example.gov.cn/work/home/x", "src/work/x", "docs/home/x.md"])
def test_addresses_and_relative_paths_are_left_alone(tmp_path: Path, text: str):
    page = tmp_path / "page.md"
    page.write_text(text)

    assert list(findings([page], root=tmp_path)) == []


@pytest.mark.parametrize("line", ["--extra-index-url x", "-i x", "pkg @ https://example.org/pkg.whl"])
def test_requirements_name_no_index_and_no_address(tmp_path: Path, line: str):
    (tmp_path / "requirements").mkdir()
    pinned = tmp_path / "requirements" / "run.txt"
    pinned.write_text(f"a==1 \\\n    --hash=sha256:00\n{line}\n")

    assert [found.split(":")[:2] for found in findings([pinned], root=tmp_path)] == [
        ["requirements/run.txt", "3"]
    ]
