"""``moratrack completion``."""

from __future__ import annotations

from typing import Annotated, Literal

from typer import Argument

from ..completion import script
from ..terminal import write_text


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], Argument(help="The shell that is to complete.")],
) -> int:
    """The script by which a shell completes what is typed."""
    write_text([script(shell)])
    return 0
