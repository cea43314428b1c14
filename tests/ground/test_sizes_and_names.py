"""The source keeps to its sizes and its names, and the check that says so can say no."""

from pathlib import Path

from tools.size_check import findings, long_functions
from tools.tracked import ROOT, tracked_files


def test_the_tree_keeps_to_its_sizes_and_names():
    assert list(findings(tracked_files())) == []


def test_a_long_file_and_an_empty_name_are_found(tmp_path: Path):
    long_file = tmp_path / "long.py"
    long_file.write_text("x = 1\n" * 301)
    named_after_nothing = tmp_path / "utils.py"
    named_after_nothing.write_text("x = 1\n")
    fine = tmp_path / "fine.py"
    fine.write_text("x = 1\n" * 300)

    found = list(findings([long_file, named_after_nothing, fine], root=tmp_path))

    assert [line.split(":")[0] for line in found] == ["long.py", "utils.py"]


def test_tests_and_migrations_may_be_long(tmp_path: Path):
    for folder in ("tests", "migrations"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "long.py").write_text("x = 1\n" * 301)

    assert list(findings(sorted(tmp_path.glob("*/long.py")), root=tmp_path)) == []


def test_a_function_of_forty_one_lines_is_found_and_one_of_forty_is_not():
    forty = "def fits():\n" + "    x = 1\n" * 39
    forty_one = "class Shape:\n    def grows(self):\n" + "        x = 1\n" * 40

    assert list(long_functions(forty)) == []
    assert list(long_functions(forty_one)) == ["2: grows has 41 lines, more than 40"]


def test_every_folder_of_tests_is_a_package():
    """Two test files of one name in different folders would otherwise shadow each other."""
    folders = {
        path.parent for path in tracked_files() if path.suffix == ".py" and (ROOT / "tests") in path.parents
    }

    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").exists()) == []
