"""Any sequence of publications leaves exactly what a dictionary would hold, and verify agrees."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.release import Artefact, FileSpec, PathCollision, PathObstructed
from tests.release.samples import opened, publish, served

KEYS = st.sampled_from(["item:1", "item:2", "list:a", "home:"])
NAMES = st.sampled_from(["a", "b", "公开"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
FILES = st.dictionaries(PATHS, st.binary(max_size=3), max_size=4)
BATCHES = st.lists(st.dictionaries(KEYS, FILES, max_size=3), max_size=8)


def collides(model: dict[str, dict[str, bytes]]) -> bool:
    """Whether a path has two owners or one path is a directory of another."""
    paths = [path for files in model.values() for path in files]
    is_shared = len(paths) != len(set(paths))
    return is_shared or any(other.startswith(path + "/") for path in paths for other in paths)


@settings(max_examples=150)
@given(BATCHES, st.booleans(), st.booleans())
def test_the_release_equals_a_dictionary_after_every_publication(batches, bulk, prove_content):
    with tempfile.TemporaryDirectory() as directory:
        release = opened(Path(directory))
        model: dict[str, dict[str, bytes]] = {}
        for batch in batches:
            wanted = {**model, **batch}
            artefacts = [
                Artefact(key, tuple(FileSpec(path, content) for path, content in files.items()))
                for key, files in batch.items()
            ]
            try:
                publish(release, *artefacts, bulk=bulk, prove_content=prove_content)
            except (PathCollision, PathObstructed):
                assert collides(wanted)
            else:
                assert not collides(wanted)
                model = wanted
            assert served(release) == {p: c for files in model.values() for p, c in files.items()}
            assert release.verify() == []
            assert set(release.keys()) == {key for key, files in model.items() if files}
            assert list((release.root / "staging").iterdir()) == []
            assert all(any(d.iterdir()) for d in release.www.rglob("*") if d.is_dir())
