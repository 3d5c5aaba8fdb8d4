#!/usr/bin/env python3
"""Moves a demo world to PostgreSQL and back with the program itself: migrate_test.py LEERPAS"""

import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from ports import free_ports
from server import Server

LEERPAS = sys.argv[1]


def check(name, ok, why=''):
    check.count += 1
    check.failed += not ok
    print(f"{'ok' if ok else 'not ok'} {check.count} - {name}" + (f'\n# {why}' if not ok else ''))


check.count = check.failed = 0


def migrate(source, target, store='content'):
    return subprocess.run([LEERPAS, 'migrate', '--from', source, '--to', target, '--store', store],
                          capture_output=True, text=True)


def run_demo(folder, *more):
    """Starts a demo, looks at its front page and the people in it, and ends it."""
    port, = free_ports(1)
    process = subprocess.Popen([LEERPAS, 'demo', '--data', folder, '--port', str(port), *more],
                               stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        with urllib.request.urlopen(f'http://localhost:{port}/demo', timeout=60) as page:
            return page.status == 200
    except OSError:
        return False
    finally:
        process.terminate()
        process.wait(30)


def rows(path):
    """Everything in the file, as SQL; but not how the engine counts."""
    with sqlite3.connect(path) as db:
        return sorted(line for line in db.iterdump() if 'INSERT INTO "ledger"' not in line)


def interrupted(source, target):
    """Kills a move while it copies; True when something was left to do."""
    process = subprocess.Popen([LEERPAS, 'migrate', '--from', source, '--to', target],
                               stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith('answer:'):
            break
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def many_answers(path):
    """So that the copy takes a while."""
    with sqlite3.connect(path) as db:
        person = db.execute('SELECT min(id) FROM person').fetchone()[0]
        db.executemany('INSERT INTO answer VALUES (?, ?, 1, 1, 1, ?)',
                       ((person, f'made.{i:06}', b'body %d' % i) for i in range(5000)))


def change(path, before, after):
    with sqlite3.connect(path) as db:
        assert db.execute('UPDATE person SET language = ? WHERE language = ?',
                          (after, before)).rowcount


def come_back(source, target):
    """Killed on the way, and once with rows that are not what they were."""
    check('killed while it comes back', interrupted(source, f'sqlite:{target}'))
    change(target, 'nl', 'xx')
    wrong = migrate(source, f'sqlite:{target}')
    check('a copy with other rows is refused',
          wrong.returncode == 65 and 'person differs' in wrong.stderr, wrong.stderr)
    change(target, 'xx', 'nl')


def main(folder, server):
    data, back = folder / 'data', folder / 'back'
    back.mkdir()
    check('a demo on SQLite', run_demo(data))
    many_answers(data / 'leerpas.db')
    content, keys = server.place('content'), server.place('keys')
    nothing = folder / 'nothing.db'
    check('a source that is missing is not made',
          migrate(str(nothing), content).returncode and not nothing.exists())
    check('killed while it copies', interrupted(f"sqlite:{data / 'leerpas.db'}", content))
    check('no program starts on half a copy',
          not run_demo(data, '--database', content, '--keys-database', keys))
    done = migrate(f"sqlite:{data / 'leerpas.db'}", content)
    check('it goes on', done.returncode == 0 and 'answer: ' in done.stdout, done.stderr)
    check('and says that all is the same', 'person: ' in done.stdout and 'sha256' in done.stdout)
    check('a place in use is refused', migrate(f"{data / 'leerpas.db'}", content).returncode == 65)
    check('the keys', migrate(f"{data / 'keys.db'}", keys, 'keys').returncode == 0)
    come_back(content, back / 'leerpas.db')
    for name, place, store in (('leerpas', content, 'content'), ('keys', keys, 'keys')):
        moved = migrate(place, f'sqlite:{back}/{name}.db', store)
        check(f'{store} back', moved.returncode == 0, moved.stderr)
        check(f'{store} is what it was', rows(data / f'{name}.db') == rows(back / f'{name}.db'))
    check('a demo on PostgreSQL', run_demo(data, '--database', content, '--keys-database', keys))


if __name__ == '__main__':
    with tempfile.TemporaryDirectory(prefix='leerpas-pg-') as pg, \
            tempfile.TemporaryDirectory() as work, \
            Server(pg).make_databases('content', 'keys') as running:
        main(pathlib.Path(work), running)
    print(f'1..{check.count}')
    sys.exit(check.failed > 0)
