#!/usr/bin/env python3
"""Sends mail through the mail room to a real server and looks at what arrives: smtp_test.py POST"""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import server  # noqa: E402
from server import PASSWORD, USER  # noqa: E402

POST = sys.argv[1]
SUBJECT = 'Καλημέρα 🐘 je code, en dan nog wat meer tekst zodat de regel gevouwen moet worden'
TEXT = 'Hallo Zoë,\n\n.een punt vooraan\nFrom het begin\n\nΕλληνικά 🐘 = 100 %\n'
HTML = '<p>' + ''.join(f'woord {i:03} ' for i in range(300)) + '€</p>\n'


def post(*args):
    """What the driver says, and how it ended."""
    done = subprocess.run([POST, *map(str, args)], capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.stdout.strip()


def send(srv, security='starttls', ca=None, user=USER, password=PASSWORD, to='eva@example.test',
         subject=SUBJECT, port=None):
    ca = ca or srv.folder / 'cert.pem'
    return post('send', port or srv.port, security, ca, user, password, to, subject)


def run(srv, ahead, *more):
    ca = srv.folder / 'cert.pem'
    return post('run', srv.folder / 'data', srv.port, ca, USER, PASSWORD, ahead, *more)


def put(srv, to='eva@example.test'):
    (srv.folder / 'data').mkdir(exist_ok=True)
    assert post('put', srv.folder / 'data', to) == 'ok'


def read(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def message_arrives_as_it_was_written(srv):
    assert send(srv) == 'ok'
    raw = srv.inbox(1)[0]
    m = read(raw)
    assert m['Subject'] == SUBJECT, m['Subject']
    assert m['Message-ID'] == '<once@leerpas.example.test>'
    assert m['Date'] == 'Sun, 22 Nov 2026 12:31:05 +0000', m['Date']
    assert m['From'].addresses[0].display_name == 'Leerpas €'
    assert m['From'].addresses[0].addr_spec == 'no-reply@example.test'
    assert [str(a) for a in m['To'].addresses] == ['eva@example.test']
    assert m['Reply-To'] == 'mentor@example.test'
    assert m['Auto-Submitted'] == 'auto-generated'
    assert m['List-Unsubscribe'] == '<https://example.test/off#x>'
    assert m['Content-Language'] == 'nl'
    assert m['MIME-Version'] == '1.0'
    assert not m.defects and not any(p.defects for p in m.walk())
    assert m.get_content_type() == 'multipart/alternative'
    parts = list(m.iter_parts())
    assert [p.get_content_type() for p in parts] == ['text/plain', 'text/html']
    assert parts[0].get_content() == TEXT, repr(parts[0].get_content())
    assert parts[1].get_content() == HTML
    assert all(byte < 128 for byte in raw), 'seven bits only'
    assert max(map(len, raw.split(b'\n'))) <= 100, 'lines are folded'


def connection_is_encrypted_and_signed_in(srv):
    assert send(srv) == 'ok'
    srv.inbox(1)
    line = next(line for line in srv.log().splitlines() if ' <= ' in line)
    assert 'P=esmtpsa' in line and 'X=TLS1.' in line and f'A=plain:{USER}' in line, line
    assert '(leerpas.example.test)' in line, 'our name is said'


def sign_in_by_login_works(srv):
    assert send(srv) == 'ok'
    srv.inbox(1)
    assert f'A=login:{USER}' in srv.log()


def connection_encrypted_from_the_start_works(srv):
    assert send(srv, 'tls', port=srv.tls_port) == 'ok'
    assert send(srv, 'tls').startswith('unavailable '), 'a port that speaks first'
    srv.inbox(1)
    assert 'P=esmtpsa' in srv.log()


def server_that_says_nothing_is_left_in_time(srv):
    with socket.create_server(('127.0.0.1', 0)) as silent:
        assert send(srv, port=silent.getsockname()[1]).startswith('unavailable ')


def wrong_password_is_refused_for_now(srv):
    said = send(srv, password='fout')
    assert said.startswith('unavailable ') and '535' in said, said
    assert srv.inbox(0) == []


def certificate_of_another_authority_is_refused(srv):
    server.certificate(srv.folder, 'other')
    assert send(srv, ca=srv.folder / 'other.pem').startswith('unavailable ')
    assert send(srv, ca='-').startswith('unavailable ')
    assert srv.inbox(0) == [] and 'A=plain' not in srv.log()


def certificate_for_another_name_is_refused(srv):
    srv.stop()
    server.certificate(srv.folder, host='elsewhere.test')
    os.chown(srv.folder / 'key.pem', server.ordinary_user().pw_uid, -1)
    srv.start()
    assert send(srv).startswith('unavailable ')
    assert srv.inbox(0) == []


def server_without_starttls_gets_nothing(srv):
    assert send(srv).startswith('unavailable ')
    assert send(srv, user='-', password='-').startswith('unavailable ')
    assert srv.inbox(0) == []
    assert send(srv, 'plain', user='-', password='-') == 'ok', 'when it is allowed'
    assert send(srv, 'plain').startswith('invalid '), 'a password never goes in clear'


def refusals_are_told_apart(srv):
    assert send(srv, to='gone@example.test').startswith('invalid ')
    assert send(srv, subject='SPAM').startswith('invalid ')
    assert send(srv, to='later@example.test').startswith('unavailable ')


def header_injection_arrives_as_text(srv):
    evil = 'Hello\r\nBcc: everyone@example.test\r\n\r\nbody'
    assert send(srv, subject=evil) == 'ok'
    m = read(srv.inbox(1)[0])
    assert m['Bcc'] is None
    assert len(srv.inbox(1)) == 1
    assert m.get_content_type() == 'multipart/alternative'


def letter_waits_until_the_server_is_up(srv):
    srv.stop()
    put(srv)
    assert run(srv, 0) == '1 ok'
    assert run(srv, 0) == '0 ok', 'not at once again'
    srv.start()
    assert run(srv, 20) == '1 ok'
    assert read(srv.inbox(1)[0])['Subject'] == 'Een brief'
    assert run(srv, 10 ** 6) == '0 ok'
    assert len(srv.inbox(1)) == 1


def letter_is_sent_again_after_a_kill(srv):
    put(srv)
    assert run(srv, 0, 'die') == '', 'killed'
    assert len(srv.inbox(1)) == 1
    assert run(srv, 0) == '0 ok', 'leased'
    assert run(srv, 300) == '1 ok'
    first, second = map(read, srv.inbox(2))
    assert first['Message-ID'] == second['Message-ID']
    assert first['Message-ID'].endswith('@leerpas.example.test>')
    assert first['Date'] == second['Date']
    assert run(srv, 10 ** 6) == '0 ok'


def letter_that_is_refused_is_not_tried_again(srv):
    put(srv, 'gone@example.test')
    assert run(srv, 0) == '1 ok'
    assert run(srv, 10 ** 6) == '0 ok'
    assert 'rejected RCPT' in srv.log()
    for name in os.listdir(srv.folder / 'data'):
        held = (srv.folder / 'data' / name).read_bytes()
        assert b'gone@' not in held and 'Zoë'.encode() not in held, name


TESTS = [
    message_arrives_as_it_was_written, connection_is_encrypted_and_signed_in,
    sign_in_by_login_works, connection_encrypted_from_the_start_works,
    server_that_says_nothing_is_left_in_time,
    wrong_password_is_refused_for_now, certificate_of_another_authority_is_refused,
    certificate_for_another_name_is_refused, server_without_starttls_gets_nothing,
    refusals_are_told_apart, header_injection_arrives_as_text, letter_waits_until_the_server_is_up,
    letter_is_sent_again_after_a_kill, letter_that_is_refused_is_not_tried_again,
]


def main():
    failed = 0
    if not os.path.exists(server.EXIM):
        print(f'1..0 # SKIP no {server.EXIM}')
        return 0
    for number, test in enumerate(TESTS, 1):
        secure = test is not server_without_starttls_gets_nothing
        mechanism = 'LOGIN' if test is sign_in_by_login_works else 'PLAIN'
        with tempfile.TemporaryDirectory(prefix='leerpas-mail-') as folder:
            try:
                with server.Server(folder, secure, secure, mechanism) as srv:
                    test(srv)
                print(f'ok {number} - {test.__name__}', flush=True)
            except Exception:
                failed += 1
                for line in traceback.format_exc().splitlines():
                    print('#', line)
                print(f'not ok {number} - {test.__name__}', flush=True)
    print(f'1..{len(TESTS)}')
    return failed > 0


sys.exit(main())
