"""A real nginx with TLS before the product: the configuration that OPERATING.md gives."""

from __future__ import annotations

import re
import subprocess
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from dashboard.paths import OPERATING
from tests import requirements
from tests.serving import free_port, wait_for

NAME = "oversight.example.cn"
_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


@contextmanager
def proxied(folder: Path, *inside: str) -> Iterator[str]:
    """The product's address behind nginx.

    Args:
        folder: For nginx's files.
        inside: Where it listens, as `http://127.0.0.1:8501`; several are dealt out to readers.
    """
    folder.chmod(0o755)
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(_config(folder, port=port, inside=inside))
    command = [str(requirements.nginx()), "-c", str(config), "-p", str(folder)]
    with subprocess.Popen(command) as process:
        try:
            url = f"https://127.0.0.1:{port}/oversight"
            wait_for(f"{url}/_stcore/health", process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


def _config(folder: Path, *, port: int, inside: Sequence[str]) -> str:
    """The configuration of OPERATING.md, on ports and with a certificate of this test."""
    server, several = re.findall(
        r"```nginx\n(.*?)```", OPERATING.read_text(encoding="utf-8"), re.DOTALL
    )
    certificate, key = _certificate(folder)
    changes = [
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/oversight.pem", str(certificate)),
        ("/etc/ssl/private/oversight.key", str(key)),
        ("http://127.0.0.1:8501", inside[0] if len(inside) == 1 else "http://oversight"),
    ]
    if len(inside) > 1:
        changes += [
            (f"server 127.0.0.1:{8501 + at};", f"server {one.removeprefix('http://')};")
            for at, one in enumerate(inside)
        ]
        server = several + server
    for theirs, ours in changes:
        assert theirs in server, theirs
        server = server.replace(theirs, ours)
    return _AROUND.format(folder=folder, server=server)


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "own.pem", folder / "own.key"
    asked = ["-subj", f"/CN={NAME}", "-days", "2", "-keyout", str(key), "-out", str(certificate)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *asked]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def key_hash(folder: Path) -> str:
    """The hash by which Chromium knows the key of the certificate that `proxied` made there."""
    public = subprocess.run(
        ["openssl", "x509", "-in", str(folder / "own.pem"), "-pubkey", "-noout"],
        check=True,
        capture_output=True,
    )
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-outform", "der"],
        check=True,
        capture_output=True,
        input=public.stdout,
    )
    return b64encode(sha256(der.stdout).digest()).decode()
