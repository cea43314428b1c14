"""An edition knows its department, so that a round given up goes back to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0001_initial"),
        ("kernel", "0003_username_ignores_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.department",
            ),
        ),
    ]
