"""The intake campaign: a server killed while citizens send requests; judged after every kill.

`python -m tests.campaigns.intake_kill --kills N --seed S` works on the installation its environment names
(new and empty) and prints a report as JSON; exit code 1 when anything was found amiss.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import secrets
import sys
import time
from pathlib import Path

import django

#: Everything the forked processes need, read once.
READ_ONCE = ("config.wsgi", "config.urls", "tests.campaigns.intake_state")


def main() -> int:
    """Run the rounds; stop at the first that finds something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.setdefault("GONGKAI_SECRET_KEY", secrets.token_urlsafe(50))
    os.environ |= {"GONGKAI_INTAKE_PER_HOUR": "1000000000", "GONGKAI_GATE_DIFFICULTY": "20"}
    django.setup()
    for module in READ_ONCE:
        importlib.import_module(module)
    # All citizens come from one address here, which in life would be stopped.
    importlib.import_module("gongkai.portal.requests.door").DRAFTS_PER_HOUR = 10**9
    rounds = importlib.import_module("tests.campaigns.intake_rounds")
    campaign = rounds.Campaign(Path(os.environ["GONGKAI_DIR"]), arguments.seed)
    began = time.monotonic()
    for number in range(arguments.kills):
        campaign.round(number)
        if campaign.faults:
            break
    report = campaign.report() | {"seconds": round(time.monotonic() - began)}
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 1 if campaign.faults else 0


if __name__ == "__main__":
    sys.exit(main())
