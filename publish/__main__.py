"""`python -m publish build/site --app https://…`: writes the site."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from lessons import LessonError
from publish.site import publish


def _address(text: str) -> str:
    """An address on the web, or none; without its scheme a link would lead into the site itself."""
    if text and not text.startswith(("https://", "http://")):
        raise ArgumentTypeError(f"say http:// or https:// too: https://{text}")
    return text


def main() -> None:
    parser = ArgumentParser(prog="python -m publish", description="Write the course as a site.")
    parser.add_argument("folder", type=Path, help="where it goes; made if it is not there")
    parser.add_argument(
        "--app", default="", type=_address, help="the address of the full app, if there is one"
    )
    asked = parser.parse_args()
    try:
        publish(asked.folder, asked.app)
    except LessonError as error:
        sys.exit(f"The course is not complete. {error}")


main()
