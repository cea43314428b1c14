"""How well official documents are read: over 90 of them in four formats, field by field.

    python -m bench.bench_red_head [--failures] [--formats docx,pdf] [--held-out]

``--held-out`` reads instead the documents that were written before the reader was tried on them. The bar:
at least 95 % of the fields right, and none wrong without being marked for a look.
"""

from __future__ import annotations

import argparse
import statistics

from gongkai.documents.official import FieldKey
from tests.documents.official.corpus.files import CORPUS, FORMATS, office_files
from tests.documents.official.corpus.held_out import HELD_OUT
from tests.documents.official.corpus.scoring import Outcome, Score, score_files

BAR = 0.95


def main() -> None:
    """Make the files, read them, print the figures and the ratio to the bar."""
    options = argparse.ArgumentParser()
    options.add_argument("--failures", action="store_true", help="name every field that is not right")
    options.add_argument("--formats", default=",".join(FORMATS))
    options.add_argument("--held-out", action="store_true", help="the documents the reader was not made with")
    asked = options.parse_args()
    formats = asked.formats.split(",")
    score = score_files(office_files(HELD_OUT if asked.held_out else CORPUS, formats), one_by_one=True)
    for ending in formats:
        _print_format(score, ending)
    for failure in score.failures:
        if asked.failures or failure.outcome is Outcome.SILENTLY_WRONG:
            print(f"  {failure}")
    right = min(score.share(Outcome.RIGHT, ending) for ending in formats)
    print(f"各格式中最低的读对率 {right:.1%}，目标 {BAR:.0%}，比值 {right / BAR:.3f}")
    print(f"读错而没有标明的 {score.many(Outcome.SILENTLY_WRONG)} 项，目标 0")


def _print_format(score: Score, ending: str) -> None:
    right_unsure = score.many(Outcome.UNSURE_RIGHT, ending)
    unsure = right_unsure + score.many(Outcome.UNSURE_WRONG, ending)
    print(f"{ending}：{score.files[ending]} 份，中位用时 {statistics.median(score.seconds[ending]):.2f} 秒")
    print(f"    各项读对 {score.share(Outcome.RIGHT, ending):.1%}")
    print(f"    标明存疑 {unsure} 项，其中值对 {right_unsure} 项")
    print(f"    读错而没有标明 {score.many(Outcome.SILENTLY_WRONG, ending)} 项")
    print(f"    附件目录对 {score.lists[ending, True]} 份，正文对 {score.bodies[ending, True]} 份")
    for key in FieldKey:
        counts = {outcome: score.many(outcome, ending, key) for outcome in Outcome}
        said = "，".join(f"{outcome.value} {number}" for outcome, number in counts.items() if number)
        print(f"    {key.value:<13}{said}")


if __name__ == "__main__":
    main()
