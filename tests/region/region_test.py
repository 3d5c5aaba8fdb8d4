#!/usr/bin/env python3
"""Three programs over one PostgreSQL and its replica, each on a machine of its own, nginx in front:
what stays right while they work, and while one after the other is killed. Prints TAP.

region_test.py PATH_OF_LEERPAS
"""

import collections
import contextlib
import email
import http.client
import importlib.util
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'proxy')]

import machines  # noqa: E402
import place  # noqa: E402
from machines import HUB, Machine  # noqa: E402
from place import Leerpas, Nginx, Person, Process, until  # noqa: E402


def module_at(path):
    """Not by its name, which another one has too."""
    spec = importlib.util.spec_from_file_location(path.stem + '_of_' + path.parent.name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


postgresql = module_at(HERE.parent / 'postgresql/server.py')
DATABASE_PORT = 5432
PROGRAMS = 3
LEFT_ALONE = 1  # seconds, by nginx: a server that failed
SIGN_INS = 10  # at once, from one address on one account: LIMIT_SIGN_IN in src/app/limit.c
QUESTIONS = ['who.self', 'who.free', 'who.others', 'who.proud']


def certificate(folder, addresses):
    names = ','.join(f'IP:{address}' for address in addresses)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=database',
                    '-addext', f'subjectAltName={names}', '-keyout', folder / 'key.pem',
                    '-out', folder / 'cert.pem'], check=True, capture_output=True)


class Database:
    """A primary and its replica, each on a machine of its own, reached by TLS alone."""

    def __init__(self, folder):
        self.primary_at, self.replica_at = Machine('primary', 21), Machine('replica', 22)
        (folder / 'primary').mkdir(parents=True)
        folder.chmod(0o755)
        certificate(folder, (self.primary_at.address, self.replica_at.address))
        user = postgresql.ordinary_user()
        shutil.chown(folder / 'key.pem', user.pw_uid, user.pw_gid)
        self.certificate = folder / 'cert.pem'
        tls = {'ssl': 'on', 'ssl_cert_file': folder / 'cert.pem',
               'ssl_key_file': folder / 'key.pem', 'wal_receiver_timeout': '5s'}
        self.primary = postgresql.Server(
            folder / 'primary', listen_addresses=self.primary_at.address, **tls)
        with open(self.primary.data / 'pg_hba.conf', 'a', encoding='utf-8') as rules:
            for what in ('all', 'replication'):
                rules.write(f'hostssl {what} leerpas 10.77.0.0/24 trust\n')
        self.primary.make_databases('keys')
        follow = f'host={self.primary_at.address} user=leerpas sslmode=require'
        self.replica = postgresql.Replica(
            folder / 'replica', self.primary, primary_conninfo=follow,
            listen_addresses=self.replica_at.address)
        self.primary.enter, self.replica.enter = self.primary_at.enter, self.replica_at.enter

    def place(self, machine, database='postgres'):
        return f'postgresql://leerpas@{machine.address}/{database}?sslrootcert={self.certificate}'


class Program(Leerpas):
    """leerpas serve on a machine of its own; all share settings and master key."""

    def __init__(self, program, folder, number, world):
        self.world, self.machine = world, Machine(f'app{number}', 10 + number)
        folder.mkdir()
        if world.master_key.exists():
            shutil.copy2(world.master_key, folder / 'master.key')
        super().__init__(program, folder, world.post, world.url)
        shutil.copy2(folder / 'master.key', world.master_key)

    def write_settings(self, post):
        database = self.world.database
        ours = {
            'public_url': self.world.url, 'listen_address': self.machine.address,
            'listen_port': 8080, 'trusted_proxies': HUB, 'folder': self.data,
            'master_key_file': self.folder / 'master.key', 'language': 'en',
            'database': database.place(database.primary_at),
            'keys_database': database.place(database.primary_at, 'keys'),
            'database_replica': database.place(database.replica_at),
            'smtp_url': f'smtp://{HUB}:{post.port}', 'smtp_tls': 'off',
        }
        self.settings.write_text(place.settings_with(ours), encoding='utf-8')

    def start(self):
        self.process = Process([self.program, 'serve', '--settings', self.settings], self.log,
                               enter=self.machine.enter)
        until(self.answers, f'an answer of {self.machine.name}')
        return self

    def answers(self):
        assert self.process.process.poll() is None, self.log.read_text()
        with contextlib.suppress(OSError):
            return self.ask('/health').status == 200

    def ask(self, path, cookies=None):
        """As the proxy asks."""
        line = http.client.HTTPConnection(self.machine.address, 8080, timeout=place.PATIENCE)
        with contextlib.closing(line):
            line.request('GET', path, headers={
                'Host': self.world.url.split('//')[1],
                'Cookie': '; '.join(f'{n}={v}' for n, v in (cookies or {}).items())})
            got = line.getresponse()
            got.text = got.read().decode()
            return got

    def verify_log(self):
        return subprocess.run([self.program, 'log', 'verify', '--settings', self.settings],
                              preexec_fn=self.machine.enter, check=True, text=True,
                              capture_output=True, timeout=place.PATIENCE).stdout

    def kill(self):
        self.process.stop(signal.SIGKILL)


class Proxy(Nginx):
    """packaging/nginx.conf with three servers, as docs/postgresql.md says."""

    def write(self, example, name, changes):
        servers = ''.join(f'server {p.machine.address}:8080 fail_timeout={LEFT_ALONE}s;\n\t'
                          for p in self.programs)
        tries = '\tproxy_next_upstream error timeout non_idempotent;\n'
        changes = [(old, new) for old, new in changes if old != '127.0.0.1:8080']
        super().write(example, name, changes + [
            ('server 127.0.0.1:8080;\n\t', servers),
            ('\tproxy_http_version 1.1;\n', '\tproxy_http_version 1.1;\n' + tries)])

    def write_config(self, house):
        self.programs = house.programs
        house.port = 0
        super().write_config(house)

    def errors(self):
        return (self.folder / 'error.log').read_text()

    def given_again(self, order):
        """How often a program went away without the answer to it, and the next one was asked."""
        return self.errors().count(f'request: "{order} ')


class World:
    def __init__(self, program, folder, ends):
        folder.chmod(0o755)
        machines.lay_table()
        self.post = machines.MailServer()
        self.post.start()
        self.proxy = Proxy(folder / 'proxy')
        self.url = f'https://localhost:{self.proxy.port}'
        self.database = Database(folder / 'database')
        for one in (self.database.primary, self.database.replica):
            ends.enter_context(one)
        self.master_key = folder / 'master.key'
        self.programs = [Program(program, folder / f'app{i}', i, self)
                         for i in range(1, PROGRAMS + 1)]
        for one in self.programs:
            ends.enter_context(one)
        self.proxy.start(self)
        ends.callback(self.proxy.stop)
        self.faults = []  # (time, what) of every answer that was not as asked
        self.kills = 0
        self.writers = [Writer(self, number) for number in range(len(QUESTIONS))]
        self.newcomer = Newcomer(self)

    def last_words(self):
        return [f'nginx: {line}' for line in self.proxy.errors().splitlines()[-5:]]

    def person(self):
        return Person(self.url, self.proxy.folder / 'cert.pem')


# --- load ---

class Busy:
    """Somebody who goes on from start to stop, and again."""

    def __init__(self, world):
        self.world, self.ended, self.broken = world, threading.Event(), None

    def start(self):
        self.ended.clear()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        try:
            while not self.ended.is_set():
                self.step()
        except Exception:
            self.broken = traceback.format_exc()

    def fault(self, got, kept):
        """Only 503, that says when to come back, with what was sent."""
        what = got.status
        if got.status == 503 and not got.all('Retry-After'):
            what = '503 without Retry-After'
        if got.status == 503 and kept not in got.text:
            what = f'503 without the text: {got.text}'
        self.world.faults.append((time.monotonic(), what))
        time.sleep(0.1)


class Writer(Busy):
    """Saves numbers, by a form or by the script, and looks at once whether they are there."""

    def __init__(self, world, number):
        super().__init__(world)
        self.person = world.person().register(world.post)
        self.path = f'/passport/questions/{QUESTIONS[number]}'
        self.by_script = number % 2
        self.sent = self.confirmed = self.seen = 0
        self.version = 0

    def step(self):
        self.sent = self.confirmed + 1
        text = f'Antwoord nummer {self.sent}.'
        headers = {'Accept': 'application/json'} if self.by_script else None
        got = self.person.post(self.path, {
            'answer': text, 'version': self.version, 'go': 'stay'}, headers=headers)
        if got.status != (200 if self.by_script else 303):
            self.fault(got, '' if self.by_script else text)
            return
        self.confirmed = self.sent
        self.version += 1
        self.look()

    def look(self):
        got = self.person.get(self.path)
        if got.status != 200:
            self.fault(got, '')
            return
        number = int(re.search(r'Antwoord nummer (\d+)\.', got.text)[1])
        assert number == self.confirmed, f'sees {number} after {self.confirmed} was confirmed'
        self.seen += 1


class Newcomer(Busy):
    """Registers one person after the other; each is one job, and one mail."""

    def __init__(self, world):
        super().__init__(world)
        self.confirmed, self.doubtful = set(), set()

    def step(self):
        person = self.world.person()
        person.get('/register')
        got = person.post('/register', {
            'name': 'Kim', 'mail': person.mail, 'password': place.PASSWORD})
        if got.status == 303:
            self.confirmed.add(person.mail)
            time.sleep(0.5)
            return
        self.doubtful.add(person.mail)
        self.fault(got, '')


@contextlib.contextmanager
def load(world):
    """Those who work meanwhile; none may be disappointed but while the database is away."""
    busy = [*world.writers, world.newcomer]
    for one in busy:
        one.start()
    try:
        yield
    finally:
        for one in busy:
            one.ended.set()
        for one in busy:
            one.thread.join()
    for one in busy:
        assert not one.broken, one.broken


def more_is_done(world):
    least = [writer.seen + 3 for writer in world.writers]
    until(lambda: all(one.seen >= n or one.broken for one, n in zip(world.writers, least)),
          'more work')


# --- the tests ---

def a_session_is_good_in_every_program_and_ends_in_all(w):
    sam = w.person().register(w.post)
    for program in w.programs:
        got = program.ask('/passport', sam.cookies)
        assert got.status == 200, (program.machine.name, got.status)
    cookies = dict(sam.cookies)
    sam.get('/account')
    assert sam.post('/sign-out', {}).status == 303
    for program in w.programs:
        assert program.ask('/passport', cookies).status == 303, program.machine.name


def tries_are_counted_together(w):
    sam = w.person().register(w.post)
    sam.cookies = {}
    sam.get('/sign-in')
    before = [p.log.read_text().count('/sign-in') for p in w.programs]
    statuses = [sam.post('/sign-in', {'mail': sam.mail, 'password': f'mis {i}'}).status
                for i in range(SIGN_INS + 2)]
    assert statuses == [401] * SIGN_INS + [200] * 2, statuses  # then a code by mail too
    after = [p.log.read_text().count('/sign-in') for p in w.programs]
    assert all(a > b for a, b in zip(after, before)), 'not all programs were asked'


def a_replica_is_read_and_shows_what_one_wrote(w):
    with load(w):
        more_is_done(w)
        more_is_done(w)
        assert w.database.replica_at.connections(DATABASE_PORT) > 0
    assert not w.faults, w.faults


def a_program_that_is_killed_is_not_missed(w):
    with load(w):
        for program in w.programs:
            more_is_done(w)
            program.kill()
            w.kills += 1
            more_is_done(w)
            program.start()
            time.sleep(LEFT_ALONE + 0.1)
    assert not w.faults, w.faults


def a_replica_that_is_killed_is_not_missed(w):
    with load(w):
        more_is_done(w)
        w.database.replica.stop(signal.SIGQUIT)
        more_is_done(w)
        w.database.replica.start()
        more_is_done(w)
        until(lambda: w.database.replica_at.connections(DATABASE_PORT) > 0, 'a use of the replica')
    assert not w.faults, w.faults


def a_primary_that_is_away_is_waited_for(w):
    for how in (signal.SIGINT, signal.SIGQUIT):
        with load(w):
            more_is_done(w)
            begin = time.monotonic()
            w.database.primary.stop(how)
            until(lambda: len(w.faults) >= 4, 'a word about it')
            time.sleep(1)
            w.database.primary.start()
            end = time.monotonic() + 10
            more_is_done(w)
        assert {what for _, what in w.faults} == {503}, w.faults
        assert all(begin <= at <= end for at, _ in w.faults), (begin, end, w.faults)
        w.faults.clear()


def nothing_confirmed_is_lost_and_every_program_sees_it(w):
    for writer in w.writers:
        for program in w.programs:
            got = program.ask(writer.path, writer.person.cookies)
            number = int(re.search(r'Antwoord nummer (\d+)\.', got.text)[1])
            assert writer.confirmed <= number <= writer.sent, (writer.confirmed, number)


def every_mail_was_sent_once(w):
    """A program that is killed while it sends may send again, under the same Message-ID; an order
    that it did not answer was given again by the proxy, and may be a second mail."""
    def found():
        mails = [email.message_from_bytes(raw) for raw in w.post.inbox(0)]
        return collections.Counter((m['To'], m['Message-ID']) for m in mails)
    confirmed, doubtful = w.newcomer.confirmed, w.newcomer.doubtful
    until(lambda: confirmed <= {to for to, _ in found()}, 'every mail')
    mails = found()
    people = collections.Counter(to for to, _ in mails)
    twice = sum(people[to] - 1 for to in confirmed | doubtful if to in people)
    assert twice <= w.proxy.given_again('POST /register'), 'one order, two mails'
    assert sum(count - 1 for count in mails.values()) <= w.kills * 2, mails.most_common(3)


def the_log_is_one_chain(w):
    def is_sealed():
        return '; 0 wait' in w.programs[0].verify_log()
    until(is_sealed, 'the seal')


TESTS = [a_session_is_good_in_every_program_and_ends_in_all, tries_are_counted_together,
         a_replica_is_read_and_shows_what_one_wrote, a_program_that_is_killed_is_not_missed,
         a_replica_that_is_killed_is_not_missed, a_primary_that_is_away_is_waited_for,
         nothing_confirmed_is_lost_and_every_program_sees_it, every_mail_was_sent_once,
         the_log_is_one_chain]


def main(program):
    failed = 0
    with tempfile.TemporaryDirectory(prefix='leerpas-region-') as folder, \
            contextlib.ExitStack() as ends:
        world = World(program, pathlib.Path(folder), ends)
        for number, test in enumerate(TESTS, 1):
            world.faults.clear()
            try:
                test(world)
                print(f'ok {number} - {test.__name__}', flush=True)
            except Exception:
                failed += 1
                for line in traceback.format_exc().splitlines() + world.last_words():
                    print('#', line)
                print(f'not ok {number} - {test.__name__}', flush=True)
    print(f'1..{len(TESTS)}')
    return failed > 0


if sys.argv[1] == '--inside':
    sys.exit(main(sys.argv[2]))
if not machines.may_make_any():
    print('1..0 # SKIP network namespaces cannot be made here: be root, with iproute2')
    sys.exit()
machines.enter_own_world(__file__, '--inside', *sys.argv[1:])
