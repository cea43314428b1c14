"""Lists by publication for one organ and for many; old stock, and what is unpublished, by itself."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0002_edition_department"),
        ("kernel", "0003_username_ignores_case"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="item",
            name="item_by_publication",
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["organ", "-published_at", "-id"], name="item_by_publication"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["-published_at", "-id"], name="item_by_publication_anywhere"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("is_legacy", True)), fields=["-id"], name="item_by_legacy"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("public_state", "none")),
                fields=["organ", "formed_on", "id"],
                name="item_by_formation",
            ),
        ),
    ]
