"""A real nginx on loopback in front of several servers, with the site's own configuration."""

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import ROOT, free_port

SITE = ROOT / "deploy" / "nginx" / "site.conf"
REMEDY = "nginx is missing. On Debian and its relatives: sudo apt-get install nginx-light"
MAIN = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream app {{
        hash $route consistent;
        {servers}
    }}
    include {folder}/site.conf;
}}
"""


class MissingError(RuntimeError):
    """nginx is not installed; the message says how to get it."""


@contextmanager
def balance(urls: Sequence[str], folder: Path) -> Iterator[str]:
    """Run nginx in front of the servers at `urls`; its own url. It writes into `folder` alone.

    Raises MissingError without nginx, CalledProcessError if the configuration is wrong.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if not program:
        raise MissingError(REMEDY)
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    servers = "\n        ".join(
        f"server {url.removeprefix('http://')} max_fails=1 fail_timeout=5s;" for url in urls
    )
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, servers=servers))
    listen = f"listen 127.0.0.1:{port};"
    (folder / "site.conf").write_text(SITE.read_text().replace("listen 8080;", listen))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t", "-q"], check=True)
    process = subprocess.Popen(command)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait(url: str, process: subprocess.Popen) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"nginx did not answer at {url}")
