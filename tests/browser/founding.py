"""Founding in a folder and telling the browser's tests of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable


def found_in(folder: str, found: Callable[[], dict[str, object]]) -> None:
    """Call it with the settings of that folder and print what came of it as the last line."""
    os.environ["GONGKAI_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    print(json.dumps(found()))
