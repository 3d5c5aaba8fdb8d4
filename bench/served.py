"""What the benches share: starting a server of ours or nginx on loopback, and asking wrk."""

import contextlib
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "release"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "postgresql")]
import server as postgresql
from ports import free_ports


def figure(name, value, unit):
    print(f"figure {name} {value:.4g} {unit}", flush=True)


def arguments(number=4):
    """[sqlite|postgresql] [SECONDS, or whatever the number says]"""
    engine, *rest = sys.argv[1:] or ["sqlite"]
    if engine not in ("sqlite", "postgresql"):
        engine, rest = "sqlite", [engine]
    return engine, int(rest[0]) if rest else number


@contextlib.contextmanager
def postgresql_server(folder, tables=None):
    """As an installation has it: durable, and with as much memory as SQLite's mapped file gets."""
    pathlib.Path(folder).mkdir()
    pathlib.Path(folder).parent.chmod(0o755)
    server = postgresql.Server(folder, fsync="on", shared_buffers="1GB",
                               max_wal_size="1GB", autovacuum_naptime="1min")
    server.make_databases("content", "keys", "bare")
    for database, text in (tables or {}).items():
        server.single_user(database, text)
    with server:
        yield server


class House:
    """A bench_house with that many people, or a region and that many of them signed in; ends with
    the block. With a server, on PostgreSQL."""

    def __init__(self, folder, people, server=None, region=0):
        self.folder, self.people, self.region = str(folder), people, region
        self.places = [server.place(name) for name in ("content", "keys")] if server else []

    def __enter__(self):
        command = [BUILD / "bench" / "bench_house", self.folder, str(self.people),
                   str(self.region), *self.places]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])
        if self.region:
            _, answers, seconds = self.process.stdout.readline().split()
            self.answers, self.filling = int(answers), float(seconds)
        self.sessions = [self.process.stdout.readline() for _ in range(self.people)]
        self.cookie = "session=" + self.sessions[0].split()[1]
        others = 0 if self.region else self.people - 1
        self.shared = [self.process.stdout.readline().split()[1] for _ in range(others)]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    def cpu(self):
        """Seconds of processor time used so far."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = stat.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_anon(self):
        """Megabytes."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status).group(1)) / 1024


NGINX = """
daemon off; {user} worker_processes 2; pid {folder}/pid; error_log {folder}/error;
events {{ worker_connections 1024; }}
http {{
	access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
	default_type text/html;
	client_body_temp_path {folder}; proxy_temp_path {folder};
	fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
	gzip {gzip}; gzip_comp_level 1; gzip_min_length 1;
	server {{ listen 127.0.0.1:{port}; root {folder}/root; }}
}}
"""


class Nginx:
    """nginx with one page of that content."""

    def __init__(self, folder, page, gzip="off"):
        self.folder, (self.port,) = pathlib.Path(folder), free_ports(1)
        (self.folder / "root").mkdir(parents=True)
        (self.folder / "root" / "page.html").write_bytes(page)
        user = "user root;" if os.getuid() == 0 else ""
        (self.folder / "conf").write_text(
            NGINX.format(folder=folder, port=self.port, gzip=gzip, user=user))

    def __enter__(self):
        command = ["nginx", "-c", str(self.folder / "conf"), "-e", str(self.folder / "error")]
        self.process = subprocess.Popen(command)
        for _ in range(100):
            try:
                get(self.port, "/page.html")
                return self
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise RuntimeError("nginx does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


def get(port, path, headers=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}",
                                     headers={"Host": "localhost"} | (headers or {}))
    with urllib.request.urlopen(request, timeout=10) as reply:
        return reply.read()


def wrk(port, path, seconds, headers=(), script=None):
    """Requests a second; every answer must be 200."""
    command = ["wrk", "-t2", "-c64", f"-d{seconds}s"] + (["-s", script] if script else [])
    for header in headers:
        command += ["-H", header]
    command.append(f"http://127.0.0.1:{port}{path}")
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
