"""The portal's own Jinja environment: autoescaped, strict about names, compiled once per installation."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.timezone import get_default_timezone
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
ASSETS = HERE / "assets"
_KILO = 1024


def minute(moment: datetime) -> str:
    """The local time as the norms want it shown: YYYY-MM-DD HH:MM."""
    return moment.astimezone(get_default_timezone()).isoformat(" ", "minutes")[:16]


def day(moment: datetime | date | None) -> str:
    """The local date as YYYY-MM-DD; empty for None."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = moment.astimezone(get_default_timezone()).date()
    return moment.isoformat()


def size(octets: int) -> str:
    """A file's size in the unit people read it in."""
    if octets < _KILO:
        return f"{octets} B"
    if octets < _KILO * _KILO:
        return f"{octets / _KILO:.0f} KB"
    return f"{octets / _KILO / _KILO:.1f} MB"


def render(name: str, **context: object) -> str:
    """The template's text with these names; a name the context lacks is an error, never an empty spot."""
    return _template(str(settings.GONGKAI_DIR), name).render(context)


def render_markup(name: str, **context: object) -> Markup:
    """The same as a fragment to be set into another template as it stands."""
    return Markup(render(name, **context))  # noqa: S704 - the output of an autoescaped template


def render_page(name: str, **context: object) -> bytes:
    """The same as the bytes of a file."""
    return render(name, **context).encode()


@lru_cache(maxsize=256)
def _template(installation: str, name: str) -> Template:
    return _environment(installation).get_template(f"portal/{name}")


@lru_cache(maxsize=8)
def _environment(installation: str) -> Environment:
    # Compiled templates are code: they lie in the installation's folder, closed to other accounts.
    compiled = Path(installation) / "cache" / "templates"
    compiled.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)),
    )
    environment.filters |= {"minute": minute, "day": day, "size": size}
    environment.globals["asset"] = asset_url
    return environment


@lru_cache(maxsize=1)
def assets() -> dict[str, bytes]:
    """The portal's own stylesheet, script and icon, by file name."""
    return {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.is_file()}


@lru_cache(maxsize=16)
def asset_url(name: str) -> str:
    """The asset's address; its query changes with its content, so that no browser keeps an old one."""
    return f"/static/{name}?v={hashlib.sha256(assets()[name]).hexdigest()[:10]}"


@lru_cache(maxsize=1)
def design_version() -> str:
    """A digest over templates and assets: names what a rebuild rolls out."""
    digest = hashlib.sha256()
    for path in sorted((*TEMPLATES.rglob("*.*"), *ASSETS.iterdir())):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
