"""A whole place on the loopback: mail, Leerpas, nginx or Caddy with the files in packaging/."""

import email
import email.policy
import http.client
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse

HOUSE = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE / 'tests'), str(HOUSE / 'tests/mail')]

import server as mail  # noqa: E402
from ports import free_ports  # noqa: E402

EXAMPLE = 'leerpas.example.org'
NGINX = HOUSE / 'build/nginx/usr/sbin/nginx'  # unpacked by script/bootstrap test
CADDY = HOUSE / 'build/caddy/usr/bin/caddy'
PATIENCE = 30
PASSWORD = 'vier losse gele woorden'


def until(happens, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := happens():
            return found
        time.sleep(0.05)
    raise AssertionError(f'{what} does not happen')


def answers_at(port):
    try:
        with socket.create_connection(('127.0.0.1', port), 1):
            return True
    except OSError:
        return False


class Process:
    """A program of ours: what it says is kept, it ends when we do."""

    def __init__(self, args, log, env=None, enter=None):
        self.log = log
        self.process = subprocess.Popen([str(a) for a in args], stdin=subprocess.DEVNULL,
                                        stdout=open(log, 'ab'), stderr=subprocess.STDOUT, env=env,
                                        preexec_fn=enter)

    def answers(self, port):
        def up_or_ended():
            assert self.process.poll() is None, self.log.read_text()
            return answers_at(port)
        until(up_or_ended, f'an answer at port {port}')

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def settings_with(ours):
    """The example file; of a name that stands in several sections, the first is meant."""
    text = (HOUSE / 'packaging/leerpas.conf').read_text(encoding='utf-8')
    for name, value in ours.items():
        text, count = re.subn(f'(?m)^{name} =.*$', lambda _: f'{name} = {value}', text, count=1)
        assert count == 1, name
    return text


class Leerpas:
    """leerpas serve with a settings file of its own."""

    def __init__(self, program, folder, post, public_url=None, data=None):
        self.program, self.folder = program, pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.port = free_ports(1)[0]
        self.data = pathlib.Path(data or self.folder / 'data')
        self.log = self.folder / 'leerpas.log'
        self.settings = self.folder / 'leerpas.conf'
        self.url = public_url or f'http://localhost:{self.port}'
        (self.folder / 'smtp.password').write_text(mail.PASSWORD + '\n', encoding='utf-8')
        self.write_settings(post)
        if not (self.folder / 'master.key').exists():
            self.run('key', 'make', self.folder / 'master.key')

    def write_settings(self, post):
        """The example file, line by line, with what differs here."""
        ours = {
            'public_url': self.url, 'listen_port': self.port, 'folder': self.data,
            'master_key_file': self.folder / 'master.key',
            'smtp_url': f'smtp://localhost:{post.port}', 'smtp_user': mail.USER,
            'smtp_password_file': self.folder / 'smtp.password',
            'smtp_ca_file': post.folder / 'cert.pem', 'language': 'en',
        }
        self.settings.write_text(settings_with(ours), encoding='utf-8')

    def run(self, *args, want=0):
        done = subprocess.run([self.program, *map(str, args)], capture_output=True, text=True,
                              timeout=PATIENCE)
        assert done.returncode == want, (args, done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def start(self):
        self.process = Process([self.program, 'serve', '--settings', self.settings], self.log)
        self.process.answers(self.port)
        return self

    def stop(self):
        status = self.process.stop()
        assert status == 0, f'it ended with {status}: {self.log.read_text()}'

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process.process.poll() is None:
            self.stop()


class Proxy:
    """What both have: a certificate for localhost, two ports, an example with our values."""

    process = None

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.plain_port, self.port = free_ports(2)
        mail.certificate(self.folder)

    def write(self, example, name, changes):
        text = (HOUSE / 'packaging' / example).read_text(encoding='utf-8')
        for old, new in changes:
            assert old in text, f'{example} has no {old}'
            text = text.replace(old, new)
        (self.folder / name).write_text(text, encoding='utf-8')

    def start(self, house):
        self.write_config(house)
        self.process = Process(self.command, self.folder / 'log', self.env)
        self.process.answers(self.port)
        return self

    def stop(self):
        if self.process:
            self.process.stop()


class Nginx(Proxy):
    name = 'nginx'
    env = None
    chunked_status = 303  # it gives every body a length
    mended = {
        'chunks', 'a body of a get', 'another host', 'bare lf', 'bare lf behind one header',
        'bare lf behind the request line', 'bare lf at the end', 'cr cr lf',
        'a header without a colon', 'two blanks before the target', 'two blanks behind the target',
        'a blank behind the version', 'a fragment', 'another host in the target',
        'a method unknown', 'http 1.2', 'two cookies', 'two origins', 'an expectation unknown'}
    ours_below = 1 << 20  # client_max_body_size
    leads_to_443 = False

    # Around the example: what Debian's nginx.conf says too, where it matters.
    AROUND = '''daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	access_log {folder}/access.log;
	sendfile on;
	gzip on;
	include {folder}/leerpas;
}}
'''

    def write_config(self, house):
        self.write('nginx.conf', 'leerpas', [
            ('[::]:80;', f'[::1]:{self.plain_port};'), ('[::]:443 ', f'[::1]:{self.port} '),
            ('listen 80;', f'listen {self.plain_port};'), ('listen 443 ', f'listen {self.port} '),
            ('127.0.0.1:8080', f'127.0.0.1:{house.port}'), ('/var/www/html', f'{self.folder}/www'),
            (f'Host {EXAMPLE}', f'Host localhost:{self.port}'),
            (f'https://{EXAMPLE}', f'https://localhost:{self.port}'),
            (f'/etc/letsencrypt/live/{EXAMPLE}/fullchain.pem', f'{self.folder}/cert.pem'),
            (f'/etc/letsencrypt/live/{EXAMPLE}/privkey.pem', f'{self.folder}/key.pem'),
            (EXAMPLE, 'localhost')])
        user = 'user root;' if os.getuid() == 0 else ''
        (self.folder / 'nginx.conf').write_text(self.AROUND.format(folder=self.folder, user=user))
        self.command = [NGINX, '-p', self.folder, '-e', self.folder / 'error.log',
                        '-c', self.folder / 'nginx.conf']


class Caddy(Proxy):
    name = 'caddy'
    chunked_status = 411  # it passes on what has no length
    mended = {
        'the same length twice', 'an empty length', 'length and chunks', 'chunks and length',
        'chunks', 'an encoding behind a tab', 'a body of a get', 'another host', 'folding',
        'folding with a tab', 'folding into a length', 'folding of a host', 'bare lf',
        'bare lf behind one header', 'bare lf behind the request line', 'bare lf at the end',
        'a header without a name', 'a fragment', 'an asterisk', 'an authority',
        'another host in the target', 'a method in small letters', 'a method unknown', 'trace',
        'http 1.2', 'http 2', 'two cookies', 'two origins'}
    ours_below = 16 << 20
    leads_to_443 = True  # whatever https_port is

    def write_config(self, house):
        self.write('Caddyfile', 'Caddyfile', [
            ('{\n\tservers {', '{\n\tadmin off\n\tauto_https disable_certs\n'
             f'\thttp_port {self.plain_port}\n\thttps_port {self.port}\n\tservers {{'),
            (f'\n{EXAMPLE} {{',
             f'\nlocalhost {{\n\ttls {self.folder}/cert.pem {self.folder}/key.pem'),
            ('127.0.0.1:8080', f'127.0.0.1:{house.port}'),
            (f'Host {EXAMPLE}', f'Host localhost:{self.port}')])
        self.env = {**os.environ, 'HOME': str(self.folder), 'XDG_DATA_HOME': str(self.folder),
                    'XDG_CONFIG_HOME': str(self.folder)}
        self.command = [CADDY, 'run', '--config', self.folder / 'Caddyfile',
                        '--adapter', 'caddyfile']


class Answer:
    def __init__(self, got):
        self.status, self.headers, self.body = got.status, got.headers, got.read()
        self.text = self.body.decode('utf-8', 'replace')

    def all(self, name):
        return self.headers.get_all(name) or []


class Person:
    """A browser: keeps cookies and the form token, follows no redirect by itself."""

    def __init__(self, url, ca=None, source=None):
        at = urllib.parse.urlsplit(url)
        self.origin, self.host, self.port = url, at.hostname, at.port
        self.source = (source, 0) if source else None
        self.tls = ssl.create_default_context(cafile=ca) if at.scheme == 'https' else None
        self.cookies, self.token, self.set_cookies = {}, '', []
        self.mail = f'person{time.monotonic_ns()}@example.test'

    def connect(self):
        if self.tls:
            return http.client.HTTPSConnection(self.host, self.port, context=self.tls,
                                               timeout=PATIENCE, source_address=self.source)
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)

    def ask(self, method, path, body=None, headers=None, **more):
        line = self.connect()
        try:
            sent = {'Accept-Language': 'en', 'Origin': self.origin,
                    'Host': f'{self.host}:{self.port}',
                    'Cookie': '; '.join(f'{n}={v}' for n, v in self.cookies.items()),
                    **(headers or {})}
            line.request(method, path, body, {n: v for n, v in sent.items() if v}, **more)
            answer = Answer(line.getresponse())
        finally:
            line.close()
        self.remember(answer)
        return answer

    def remember(self, answer):
        for cookie in answer.all('Set-Cookie'):
            self.set_cookies.append(cookie)
            name, value = cookie.split(';')[0].split('=', 1)
            self.cookies.pop(name, None)
            if 'Max-Age=0' not in cookie:
                self.cookies[name] = value
        if found := re.search(r'name="form_token" value="([^"]+)"', answer.text):
            self.token = found[1]

    def get(self, path, **more):
        return self.ask('GET', path, **more)

    def form(self, fields):
        return urllib.parse.urlencode({'form_token': self.token, **fields})

    def post(self, path, fields, headers=None, **more):
        kind = {'Content-Type': 'application/x-www-form-urlencoded'}
        return self.ask('POST', path, self.form(fields), {**kind, **(headers or {})}, **more)

    def register(self, post):
        self.get('/register')
        got = self.post('/register', {'name': 'Sam', 'mail': self.mail, 'password': PASSWORD})
        assert got.status == 303, (got.status, got.text)
        self.get('/register/confirm')
        got = self.post('/register/confirm', {'code': self.mailed_code(post)})
        assert got.status == 303, (got.status, got.text)
        self.get('/passport/route/at-school')
        for choice, option in (('at-school', 'yes'), ('going-to', 'mbo')):
            got = self.post(f'/passport/route/{choice}', {'choice': option})
            assert got.status == 303, (got.status, got.text)
        return self

    def mailed_code(self, post):
        def letter():
            all_of_them = (email.message_from_bytes(raw, policy=email.policy.default)
                           for raw in post.inbox(0))
            return next((m for m in all_of_them if m['To'] == self.mail), None)
        text = until(letter, 'a letter').get_body('plain').get_content()
        return re.search(r'\n    (\S.*)\n', text)[1]

    def sign_in(self):
        self.cookies = {}
        self.get('/sign-in')
        return self.post('/sign-in', {'mail': self.mail, 'password': PASSWORD})

    def save(self, question, text, version=0, **more):
        return self.post(f'/passport/questions/{question}',
                         {'answer': text, 'version': version, 'go': 'next'}, **more)
