#!/bin/sh
# Prepares .venv from the pinned requirements: `setup.sh run` for serving, `setup.sh dev` for work on the code.
# Repeated calls cost nothing: a stamp in .venv holds the hash of everything the environment depends on.
set -eu

mode=${1:-dev}
cd "$(dirname "$0")/.."
root=$(pwd -P)
requirements=requirements/$mode.txt
[ -f "$requirements" ] || { echo "用法：tools/setup.sh run|dev" >&2; exit 2; }

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

# Asks for the thing itself, not for a package name: names change between Debian releases.
missing_packages() {
    python=$(find_python)
    [ -n "$python" ] || echo python3
    "${python:-false}" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    "${python:-false}" -c 'import ctypes.util as u, sys; sys.exit(not u.find_library("magic"))' 2>/dev/null \
        || echo libmagic1
    command -v soffice >/dev/null || echo libreoffice-writer-nogui
    ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || echo fonts-noto-cjk
    [ "$mode" = dev ] || return 0
    [ -x /usr/bin/chromium ] || echo chromium
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || echo postgresql
    command -v pdftotext >/dev/null || echo poppler-utils
}

install_packages() {
    missing=$(missing_packages | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "缺少系统软件包：$missing" >&2
        echo "请先由管理员执行下面这一行，再重新运行本命令：" >&2
        echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $missing" >&2
        exit 1
    fi
    echo "正在安装系统软件包：$missing"
    apt-get update -q </dev/null
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null
    missing=$(missing_packages | tr '\n' ' ')
    [ -z "$missing" ] || { echo "安装之后仍然缺少：$missing" >&2; exit 1; }
}

# The environment holds absolute paths, so a moved clone or another interpreter asks for a new one.
fingerprint() {
    {
        echo "$root"
        .venv/bin/python -c 'import sys; print(sys.version)'
        cat pyproject.toml "requirements/$1.txt"
    } | sha256sum | cut -d ' ' -f 1
}

is_ready() {
    [ -f ".venv/.ready-$1" ] && [ "$(cat ".venv/.ready-$1")" = "$(fingerprint "$1" 2>/dev/null)" ]
}

# An environment that runs and was made here is brought up to date in place; any other is made anew.
make_environment() {
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || ! grep -qF "$root/.venv" .venv/bin/activate; then
        echo "正在建立 Python 环境 .venv"
        "$(find_python)" -m venv --clear .venv
    fi
    rm -f .venv/.ready-run .venv/.ready-dev
    echo "正在安装 Python 依赖（$requirements），首次需要几分钟"
    pip=".venv/bin/python -m pip install -q --no-input --disable-pip-version-check"
    $pip --require-hashes -r "$requirements"
    if [ "$mode" = dev ]; then
        $pip --no-index --no-deps --no-build-isolation -e .
    else
        .venv/bin/python tools/link_project.py
    fi
    fingerprint "$mode" >".venv/.ready-$mode"
}

install_packages
if is_ready dev || is_ready "$mode"; then
    exit 0
fi
make_environment
echo "环境已就绪：.venv"
