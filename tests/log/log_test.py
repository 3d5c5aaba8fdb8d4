#!/usr/bin/env python3
"""leerpas log: what an operator types, on a log that was tampered with.

    log_test.py LEERPAS
"""
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

LEERPAS = os.path.abspath(sys.argv[1])
ROWS = 3
MANY = 20000  # more than is sealed before the first kill
KILLS = 12
count = failed = 0


def check(name, ok, output=''):
    global count, failed
    count += 1
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {count} - {name}", flush=True)
    if not ok:
        print('# ' + output.replace('\n', '\n# '), flush=True)


def log(settings, *args):
    """Exit status and all that was printed."""
    done = subprocess.run([LEERPAS, 'log', *args, '--settings', settings], timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def sql(folder, *statements):
    with sqlite3.connect(os.path.join(folder, 'leerpas.db'), timeout=60) as db:
        answers = [db.execute(s).fetchone() for s in statements]
    db.close()
    return answers[-1]


def start(folder):
    process = subprocess.Popen([LEERPAS, 'demo', '--data', folder, '--port', '0'],
                               stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def run_while(folder, goes_on):
    """Runs the demo world on that folder until goes_on says False."""
    process = start(folder)
    until = time.monotonic() + 60
    while goes_on() and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


def waiting(folder):
    return sql(folder, 'SELECT count(*) FROM audit_waiting')[0]


def rows(folder):
    """All of them: the demo world's people did something too."""
    return sql(folder, 'SELECT count(*) FROM audit')[0]


def add_rows(folder, count):
    """As acts of nobody in particular leave them."""
    sql(folder,
        'INSERT INTO audit (at, action, result, object, object_id, browser, system) '
        f'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) '
        "SELECT i, 'account.sign_in', 'refused', 'account', '', '', '' FROM n",
        'INSERT OR IGNORE INTO audit_waiting SELECT id FROM audit '
        'WHERE id NOT IN (SELECT audit FROM audit_chain)')


def make_log(folder):
    """Rows, sealed by a program that starts."""
    run_while(folder, lambda: False)
    add_rows(folder, ROWS)
    run_while(folder, lambda: waiting(folder))


def write_settings(work, folder):
    path = os.path.join(work, 'leerpas.conf')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'[data]\nfolder = {folder}\nmaster_key_file = {folder}/master.key\n')
    return path


def check_sound(settings, folder):
    status, key = log(settings, 'key')
    check('log key prints the public key', status == 0 and key.startswith('z6Mk'), key)
    status, out = log(settings, 'verify')
    check('a sound log is found sound', status == 0 and f'{rows(folder)} rows' in out, out)
    seen = re.search(r'--seen (\d+:[0-9a-f]{64})', out)[1]
    status, out = log(settings, 'verify', '--seen', seen)
    check('with its end as it was seen', status == 0, out)
    status, out = log(settings, 'verify', '--seen', f'{rows(folder)}:' + '0' * 64)
    check('not with another end', status == 65 and 'seen' in out, out)
    return key.strip()


def check_tampered(settings, folder, key):
    for keys in ('keys.db', 'master.key'):
        os.remove(os.path.join(folder, keys))
    status, out = log(settings, 'verify', '--key', key)
    check('the public key is enough', status == 0, out)
    other = 'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp'
    status, out = log(settings, 'verify', '--key', other)
    check('another key is not', status == 65 and 'key' in out, out)
    sql(folder, 'UPDATE audit SET at = 9 WHERE id = 2')
    status, out = log(settings, 'verify', '--key', key)
    check('a changed row is named', status == 65 and 'row 2 ' in out, out)
    sql(folder, 'DELETE FROM audit WHERE id = 2')
    status, out = log(settings, 'verify', '--key', key)
    check('a removed row is named', status == 65 and 'row 2 ' in out, out)


def kill_on_the_way(folder):
    """Kills the program once some rows are sealed; how many wait then."""
    before = waiting(folder)
    process = start(folder)
    until = time.monotonic() + 60
    while waiting(folder) == before and time.monotonic() < until:
        time.sleep(0.002)
    process.kill()
    process.communicate()
    return waiting(folder)


def check_killed(settings, folder):
    """Killed again and again while it seals, and with it the lease of its job."""
    stops = []
    for _ in range(KILLS):
        if not waiting(folder):
            add_rows(folder, MANY)
        stops.append(kill_on_the_way(folder))
        sql(folder, "UPDATE job SET run_at = 0, tries = 0 WHERE kind = 'audit.seal'")
        status, out = log(settings, 'verify')
        if status:
            break
    check('killed while it seals: sound all the time', status == 0, out)
    check('and stopped on the way', any(stops), str(stops))
    run_while(folder, lambda: waiting(folder))
    status, out = log(settings, 'verify')
    check('then sealed to the end', status == 0 and f'{rows(folder)} rows' in out, out)


def check_refusals(settings, folder):
    for args in (['verify', '--seen', '3'], ['verify', '--seen', '0:' + '0' * 64],
                 ['verify', '--key', 'nonsense'], ['sing'], []):
        status, out = log(settings, *args)
        check(f"refused: log {' '.join(args)}", status == 65, out)
    os.remove(os.path.join(folder, 'leerpas.db'))
    status, out = log(settings, 'verify')
    check('no installation, and none is made',
          status == 66 and not os.path.exists(os.path.join(folder, 'leerpas.db')), out)


def main():
    work = tempfile.mkdtemp(prefix='leerpas-log-')
    folder = os.path.join(work, 'data')
    try:
        settings = write_settings(work, folder)
        make_log(folder)
        key = check_sound(settings, folder)
        check_killed(settings, folder)
        check_tampered(settings, folder, key)
        check_refusals(settings, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f'1..{count}')
    return failed > 0


sys.exit(main())
