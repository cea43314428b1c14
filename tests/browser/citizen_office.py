"""The office behind a citizen's story: founds it in a fresh folder, later answers a request by real acts."""

from __future__ import annotations

import io
import json
import os
import sys


def found() -> dict[str, object]:
    """Make the installation and tell what the browser needs to know."""
    from django.core.management import call_command

    from gongkai.kernel import keys
    from gongkai.portal.publication import bake_all
    from tests.factories import PASSWORD, make_live
    from tests.request_factories import make_office

    keys.make_keys()
    call_command("migrate", verbosity=0)
    office = make_office()
    office.organ.phone, office.organ.office_name = "0631-8000000", "办公室"
    office.organ.save()
    item = make_live(office, "zcwj", title="文川区2025年度技术改造专项资金拨付明细公示")
    bake_all()
    accounts = {role: person.username for role, person in office.people.items()}
    return {
        "password": PASSWORD, "accounts": accounts, "organ": office.organ.code, "policy": item.pk,
        "column": office.columns["zcwj"].name,
    }  # fmt: skip


def answer(number: str) -> dict[str, object]:
    """Confirm the request, give a file, answer it in part, and serve the sealed letter online."""
    from django.utils.timezone import localdate, now

    from gongkai.kernel.models import Person, Role
    from gongkai.requests.acts.confirm import confirm
    from gongkai.requests.acts.deciding import decide
    from gongkai.requests.acts.giving import add_given_file, look_at_given_file
    from gongkai.requests.models import Case
    from tests.factories import Bureau
    from tests.request_factories import open_part, refused_part, served

    case, moment = Case.objects.select_related("organ").get(number=number), now()
    reviewers = list(
        Person.objects.filter(grants__role=Role.REVIEWER, grants__organ=case.organ).order_by("pk")
    )
    signer = Person.objects.get(grants__role=Role.SIGNER, grants__organ=case.organ)
    people = {"reviewer": reviewers[0], "reviewer2": reviewers[1], "signer": signer}
    office = Bureau(case.organ, case.organ, None, None, people)  # type: ignore[arg-type]
    confirm(actor=office.reviewer, case_id=case.pk, confirmed=localdate(moment), now=moment)
    given = add_given_file(
        actor=office.reviewer, case_id=case.pk, name="拨付明细.txt", now=moment,
        stream=io.BytesIO("企业,金额\n甲,100\n".encode()),
    )  # fmt: skip
    look_at_given_file(actor=office.reviewer2, case_id=case.pk, given_id=given.pk, now=moment)
    parts = [open_part(), refused_part()]
    decision = decide(actor=office.reviewer, case_id=case.pk, parts=parts, now=moment)
    letter = served(office, decision.letter, channel="online", on=localdate(moment), now=moment)
    return {"letter": letter.pk, "letter_number": letter.number}


def main(folder: str, what: str, *arguments: str) -> None:
    """Do it in that folder and print what came of it as the last line."""
    os.environ["GONGKAI_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    print(json.dumps({"found": found, "answer": answer}[what](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
