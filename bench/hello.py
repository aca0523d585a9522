"""The smallest typer program: the start-up time that moratrack is measured against."""

import typer


def main(name: str = "world") -> None:
    """Say hello."""
    typer.echo(f"Hello {name}")


if __name__ == "__main__":
    typer.run(main)
