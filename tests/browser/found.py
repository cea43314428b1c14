"""Founds a bureau in a fresh folder through the real acts and prints who signs in."""

from __future__ import annotations

import json
import os
import sys


def main(folder: str) -> None:
    """Make the installation; the settings read the folder from the environment."""
    os.environ["GONGKAI_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    from gongkai.kernel import keys
    from gongkai.portal.publication import bake_all
    from tests.factories import PASSWORD, make_bureau, make_live

    keys.make_keys()
    call_command("migrate", verbosity=0)
    bureau = make_bureau()
    policy = make_live(bureau, "zcwj", title="文川区绿色工厂培育办法")
    bake_all()
    accounts = {role: person.username for role, person in bureau.people.items()}
    print(json.dumps({
        "password": PASSWORD, "accounts": accounts, "organ": bureau.organ.code, "policy": policy.pk,
        "column": bureau.columns["zcwj"].name,
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
