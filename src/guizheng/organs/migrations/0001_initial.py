"""机关: the first tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("number", models.CharField(max_length=6, unique=True)),
                ("name", models.CharField(max_length=40)),
                (
                    "rank",
                    models.CharField(
                        choices=[("officer", "人民警察"), ("auxiliary", "警务辅助人员")],
                        default="officer",
                        max_length=10,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("demo", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                ("code", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40)),
                ("name_full", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "省级"), ("prefecture", "地级"), ("county", "县级")], max_length=12
                    ),
                ),
                ("since", models.PositiveSmallIntegerField(null=True)),
                ("until", models.PositiveSmallIntegerField(null=True)),
                ("now", models.CharField(db_index=True, max_length=6)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organs.division",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "公安部"),
                            ("province", "省级公安机关"),
                            ("city", "市级公安机关"),
                            ("county", "县级公安机关"),
                            ("hall", "办证大厅"),
                            ("station", "派出所"),
                            ("airport_police", "机场公安"),
                            ("railway_police", "铁路公安"),
                            ("centre", "制证中心"),
                        ],
                        max_length=16,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=24)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("scripts", models.JSONField(default=list)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="organs.authority",
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="organs.division",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Entrustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("document", models.CharField(max_length=120)),
                (
                    "accepting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entrusted_by", to="organs.authority"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entrusts", to="organs.authority"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Jurisdiction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers_for", to="organs.authority"
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="jurisdictions", to="organs.division"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RelyingUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("department", "公安部部门间信息共享与服务平台"),
                            ("company", "全国人口信息社会应用平台"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contract_no", models.CharField(max_length=40)),
                ("contract_since", models.DateField()),
                ("contract_until", models.DateField(null=True)),
                ("purposes", models.JSONField(default=list)),
                ("quota_per_second", models.PositiveIntegerField(default=50)),
                ("offline", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "division",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.division"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.BinaryField(max_length=16, unique=True)),
                ("label", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="organs.relyingunit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(max_length=16)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="organs.authority"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "authority", "post", "since"), name="appointment_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AcceptancePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("published_on", models.DateField(null=True)),
                ("open_from", models.DateField()),
                ("open_until", models.DateField(null=True)),
                ("hours", models.JSONField(default=dict)),
                ("services", models.JSONField(default=list)),
                ("serves", models.JSONField(null=True)),
                (
                    "authority",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="point", to="organs.authority"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["open_from", "open_until"], name="point_by_dates")],
            },
        ),
        migrations.AddIndex(
            model_name="authority",
            index=models.Index(fields=["kind", "division"], name="authority_by_kind"),
        ),
        migrations.AddIndex(
            model_name="entrustment",
            index=models.Index(fields=["home", "accepting", "since"], name="entrustment_by_pair"),
        ),
        migrations.AddConstraint(
            model_name="jurisdiction",
            constraint=models.UniqueConstraint(fields=("division", "since"), name="jurisdiction_once"),
        ),
    ]
