#!/usr/bin/env python3
"""A database over a network must show a certificate for its name: tls_test.py LEERPAS

The server listens on 127.0.0.2, which is not this machine's own name for itself: an address that
says nothing about TLS is then checked as any other's.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from ports import free_ports
from server import Server, ordinary_user

LEERPAS = sys.argv[1]
ADDRESS = '127.0.0.2'


def certificate(folder, name, *names):
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', f'/CN={name}',
                    '-addext', f'subjectAltName={",".join(names)}', '-keyout',
                    folder / f'{name}.key', '-out', folder / f'{name}.pem'],
                   check=True, capture_output=True)
    user = ordinary_user()
    shutil.chown(folder / f'{name}.key', user.pw_uid, user.pw_gid)


def migrate(folder, address):
    """What moving an empty house there says; anything that needs the database would do."""
    source = folder / 'empty.db'
    source.touch()
    return subprocess.run([LEERPAS, 'migrate', '--from', f'sqlite:{source}', '--to', address],
                          capture_output=True, text=True, timeout=60)


def serve(folder, setting):
    """A program that cannot start."""
    subprocess.run([LEERPAS, 'key', 'make', folder / 'master.key'], check=True, capture_output=True)
    (folder / 'conf').write_text(f'[data]\nfolder = {folder}/data\n'
                                 f'master_key_file = {folder}/master.key\n{setting}\n')
    return subprocess.run([LEERPAS, 'serve', '--settings', folder / 'conf'], capture_output=True,
                          text=True, timeout=60)


def check(name, ok, why=''):
    check.count += 1
    check.failed += not ok
    print(f"{'ok' if ok else 'not ok'} {check.count} - {name}" + (f'\n# {why}' if not ok else ''))


check.count = check.failed = 0


def main():
    with tempfile.TemporaryDirectory(prefix='leerpas-tls-') as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        (folder / 'pg').mkdir()
        certificate(folder, 'database', f'IP:{ADDRESS}', 'DNS:db.example.test')
        certificate(folder, 'stranger', f'IP:{ADDRESS}')
        port, = free_ports(1)
        server = Server(folder / 'pg', listen_addresses=ADDRESS, port=port, ssl='on',
                        ssl_cert_file=folder / 'database.pem', ssl_key_file=folder / 'database.key')
        with open(server.data / 'pg_hba.conf', 'a', encoding='utf-8') as rules:
            rules.write('hostssl all all 127.0.0.0/8 trust\n')
        at = f'{ADDRESS}:{port}/postgres'
        trust = f'sslrootcert={folder}/database.pem'
        by_name = f'hostaddr={ADDRESS}&port={port}'
        with server:
            for name, address, wrong in (
                    ('not signed by anybody the system knows',
                     f'postgresql://leerpas@{at}', 'certificate verify failed'),
                    ('signed by another one than said',
                     f'postgresql://leerpas@{at}?sslrootcert={folder}/stranger.pem',
                     'certificate verify failed'),
                    ('for another name', f'postgresql://leerpas@other.example.test/postgres'
                     f'?{by_name}&{trust}', 'does not match host name'),
                    ('of its name', f'postgresql://leerpas@db.example.test/postgres'
                     f'?{by_name}&{trust}', None),
                    ('of its address', f'postgresql://leerpas@{at}?{trust}', None)):
                got = migrate(folder, address)
                said = got.stdout + got.stderr
                if wrong:
                    check(f'a certificate {name} is refused',
                          got.returncode != 0 and wrong in said, said)
                else:
                    # The second time the tables are there: what counts is that it was let in.
                    check(f'a certificate {name} is good', 'certificate verify' not in said and
                          'postgresql:' not in said, said)
        with open(server.data / 'postgresql.conf', 'a', encoding='utf-8') as conf:
            conf.write("ssl = 'off'\n")
        with server:
            check('whoever starts is told which setting it is', 'keys_database: ' in serve(
                folder, f'keys_database = postgresql://leerpas@{at}?{trust}').stderr)
            got = migrate(folder, f'postgresql://leerpas@{at}?{trust}')
            check('a server without TLS is refused', got.returncode != 0 and
                  'does not support SSL' in got.stderr, got.stderr)
    print(f'1..{check.count}')
    return check.failed > 0


sys.exit(main())
