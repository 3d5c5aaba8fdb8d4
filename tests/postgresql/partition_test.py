#!/usr/bin/env python3
"""The tables divided by person as docs/growth.md says, under the real schema and queries.

partition_test.py LEERPAS
"""

import http.cookiejar
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from ports import free_ports
from server import Server

LEERPAS = sys.argv[1]
PAGE = HERE.parent.parent / 'docs/growth.md'
PATH = '/passport/questions/who.self'


def check(name, ok, why=''):
    check.count += 1
    check.failed += not ok
    print(f"{'ok' if ok else 'not ok'} {check.count} - {name}" + (f'\n# {why}' if not ok else ''))


check.count = check.failed = 0


class Demo:
    """The demo world in that database; within the block."""

    def __init__(self, folder, server):
        self.port, = free_ports(1)
        self.url = f'http://localhost:{self.port}'
        self.command = [LEERPAS, 'demo', '--data', folder, '--port', str(self.port), '--size', '60',
                        '--database', server.place(), '--keys-database', server.place('keys')]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        while 'ready' not in self.process.stdout.readline():
            assert self.process.poll() is None
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def get(self, path):
        with self.opener.open(self.url + path, timeout=30) as page:
            text = page.read().decode()
        self.token = re.search(r'name="form_token" value="([^"]+)"', text)[1]
        self.last = text
        return text

    def post(self, path, **fields):
        body = urllib.parse.urlencode({'form_token': self.token, **fields}).encode()
        request = urllib.request.Request(self.url + path, body, {'Origin': self.url})
        with self.opener.open(request, timeout=30) as page:
            return page.read().decode()

    def become_somebody(self):
        """The first of the invented people."""
        text = self.get('/demo')
        form = re.search(r'action="(/demo[^"]*)".*?name="person" value="([^"]+)"', text, re.S)
        self.post(form[1], person=form[2])

    def save(self, text):
        version = re.search(r'name="version" value="(\d+)"', self.get(PATH))[1]
        self.post(PATH, answer=text, version=version, go='stay')


def answers_in(server, folder):
    """Moved to SQLite: every row of every part."""
    path = pathlib.Path(folder) / 'moved.db'
    path.unlink(missing_ok=True)
    done = subprocess.run([LEERPAS, 'migrate', '--from', server.place(), '--to', f'sqlite:{path}'],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(path) as db:
        return db.execute('SELECT person, question, body FROM answer ORDER BY 1, 2').fetchall()


def parts_looked_into(server):
    """Of one person's answers, as the server plans it."""
    server.single_user('postgres', 'EXPLAIN SELECT body FROM answer WHERE person = 7')
    return re.findall(r'Scan.* on answer_(\d+) answer', (server.folder / 'log').read_text())


def main():
    statement = re.search(r'```sql\n(.*?)```', PAGE.read_text(encoding='utf-8'), re.S)[1]
    with tempfile.TemporaryDirectory(prefix='leerpas-parts-') as folder:
        pg = pathlib.Path(folder) / 'pg'
        pg.mkdir()
        pathlib.Path(folder).chmod(0o755)
        server = Server(pg).make_databases('keys')
        data = f'{folder}/data'
        with server:
            with Demo(data, server) as demo:
                demo.become_somebody()
                demo.save('Voor de verdeling geschreven.')
            before = answers_in(server, folder)
        server.single_user('postgres', statement)
        check('a statement looks into one part', len(set(parts_looked_into(server))) == 1,
              (server.folder / 'log').read_text()[-500:])
        with server:
            check('every answer is in some part', answers_in(server, folder) == before)
            with Demo(data, server) as demo:
                demo.become_somebody()
                check('what was written before is read',
                      'Voor de verdeling geschreven.' in demo.get('/passport/read'))
                demo.save('Erna geschreven.')
                check('what is written after is read',
                      'Erna geschreven.' in demo.get('/passport/read'))
            check('no answer came twice', len(answers_in(server, folder)) == len(before))
    print(f'1..{check.count}')
    return check.failed > 0


sys.exit(main())
