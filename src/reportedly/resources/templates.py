"""The press's templates, opened from the package and from the desk's own folder."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.types import Templates

if TYPE_CHECKING:
    from jinja2 import Environment

ESCAPED = (".html.j2", ".xml.j2")
"""Templates whose values are escaped; plain text and style sheets are not."""


class JinjaTemplates:
    """Templates filled by Jinja2: strict about names, escaping by what the file is."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def render(self, name: str, /, **values: object) -> str:
        """The template called `name`, filled. Raises BadInput where it is missing, broken or asks for an unknown name."""
        from jinja2 import TemplateError

        try:
            return self._environment.get_template(name).render(**values)
        except TemplateError as error:
            raise BadInput(
                f"the template does not work: {error}",
                where=name,
                remedy="Compare it with the one in the package, or remove your own from the desk's templates folder.",
            ) from error


def templates(folder: Path | None = None) -> Templates:
    """The templates of the press; a file of the same name in `folder` (the desk's own) goes before the package's.

    >>> templates().render("robots.txt.j2", sitemap="https://example.org/sitemap.xml").splitlines()[0]
    'User-agent: *'

    Nothing is read until a template is asked for; a folder that does not exist is as good as none.
    """
    return JinjaTemplates(_environment(folder if folder is not None and folder.is_dir() else None))


@lru_cache(maxsize=8)
def _environment(folder: Path | None) -> Environment:
    """Compiled templates are kept for the process; Jinja2 reads a file again when it has changed."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

    own = [FileSystemLoader(folder)] if folder is not None else []
    shipped = FileSystemLoader(str(files("reportedly").joinpath("press", "templates")))
    return Environment(
        loader=ChoiceLoader([*own, shipped]),
        autoescape=lambda name: name is not None and name.endswith(ESCAPED),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
