# 公开：政府信息公开工作平台。不带参数的 make 列出全部目标。

BIN := .venv/bin
PYTHON_DIRS := $(wildcard src config tests tools bench)
REPORTS := build/test-reports
# 并行测试的进程数
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest --ds=config.settings.test -n $(WORKERS) --dist loadfile

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo serve test check lint types imports sizes hosts migrations
.PHONY: test-sqlite test-postgresql bench campaign lock clean

help: ## 列出全部目标
	@echo '用法：make 目标'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  %-16s %s\n", $$1, $$2 }'

setup: ## 建立 .venv，装好运行、开发和测试所需的一切
	@tools/setup.sh dev

setup-run: ## 建立 .venv，只装运行所需的部分（服务器用）
	@tools/setup.sh run

demo: setup-run ## 建好演示机关并启动，结束时打印网址与账号
	$(BIN)/gongkai demo

serve: setup-run ## 启动工作台、门户和后台任务
	$(BIN)/gongkai serve

test: check test-sqlite test-postgresql ## 全部检查，再在 SQLite 和 PostgreSQL 上各跑一遍测试

check: lint types imports sizes hosts migrations ## 静态检查，即下面六项

lint: setup ## 检查写法与格式（ruff）
	$(BIN)/ruff check $(PYTHON_DIRS)
	$(BIN)/ruff format --check $(PYTHON_DIRS)

types: setup ## 检查类型（mypy）
	$(BIN)/mypy

imports: setup ## 检查楼层：低层不引用高层（import-linter）
	$(BIN)/lint-imports

sizes: setup ## 检查文件与函数的长度、文件名
	$(BIN)/python -m tools.size_check

hosts: setup ## 检查有没有写进软件源地址或本机路径
	$(BIN)/python -m tools.leak_check

migrations: setup ## 检查模型与迁移是否一致
	$(BIN)/python -m django makemigrations --settings=config.settings.test --check --dry-run

test-sqlite: setup ## 在 SQLite 上跑测试，含浏览器测试
	env -u DATABASE_URL $(PYTEST) --junitxml=$(REPORTS)/sqlite.xml

test-postgresql: setup ## 在 PostgreSQL 上跑测试，自行启动临时数据库
	$(BIN)/python -m tests.support.postgres -- $(PYTEST) --junitxml=$(REPORTS)/postgresql.xml

bench: setup ## 逐个运行性能测试，每个都打印与目标之比
	set -e; for bench in bench/bench_*.py; do echo "== $$bench"; $(BIN)/python -m "bench.$$(basename "$$bench" .py)"; done

campaign: setup ## 长时间的破坏性测试（断电、模糊测试等），两种数据库
	GONGKAI_CAMPAIGN=1 env -u DATABASE_URL $(BIN)/python -m pytest -m campaign
	GONGKAI_CAMPAIGN=1 $(BIN)/python -m tests.support.postgres -- $(BIN)/python -m pytest -m campaign

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes -q \
	--custom-compile-command "make lock"

lock: ## 按 pyproject.toml 重新锁定依赖（需要 uv）
	$(LOCK) -o requirements/run.txt
	$(LOCK) --group dev -c requirements/run.txt -o requirements/dev.txt

clean: ## 删除 .venv、构建产物和各种缓存（不动 var/ 与 demo/ 里的数据）
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find $(PYTHON_DIRS) -name __pycache__ -type d -prune -exec rm -rf {} +
