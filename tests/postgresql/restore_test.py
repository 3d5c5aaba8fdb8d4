#!/usr/bin/env python3
"""An older copy of the content comes back, on PostgreSQL: who was erased stays unreadable and
unnamed, in every file of the server. Prints TAP.

restore_test.py LEERPAS
"""

import contextlib
import ctypes
import pathlib
import re
import shutil
import sys
import tempfile
import traceback

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'proxy')]

import place  # noqa: E402
from place import mail  # noqa: E402
sys.path.insert(0, str(HERE))  # tests/mail has a server.py too
del sys.modules['server']
from server import Server  # noqa: E402

QUESTION = 'who.self'
GONE = 'Ik verzamel knoestwilgen en gooi er nooit een weg.'
KEPT = 'Ik bak op zondag brood voor de hele straat.'


def ask(server, *statements):
    """Through libpq itself: there is no psql here."""
    libpq = ctypes.CDLL('libpq.so.5')
    libpq.PQconnectdb.restype = libpq.PQexec.restype = ctypes.c_void_p
    libpq.PQgetvalue.restype = libpq.PQerrorMessage.restype = ctypes.c_char_p
    line = ctypes.c_void_p(libpq.PQconnectdb(server.place().encode()))
    values = []
    for statement in statements:
        result = ctypes.c_void_p(libpq.PQexec(line, statement.encode()))
        assert libpq.PQresultStatus(result) in (1, 2), libpq.PQerrorMessage(line)
        if libpq.PQntuples(result):
            values.append(libpq.PQgetvalue(result, 0, 0).decode())
        libpq.PQclear(result)
    libpq.PQfinish(line)
    return values


class Leerpas(place.Leerpas):
    """The content in one server, the keys in another: as their backups are kept apart."""

    def __init__(self, program, folder, post, content, keys):
        self.places = {'database': content.place(), 'keys_database': keys.place()}
        super().__init__(program, folder, post)

    def write_settings(self, post):
        super().write_settings(post)
        text = self.settings.read_text(encoding='utf-8')
        for name, value in self.places.items():
            text = re.sub(f'(?m)^{name} =.*$', f'{name} = {value}', text, count=1)
        self.settings.write_text(text, encoding='utf-8')


def holding(folder, *texts):
    """Files that hold one of these, in either byte order of two-byte letters too."""
    spellings = [s for text in texts for s in (text.encode(), text.encode('utf-16-le'))]
    return [str(path) for path in pathlib.Path(folder).rglob('*') if path.is_file()
            and any(s in path.read_bytes() for s in spellings)]


def person(w, name, sentence):
    one = place.Person(w.house.url).register(w.post)
    one.get('/account/settings')
    assert one.post('/account/settings', {'name': name}).status == 303
    one.get(f'/passport/questions/{QUESTION}')
    assert one.save(QUESTION, sentence).status == 303
    return one


def older_copy_holds_the_name_and_no_word(w):
    with w.house:
        w.gone = person(w, 'Knoestwilg Verdwenen', GONE)
        w.kept = person(w, 'Broodbakker Blijver', KEPT)
    w.content.stop()
    shutil.copytree(w.content.data, w.copy)
    w.content.start()
    assert holding(w.copy, 'Knoestwilg Verdwenen') and holding(w.copy, w.gone.mail)
    assert not holding(w.copy, GONE, KEPT), 'answers are sealed'


def erased_account_leaves_the_tables(w):
    with w.house:
        account = ('account', 'erase', '--settings', w.house.settings, '--mail', w.gone.mail)
        said = w.house.run(*account)
        code = re.search(r'\b[0-9a-v]{26}\b', said)[0]
        w.house.run(*account, '--confirm', code)
        assert w.gone.sign_in().status == 401
    assert ask(w.content, "SELECT count(*) FROM person WHERE name LIKE 'Knoest%'") == ['0']


def restored_copy_names_nobody_who_was_erased(w):
    w.content.stop()
    shutil.rmtree(w.content.data)
    shutil.copytree(w.copy, w.content.data)
    for path in (w.content.data, *w.content.data.rglob('*')):
        shutil.chown(path, w.content.user.pw_uid, w.content.user.pw_gid)
    w.content.data.chmod(0o700)
    w.content.start()
    assert ask(w.content, "SELECT count(*) FROM person WHERE name LIKE 'Knoest%'") == ['1']
    with w.house:
        assert w.gone.sign_in().status == 401
        assert w.kept.sign_in().status == 303
        assert KEPT in w.kept.get('/passport/read').text
    counts = ask(w.content, "SELECT count(*) FROM person WHERE name LIKE 'Knoest%'",
                 f"SELECT count(*) FROM address WHERE mail = '{w.gone.mail}'",
                 'SELECT count(*) FROM answer', 'SELECT count(*) FROM erased')
    assert counts == ['0', '0', '1', '1'], counts


def no_file_of_the_server_names_them(w):
    """Tables at once; the write-ahead log when the server has let go of it."""
    ask(w.content, 'CHECKPOINT')
    tables = w.content.data / 'base'
    assert not holding(tables, 'Knoestwilg Verdwenen', w.gone.mail, GONE)
    ask(w.content, 'SELECT pg_switch_wal()', 'CHECKPOINT', 'SELECT pg_switch_wal()', 'CHECKPOINT')
    left = holding(w.content.data, 'Knoestwilg Verdwenen', w.gone.mail, GONE)
    left += holding(w.keys.data, 'Knoestwilg Verdwenen', w.gone.mail, GONE)
    assert not left, left
    assert holding(w.content.data, 'Broodbakker Blijver'), 'looking finds what is there'


TESTS = [older_copy_holds_the_name_and_no_word, erased_account_leaves_the_tables,
         restored_copy_names_nobody_who_was_erased, no_file_of_the_server_names_them]


class World:
    def __init__(self, program, folder, ends):
        (folder / 'mail').mkdir()
        self.post = ends.enter_context(mail.Server(folder / 'mail'))
        self.content, self.keys = (self.server(folder / name, ends) for name in ('pg', 'pg-keys'))
        self.copy = folder / 'copy'
        self.house = Leerpas(program, folder / 'house', self.post, self.content, self.keys)

    @staticmethod
    def server(folder, ends):
        folder.mkdir()
        made = Server(folder, wal_recycle='off', min_wal_size='32MB')
        return ends.enter_context(made)


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix='leerpas-restore-') as folder, \
            contextlib.ExitStack() as ends:
        pathlib.Path(folder).chmod(0o755)  # the servers are other users'
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
