"""`python -m publish build/site --app https://…`: writes the site."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from lessons import LessonError
from publish.site import publish


def main() -> None:
    parser = ArgumentParser(prog="python -m publish", description="Write the course as a site.")
    parser.add_argument("folder", type=Path, help="where it goes; made if it is not there")
    parser.add_argument("--app", default="", help="the address of the full app, if there is one")
    asked = parser.parse_args()
    try:
        publish(asked.folder, asked.app)
    except LessonError as error:
        sys.exit(f"The course is not complete. {error}")


main()
