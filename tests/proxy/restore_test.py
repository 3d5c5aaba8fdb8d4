#!/usr/bin/env python3
"""Backups of an installation in use, and what comes back of them. Prints TAP.

restore_test.py PATH_OF_LEERPAS
"""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import place  # noqa: E402
from place import HOUSE, Leerpas, Person, mail  # noqa: E402

QUESTIONS = ['who.self', 'who.free', 'who.others', 'who.proud', 'who.values', 'who.class']
SCRIPT = HOUSE / 'packaging/leerpas-backup'


class Writer(threading.Thread):
    """Somebody who goes on saving numbers; remembers which were sent and which confirmed."""

    def __init__(self, person, question):
        super().__init__()
        self.person, self.question = person, question
        self.sent = self.confirmed = 0
        self.ended = threading.Event()

    def run(self):
        version = 0
        while not self.ended.is_set():
            self.sent += 1
            got = self.person.save(self.question, f'Antwoord nummer {self.sent}.', version,
                                   headers={'Accept': 'application/json'})
            assert got.status == 200, got.text
            version = int(got.text.split('"version":')[1].split(',')[0].strip('}'))
            self.confirmed = self.sent


def copy_of(person):
    """The same browser, for another thread."""
    other = Person(person.origin)
    other.cookies, other.token, other.mail = dict(person.cookies), person.token, person.mail
    return other


def restored(house, folder, post, content=None, keys=None):
    """Another installation with the same settings and master key, on what backups hold."""
    other = pathlib.Path(folder)
    (other / 'data').mkdir(parents=True, mode=0o700)
    shutil.copy2(house.folder / 'master.key', other / 'master.key')
    for backup in filter(None, (content, keys)):
        for file in pathlib.Path(backup).iterdir():
            shutil.copy2(file, other / 'data' / file.name)
    return Leerpas(house.program, other, post)


def as_visitor_of(house, person):
    other = Person(house.url)
    other.mail = person.mail
    got = other.sign_in()
    return other, got


def numbers_in(text):
    return {int(part.split('.')[0]) for part in text.split('Antwoord nummer ')[1:]}


def check_store(path):
    with sqlite3.connect(f'file:{path}?immutable=1', uri=True) as db:
        assert db.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
        assert db.execute('PRAGMA foreign_key_check').fetchall() == []


def number_of(person, question):
    found = numbers_in(person.get(f'/passport/questions/{question}').text)
    assert len(found) <= 1, found
    return found.pop() if found else 0


def backup_under_writes_holds_what_was_confirmed(w):
    writers = [Writer(copy_of(w.sam), question) for question in QUESTIONS]
    for writer in writers:
        writer.start()
    place.until(lambda: all(writer.confirmed > 3 for writer in writers), 'writing')
    before = [writer.confirmed for writer in writers]
    w.house.run('backup', '--settings', w.house.settings, w.content)
    after = [writer.sent for writer in writers]
    said = w.house.run('backup-keys', '--settings', w.house.settings, w.keys)
    assert '7 days' in said, said
    place.until(lambda: all(w.confirmed > n for w, n in zip(writers, after)), 'more writing')
    for writer in writers:
        writer.ended.set()
        writer.join()
    check_store(w.content / 'leerpas.db')
    check_store(w.keys / 'keys.db')
    with restored(w.house, w.folder / 'second', w.post, w.content, w.keys) as second:
        sam, got = as_visitor_of(second, w.sam)
        assert (got.status, got.headers['Location']) == (303, '/passport'), got.status
        for question, least, most, writer in zip(QUESTIONS, before, after, writers):
            number = number_of(sam, question)
            assert least <= number <= most, (question, least, number, most)
            assert number < writer.confirmed
        assert sam.save('can.good', 'Hier gaat het verder').status == 303
        assert 'Hier gaat het verder' in sam.get('/passport/read').text


def only_the_owner_can_read_a_backup(w):
    for path in (w.content, w.keys):
        assert path.stat().st_mode & 0o777 == 0o700, path
        files = list(path.iterdir())
        assert len(files) == 1, files
        assert files[0].stat().st_mode & 0o777 == 0o600, files


def backup_never_overwrites_and_keeps_the_two_apart(w):
    held = (w.content / 'leerpas.db').read_bytes()
    conflict = 65  # EX_DATAERR
    w.house.run('backup', '--settings', w.house.settings, w.content, want=conflict)
    w.house.run('backup-keys', '--settings', w.house.settings, w.keys, want=conflict)
    said = w.house.run('backup-keys', '--settings', w.house.settings, w.content, want=conflict)
    assert 'apart' in said, said
    w.house.run('backup', '--settings', w.house.settings, w.keys, want=conflict)
    w.house.run('backup', '--settings', w.house.settings, w.house.data, want=conflict)
    assert (w.content / 'leerpas.db').read_bytes() == held
    assert [path.name for path in w.keys.iterdir()] == ['keys.db']


def content_without_keys_opens_nothing(w):
    third = restored(w.house, w.folder / 'third', w.post, w.content)
    for _ in range(2):
        started = place.Process([third.program, 'serve', '--settings', third.settings], third.log)
        assert started.process.wait(place.PATIENCE) != 0
    assert third.log.read_text().count('put back its newest backup (keys.db)') == 2
    shutil.copy2(w.keys / 'keys.db', third.data / 'keys.db')
    with third:
        sam, _ = as_visitor_of(third, w.sam)
        assert 'Antwoord nummer' in sam.get('/passport/read').text
    held = (w.content / 'leerpas.db').read_bytes()
    assert b'Antwoord' not in held and b'nummer' not in held


def another_master_key_does_not_start(w):
    other = restored(w.house, w.folder / 'fourth', w.post, w.content, w.keys)
    os.unlink(other.folder / 'master.key')
    other.run('key', 'make', other.folder / 'master.key')
    started = place.Process([other.program, 'serve', '--settings', other.settings], other.log)
    assert started.process.wait(place.PATIENCE) != 0, other.log.read_text()


def nightly_script_keeps_keys_for_a_week_at_most(w):
    folder = w.folder / 'backups'

    def nightly():
        env = {**os.environ, 'LEERPAS': str(w.house.program)}
        subprocess.run([SCRIPT, w.house.settings, folder], check=True, env=env, capture_output=True)
    nightly()
    day = 24 * 60 * 60
    for kind, ages in (('keys', (1, 5, 6, 8)), ('content', (6, 8, 29, 31))):
        for age in ages:
            old = folder / kind / f'{age}-days-old'
            old.mkdir()
            (old / 'file').touch()
            os.utime(old, (time.time() - age * day,) * 2)
    time.sleep(1.1)  # names have seconds
    nightly()
    for kind, kept in (('keys', {'1', '5'}), ('content', {'6', '8', '29'})):
        names = [path.name for path in (folder / kind).iterdir()]
        assert {n.split('-')[0] for n in names if 'days-old' in n} == kept, names
        assert len(names) == len(kept) + 2, names
    for path in folder.rglob('*.db'):
        check_store(path)
        assert path.stat().st_mode & 0o777 == 0o600


def backup_of_nothing_is_an_error(w):
    empty = Leerpas(w.house.program, w.folder / 'empty', w.post)
    for command in ('backup', 'backup-keys'):
        empty.run(command, '--settings', empty.settings, w.folder / 'none', want=66)
    assert not (w.folder / 'none').exists() and not empty.data.exists()


TESTS = [
    backup_under_writes_holds_what_was_confirmed, only_the_owner_can_read_a_backup,
    backup_never_overwrites_and_keeps_the_two_apart, content_without_keys_opens_nothing,
    another_master_key_does_not_start, nightly_script_keeps_keys_for_a_week_at_most,
    backup_of_nothing_is_an_error,
]


class World:
    def __init__(self, program, folder, ends):
        self.folder = folder
        self.content, self.keys = folder / 'content', folder / 'keys'
        (folder / 'mail').mkdir()
        self.post = ends.enter_context(mail.Server(folder / 'mail'))
        self.house = ends.enter_context(Leerpas(program, folder / 'house', self.post))
        self.sam = Person(self.house.url).register(self.post)


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix='leerpas-restore-') as folder, \
            contextlib.ExitStack() as ends:
        pathlib.Path(folder).chmod(0o755)  # the mail server is another user's
        world = World(sys.argv[1], pathlib.Path(folder), ends)
        for number, test in enumerate(TESTS, 1):
            try:
                test(world)
                print(f'ok {number} - {test.__name__}', flush=True)
            except Exception:
                failed += 1
                for line in traceback.format_exc().splitlines():
                    print('#', line)
                print(f'not ok {number} - {test.__name__}', flush=True)
    print(f'1..{len(TESTS)}')
    return failed > 0


sys.exit(main())
