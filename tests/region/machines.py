"""Machines on one table: network namespaces that end with the program that made them."""

import ctypes
import os
import socket
import subprocess
import sys
import threading

CLONE_NEWNET = 0x40000000
HUB = '10.77.0.1'
libc = ctypes.CDLL(None, use_errno=True)


def run(*args):
    subprocess.run(args, check=True, capture_output=True, text=True)


def may_make_any():
    """Where this may not be done, the test cannot be run."""
    try:
        return os.getuid() == 0 and subprocess.run(
            ['unshare', '--net', '--mount', 'ip', 'link', 'add', 'leerpas', 'type', 'bridge'],
            capture_output=True).returncode == 0
    except OSError:
        return False


def enter_own_world(*args):
    """Begins this program anew, in a network and with a /run/netns of its own."""
    os.execvp('unshare', ['unshare', '--net', '--mount', '--propagation', 'private', sys.executable,
                          *args])


def lay_table():
    """The hub: where this program, the proxy and the mail server are."""
    os.makedirs('/run/netns', exist_ok=True)
    run('mount', '-t', 'tmpfs', 'leerpas', '/run/netns')
    run('ip', 'link', 'set', 'lo', 'up')
    run('ip', 'link', 'add', 'table', 'type', 'bridge')
    run('ip', 'addr', 'add', f'{HUB}/24', 'dev', 'table')
    run('ip', 'link', 'set', 'table', 'up')


def go_to(namespace):
    if libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), 'setns')


class Machine:
    def __init__(self, name, number):
        self.name, self.address = name, f'10.77.0.{number}'
        run('ip', 'netns', 'add', name)
        run('ip', 'link', 'add', f'to-{name}', 'type', 'veth', 'peer', 'name', 'net', 'netns', name)
        run('ip', 'link', 'set', f'to-{name}', 'master', 'table')
        run('ip', 'link', 'set', f'to-{name}', 'up')
        run('ip', '-n', name, 'addr', 'add', f'{self.address}/24', 'dev', 'net')
        for link in ('lo', 'net'):
            run('ip', '-n', name, 'link', 'set', link, 'up')
        self.namespace = os.open(f'/run/netns/{name}', os.O_RDONLY)

    def enter(self):
        """For a program that begins on this machine."""
        go_to(self.namespace)

    def connections(self, port):
        """How many others have open at that port of this machine."""
        text = subprocess.run(['ip', 'netns', 'exec', self.name, 'cat', '/proc/net/tcp'],
                              check=True, capture_output=True, text=True).stdout
        rows = [line.split() for line in text.splitlines()[1:]]
        return sum(row[1].endswith(f':{port:04X}') and row[3] == '01' for row in rows)


class MailServer(threading.Thread):
    """Takes every mail, by SMTP without anything (RFC 5321)."""

    def __init__(self):
        super().__init__(daemon=True)
        self.messages = []
        self.listener = socket.create_server((HUB, 0))
        self.port = self.listener.getsockname()[1]

    def run(self):
        while True:
            line, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(line,), daemon=True).start()

    def serve(self, line):
        with line, line.makefile('rwb') as file:
            try:
                self.talk(file)
            except OSError:
                pass

    def talk(self, file):
        def say(text):
            file.write(text.encode() + b'\r\n')
            file.flush()
        say('220 hub')
        while command := file.readline().decode().strip().upper():
            if command.startswith('DATA'):
                say('354 go on')
                lines = iter(file.readline, b'.\r\n')
                self.messages.append(b''.join(lines))
            if command.startswith('QUIT'):
                say('221 bye')
                return
            say('250 hub' if command.startswith(('EHLO', 'HELO')) else '250 fine')

    def inbox(self, _count):
        return list(self.messages)
