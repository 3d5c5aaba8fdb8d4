#!/usr/bin/env python3
"""A private PostgreSQL: an ordinary user's, in a folder of its own, on a Unix socket, no service.

usage: server.py [--replica] COMMAND...
    runs it with LEERPAS_TEST_DATABASE naming such a server's database, LEERPAS_TEST_KEYS_DATABASE
    another one, and LEERPAS_TEST_REPLICA a streaming replica of the first
"""

import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HOUSE = pathlib.Path(__file__).resolve().parents[2]
UNPACKED = HOUSE / 'build/postgresql'  # by script/bootstrap test
BIN = 'usr/lib/postgresql/15/bin'

# A test's server is thrown away: it need not outlive this machine's own fall. Everything else is
# as an installation has it.
SETTINGS = {
    'listen_addresses': '',
    'fsync': 'off',
    'max_connections': '200',
    'timezone': 'UTC',
    'autovacuum_naptime': '5s',
    'max_wal_size': '128MB',
}

ROOM = 4 << 30


def ordinary_user():
    """Who runs the server: never root."""
    me = pwd.getpwuid(os.getuid())
    return me if me.pw_uid else pwd.getpwnam('nobody')


def roomy_folder():
    """Memory, where there is enough of it: nothing here is looked for after a fall."""
    memory = '/dev/shm'
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM:
        return memory
    return None


def become(user):
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)


def programs(folder):
    """The folder of the server's programs, where an ordinary user may run them."""
    if not (UNPACKED / BIN / 'postgres').exists():
        return pathlib.Path('/') / BIN
    if os.getuid() != 0:
        return UNPACKED / BIN
    copy = folder / 'usr'
    if not copy.exists():
        leave_out = shutil.ignore_patterns('bitcode', 'doc', 'locale', 'llvmjit*', 'man')
        shutil.copytree(UNPACKED / 'usr', copy, ignore=leave_out,
                        ignore_dangling_symlinks=True)
    return folder / BIN


class Server:
    """Made by the constructor, runs between start and stop (or within a with block)."""

    @staticmethod
    def enter():
        """What the process does first: go to another machine, in a test of several."""

    def __init__(self, folder, **settings):
        self.folder = pathlib.Path(folder)
        self.folder.chmod(0o755)
        self.user = ordinary_user()
        self.programs = programs(self.folder)
        self.data = self.folder / 'data'
        self.log = open(self.folder / 'log', 'ab')
        self.process = None
        os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self.run('initdb', '--pgdata', self.data, '--data-checksums', '--username', 'leerpas',
                 '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync')
        settings = dict(SETTINGS, unix_socket_directories=str(self.folder), **settings)
        with open(self.data / 'postgresql.conf', 'a', encoding='utf-8') as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def run(self, name, *args, **options):
        subprocess.run([self.programs / name, *args], check=True, stdout=self.log, stderr=self.log,
                       cwd=self.folder, preexec_fn=lambda: become(self.user), **options)

    def make_databases(self, *names):
        self.single_user('postgres', *(f'CREATE DATABASE {name}' for name in names))
        return self

    def single_user(self, database, *commands):
        """While it does not run."""
        text = ''.join(command.replace('\n', ' ') + '\n' for command in commands)
        self.run('postgres', '--single', '-D', self.data, database, input=text.encode())

    def place(self, database='postgres'):
        return f'postgresql:///{database}?host={self.folder}&user=leerpas'

    def start(self):
        self.process = subprocess.Popen(
            [self.programs / 'postgres', '-D', self.data], preexec_fn=self.begin, cwd=self.folder,
            start_new_session=True, stdout=self.log, stderr=self.log)
        for _ in range(600):
            if 'ready' in self.state():
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError('postgres does not start: ' + (self.folder / 'log').read_text())

    def begin(self):
        self.enter()
        become(self.user)

    def state(self):
        try:
            return (self.data / 'postmaster.pid').read_text().splitlines()[7]
        except (OSError, IndexError):
            return ''

    def cpu(self):
        """Seconds of processor time that the server and its processes have used."""
        ticks = 0
        for stat in pathlib.Path('/proc').glob('[0-9]*/stat'):
            try:
                pid, fields = stat.parent.name, stat.read_text().rsplit(')', 1)[1].split()
            except OSError:
                continue
            if str(self.process.pid) in (pid, fields[1]):
                ticks += sum(map(int, fields[11:15] if pid != fields[1] else fields[11:13]))
        return ticks / os.sysconf('SC_CLK_TCK')

    def stop(self, how=signal.SIGINT):
        """SIGINT ends every session, SIGQUIT leaves at once as after a crash."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


class Replica(Server):
    """A streaming replica of a server that does not run yet; start it after that one."""

    def __init__(self, folder, of, **settings):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.user, self.programs = of.user, of.programs
        self.data = self.folder / 'data'
        self.log = open(self.folder / 'log', 'ab')
        self.process = None
        settings = {'primary_conninfo': f'host={of.folder} user=leerpas',
                    'unix_socket_directories': self.folder, **settings}
        shutil.copytree(of.data, self.data)
        (self.data / 'standby.signal').touch()
        with open(self.data / 'postgresql.conf', 'a', encoding='utf-8') as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        for path in (self.folder, self.data, *self.data.rglob('*')):
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        self.data.chmod(0o700)


def main(command):
    with contextlib.ExitStack() as ends:
        folder = pathlib.Path(
            ends.enter_context(tempfile.TemporaryDirectory('', 'leerpas-pg-', roomy_folder())))
        server = Server(folder).make_databases('keys')
        environment = dict(os.environ, LEERPAS_TEST_DATABASE=server.place(),
                           LEERPAS_TEST_KEYS_DATABASE=server.place('keys'))
        replica = None
        if command[0] == '--replica':
            replica, command = Replica(folder / 'replica', server), command[1:]
            environment['LEERPAS_TEST_REPLICA'] = replica.place()
        ends.enter_context(server)
        if replica:
            ends.enter_context(replica)
        status = subprocess.run(command, env=environment).returncode
        if status:
            tail = (server.folder / 'log').read_text().splitlines()[-20:]
            print('# the server says:', *tail, sep='\n# ', file=sys.stderr)
    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
