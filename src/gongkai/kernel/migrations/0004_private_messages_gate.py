"""Personal data under a key per case, messages to people, the public door's counters, one more role."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_username_ignores_case'),
    ]

    operations = [
        migrations.CreateModel(
            name='PrivateKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wrapped', models.TextField(blank=True, editable=False)),
                ('created_at', models.DateTimeField(verbose_name='启用时间')),
                ('destroyed_at', models.DateTimeField(blank=True, null=True, verbose_name='销毁时间')),
            ],
        ),
        migrations.CreateModel(
            name='SpentChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AlterField(
            model_name='rolegrant',
            name='role',
            field=models.CharField(choices=[('drafter', '起草人'), ('head', '科室负责人'), ('reviewer', '公开办审核员'), ('office_head', '公开工作机构负责人'), ('signer', '签发人'), ('admin', '机关管理员'), ('security', '安全保密员'), ('auditor', '审计员'), ('authority', '主管部门')], max_length=12, verbose_name='角色'),
        ),
        migrations.CreateModel(
            name='FailureCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=40)),
                ('who', models.CharField(max_length=64)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('locks', models.PositiveIntegerField(default=0)),
                ('last_failed_at', models.DateTimeField(db_index=True)),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('purpose', 'who'), name='failures_once_per_who')],
            },
        ),
        migrations.CreateModel(
            name='RateCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=40)),
                ('who', models.CharField(max_length=64)),
                ('window', models.BigIntegerField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('purpose', 'who', 'window'), name='rate_once_per_window')],
            },
        ),
        migrations.CreateModel(
            name='PrivateFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=32, unique=True)),
                ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
                ('extension', models.CharField(max_length=10, verbose_name='扩展名')),
                ('media_type', models.CharField(max_length=100)),
                ('label', models.CharField(max_length=40, verbose_name='类型')),
                ('digest', models.CharField(max_length=64)),
                ('algorithm', models.CharField(max_length=20)),
                ('sealed_name', models.TextField(blank=True)),
                ('findings', models.JSONField(default=list)),
                ('read_completely', models.BooleanField(default=True, verbose_name='文字全部读出')),
                ('read_note', models.CharField(blank=True, default='', max_length=300)),
                ('stored_at', models.DateTimeField(verbose_name='存入时间')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='清除时间')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='kernel.privatekey')),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='private_file_by_digest')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', '电子邮件'), ('sms', '短信'), ('im', '政务即时通讯')], max_length=10, verbose_name='渠道')),
                ('sealed_address', models.TextField()),
                ('sealed_title', models.TextField()),
                ('sealed_body', models.TextField()),
                ('template', models.CharField(max_length=60, verbose_name='模板')),
                ('subject', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('waiting', '待发送'), ('handed_over', '已交中转，待回执'), ('sent', '已发出'), ('delivered', '已送达'), ('failed', '发送失败')], default='waiting', max_length=12, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('reference', models.CharField(max_length=40, unique=True)),
                ('provider_reference', models.CharField(blank=True, default='', max_length=100, verbose_name='对方编号')),
                ('failure', models.CharField(blank=True, default='', max_length=300, verbose_name='失败原因')),
                ('created_at', models.DateTimeField(verbose_name='登记时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='送达时间')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.organ')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='kernel.privatekey')),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'subject_id', 'id'], name='message_by_subject'), models.Index(fields=['organ', 'state', 'id'], name='message_by_organ')],
            },
        ),
    ]
