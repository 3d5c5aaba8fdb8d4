"""A private exim on the loopback: an ordinary user's, in a folder of its own, no service.

As a program: server.py FOLDER prints where it is and how to log in, as JSON, and stops when its
standard input ends.
"""

import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from ports import free_ports  # noqa: E402

HOUSE = pathlib.Path(__file__).resolve().parents[2]
UNPACKED = HOUSE / 'build/exim4/usr/sbin/exim4'  # by script/bootstrap test
EXIM = UNPACKED if UNPACKED.exists() else pathlib.Path('/usr/sbin/exim4')
PATIENCE = 60  # seconds
USER, PASSWORD = 'leerpas', 'goed geheim %s \\ é'

CONFIG = r'''
primary_hostname = localhost
exim_user = {user}
exim_group = {group}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port} : {tls_port}
tls_on_connect_ports = {tls_port}
deliver_drop_privilege = true
never_users =
host_lookup =
rfc1413_hosts =
acl_smtp_rcpt = check_rcpt
acl_smtp_data = check_data
tls_certificate = {folder}/cert.pem
tls_privatekey = {folder}/key.pem
tls_advertise_hosts = {tls}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
message_size_limit = 200K
keep_environment =
log_selector = +tls_cipher +smtp_protocol_error

begin acl
check_rcpt:
  deny    condition = {need_login}
          !authenticated = *
          message = sign in first
  deny    local_parts = gone
          message = no such mailbox
  defer   local_parts = later
          message = come back later
  accept

check_data:
  deny    condition = ${{if match{{$h_subject:}}{{SPAM}}}}
          message = not wanted
  accept

begin routers
all:
  driver = accept
  transport = inbox

begin transports
inbox:
  driver = appendfile
  directory = {folder}/inbox
  maildir_format
  create_directory
  user = {user}
  group = {group}

begin retry
* * F,1h,1m

begin authenticators
{authenticator}'''

AUTHENTICATORS = {
    'PLAIN': r'''
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{login}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
''',
    'LOGIN': r'''
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = ${{if and{{{{eq{{$auth1}}{{{login}}}}}{{eq{{$auth2}}{{{password}}}}}}}}}
  server_set_id = $auth1
''',
}


def ordinary_user():
    """Who runs the server: never root."""
    me = pwd.getpwuid(os.getuid())
    return me if me.pw_uid else pwd.getpwnam('nobody')


def become(user):
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)


def certificate(folder, name='cert', host='localhost'):
    key = folder / ('key.pem' if name == 'cert' else f'{name}.key')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', f'/CN={host}',
                    '-addext', f'subjectAltName=DNS:{host}',
                    '-keyout', key, '-out', folder / f'{name}.pem'],
                   check=True, capture_output=True)


def quoted(text):
    """As exim's expansion wants a literal."""
    return ''.join('\\' + c if c in '\\${}' else c for c in text)


class Server:
    def __init__(self, folder, tls=True, login=True, mechanism='PLAIN'):
        self.folder = pathlib.Path(folder)
        self.port, self.tls_port = free_ports(2)
        self.process = None
        user = ordinary_user()
        self.folder.chmod(0o755)
        for name in ('spool', 'log', 'inbox'):
            (self.folder / name).mkdir()
        certificate(self.folder)
        shutil.copyfile(EXIM, self.folder / 'exim4')  # where an ordinary user may run it
        (self.folder / 'exim4').chmod(0o755)
        authenticator = AUTHENTICATORS[mechanism].format(
            login=quoted(USER), password=quoted(PASSWORD))
        (self.folder / 'exim.conf').write_text(CONFIG.format(
            folder=self.folder, port=self.port, tls_port=self.tls_port, user=user.pw_name,
            group=user.pw_gid, tls='*' if tls else '', need_login='true' if login else 'false',
            authenticator=authenticator), encoding='utf-8')
        for path in (self.folder, *self.folder.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)

    def names(self, user):
        """An environment in which the user exists that exim was built for: us, by another name."""
        passwd, group = self.folder / 'passwd', self.folder / 'group'
        passwd.write_text(f'Debian-exim:x:{user.pw_uid}:{user.pw_gid}::/:/bin/false\n'
                          f'{user.pw_name}:x:{user.pw_uid}:{user.pw_gid}::/:/bin/false\n')
        group.write_text(f'Debian-exim:x:{user.pw_gid}:\n')
        return os.environ | {'LD_PRELOAD': 'libnss_wrapper.so',
                             'NSS_WRAPPER_PASSWD': str(passwd), 'NSS_WRAPPER_GROUP': str(group)}

    def start(self):
        user = ordinary_user()
        self.process = subprocess.Popen(
            [self.folder / 'exim4', '-C', self.folder / 'exim.conf', '-bdf'],
            preexec_fn=lambda: become(user), start_new_session=True, env=self.names(user),
            stdout=subprocess.DEVNULL, stderr=open(self.folder / 'stderr', 'wb'))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.create_connection(('127.0.0.1', self.port), 1):
                    return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError('exim does not start: ' + (self.folder / 'stderr').read_text())

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
            self.settle()
            try:
                os.killpg(self.process.pid, signal.SIGKILL)  # connections that linger
            except ProcessLookupError:
                pass
            self.process = None

    def settle(self):
        """Waits for deliveries that go on without the daemon: they write into our folder."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.log().count(' <= ') > self.log().count(' Completed'):
            time.sleep(0.05)
        time.sleep(0.05)

    def log(self):
        return (self.folder / 'log/mainlog').read_text(encoding='utf-8', errors='replace')

    def inbox(self, count):
        """The messages that have arrived, as bytes; waits for that many."""
        new = self.folder / 'inbox/new'
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = sorted(new.iterdir()) if new.exists() else []
            if len(found) >= count:
                break
            time.sleep(0.05)
        return [p.read_bytes() for p in found]

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


if __name__ == '__main__':
    with Server(sys.argv[1]) as running:
        print(json.dumps({'port': running.port, 'user': USER, 'password': PASSWORD}), flush=True)
        sys.stdin.read()
