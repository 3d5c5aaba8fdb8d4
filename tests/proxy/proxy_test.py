#!/usr/bin/env python3
"""Leerpas behind the examples of packaging/, by a real nginx and a real Caddy. Prints TAP.

proxy_test.py PATH_OF_LEERPAS [WORD]    runs the tests whose names contain WORD, or all
"""

import contextlib
import http.client
import pathlib
import re
import ssl
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import place  # noqa: E402
from place import Caddy, Leerpas, Nginx, Person, mail  # noqa: E402

sys.path.insert(0, str(place.HOUSE / 'tests/http'))

from doubtful import DOUBTFUL  # noqa: E402

ONCE = ('Content-Security-Policy', 'Strict-Transport-Security', 'X-Content-Type-Options',
        'Referrer-Policy', 'Cross-Origin-Opener-Policy', 'Cross-Origin-Resource-Policy',
        'Cache-Control', 'Content-Type', 'Content-Length', 'Date')
GUESSES = 300  # at once, from one address: LIMIT_GUESS in src/app/limit.c
GUESS_EACH = 0.2  # seconds that pay for one more


class World:
    def __init__(self, program, kind, folder, ends):
        folder.chmod(0o755)  # the mail server is another user's
        (folder / 'mail').mkdir()
        self.post = ends.enter_context(mail.Server(folder / 'mail'))
        self.proxy = kind(folder / 'proxy')
        self.url = f'https://localhost:{self.proxy.port}'
        self.ca = self.proxy.folder / 'cert.pem'
        self.house = ends.enter_context(
            Leerpas(program, folder / 'house', self.post, self.url))
        ends.callback(self.proxy.stop)
        self.proxy.start(self.house)

    def person(self, source=None):
        return Person(self.url, self.ca, source)

    def raw(self, request):
        """All that comes back until the other side closes or is silent for a while."""
        data = b''
        context = ssl.create_default_context(cafile=self.ca)
        with socket.create_connection(('127.0.0.1', self.proxy.port), place.PATIENCE) as s:
            with context.wrap_socket(s, server_hostname='localhost') as tls:
                try:
                    tls.sendall(request)
                    tls.settimeout(10)
                    while chunk := tls.recv(65536):
                        data += chunk
                        tls.settimeout(0.3)
                except (TimeoutError, ConnectionError, ssl.SSLError):
                    pass
        return data

    def requests_logged(self):
        return self.house.log.read_text().count(' request ')


def plain_requests_are_led_to_https(w):
    line = http.client.HTTPConnection('localhost', w.proxy.plain_port, timeout=place.PATIENCE)
    line.request('GET', '/passport?a=b')
    got = line.getresponse()
    assert got.status in (301, 308), got.status
    port = '' if w.proxy.leads_to_443 else f':{w.proxy.port}'
    assert got.headers['Location'] == f'https://localhost{port}/passport?a=b', got.headers


def certbot_may_prove_the_name(w):
    """Caddy does that by itself."""
    proof = w.proxy.folder / 'www/.well-known/acme-challenge'
    proof.mkdir(parents=True)
    (proof / 'token').write_text('proof')
    line = http.client.HTTPConnection('localhost', w.proxy.plain_port, timeout=place.PATIENCE)
    line.request('GET', '/.well-known/acme-challenge/token')
    assert line.getresponse().read() == b'proof'


def health_is_asked_through_the_proxy(w):
    got = w.person().get('/health')
    assert (got.status, got.text) == (200, 'ok\n')
    w.house.stop()
    assert w.person().get('/health').status == 502
    w.house.start()
    assert w.person().get('/health').status == 200


def person_registers_and_signs_in(w):
    sam = w.person().register(w.post)
    assert sam.save('who.proud', 'Ik ben trots op mijn brug').status == 303
    got = sam.sign_in()
    assert (got.status, got.headers['Location']) == (303, '/passport'), got.status
    got = sam.get('/passport/read')
    assert got.status == 200 and 'trots op mijn brug' in got.text
    assert 'Sam' in got.text
    got = sam.post('/sign-out', {})
    assert got.status == 303 and got.all('Clear-Site-Data')
    got = sam.get('/passport/read')
    assert got.status in (303, 401) and 'brug' not in got.text, got.status


def cookies_are_for_this_host_over_tls_only(w):
    sam = w.person().register(w.post)
    names = {cookie.split('=')[0] for cookie in sam.set_cookies}
    assert names == {'__Host-visit', '__Host-session', '__Host-known'}, names
    for cookie in sam.set_cookies:
        for word in ('Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/'):
            assert f'; {word}' in cookie, cookie
        assert 'Domain' not in cookie, cookie


def headers_arrive_once_and_unchanged(w):
    sam, visitor = w.person().register(w.post), w.person()
    for person, path in ((visitor, '/'), (visitor, '/register'), (sam, '/passport'),
                         (sam, '/nowhere')):
        got = person.get(path)
        for name in ONCE:
            assert len(got.all(name)) == 1, (path, name, got.all(name))
        assert got.headers['Strict-Transport-Security'] == 'max-age=31536000'
        assert "default-src 'none'" in got.headers['Content-Security-Policy']
        said = ' '.join(got.all('Server') + got.all('Via'))
        assert not re.search(r'\d', said), said
    assert sam.get('/passport').headers['Cache-Control'] == 'no-store'


def long_answer_in_greek_is_saved(w):
    sam = w.person().register(w.post)
    text = ('Καλημέρα κόσμε ' * 1400)[:20000].strip()
    assert sam.save('who.proud', text).status == 303
    assert text in sam.get('/passport/questions/who.proud').text
    got = sam.save('who.free', text + 'ω' * 20)
    assert got.status == 422 and 'ω' * 20 in got.text, 'too many characters: nothing typed is lost'


def body_of_unknown_length(w):
    sam = w.person().register(w.post)
    body = sam.form({'answer': 'In stukjes gestuurd', 'version': 0, 'go': 'next'}).encode()
    pieces = iter([body[:10], body[10:]])
    got = sam.ask('POST', '/passport/questions/who.proud', pieces,
                  {'Content-Type': 'application/x-www-form-urlencoded',
                   'Transfer-Encoding': 'chunked'}, encode_chunked=True)
    assert got.status == w.proxy.chunked_status, got.status
    shown = 'In stukjes gestuurd' in sam.get('/passport/read').text
    assert shown == (got.status == 303)


def body_too_large_is_refused_with_our_page(w):
    sam = w.person().register(w.post)
    for size in (300_000, 900_000, 3_000_000):
        got = sam.save('who.proud', 'x' * size)
        assert got.status == 413, got.status
        ours = '<html lang="en"' in got.text
        assert ours == (size < w.proxy.ours_below), (size, got.text[:300])
    sam.get('/passport/questions/who.proud')
    assert sam.save('who.proud', 'Nu wel genoeg').status == 303


def file_that_is_large_reaches_us(w):
    sam = w.person().register(w.post)
    for path in ('/account/import', '/account/photo', '/passport/questions/can.made/picture'):
        sam.get(path.replace('/picture', ''))
        head = '--x\r\nContent-Disposition: form-data; name='
        body = (f'{head}"form_token"\r\n\r\n{sam.token}\r\n{head}"copy"; filename="x.zip"\r\n\r\n'
                .encode() + bytes(5_000_000) + b'\r\n--x--\r\n')
        got = sam.ask('POST', path, body, {'Content-Type': 'multipart/form-data; boundary=x'})
        assert got.status == 422 and '<html lang="en"' in got.text, (path, got.status)


def files_are_kept_for_good_and_compressed_by_us(w):
    sam = w.person()
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', sam.get('/').text))
    assert len(paths) >= 2, paths
    for path in paths:
        plain, gzip = sam.get(path), sam.get(path, headers={'Accept-Encoding': 'gzip'})
        for got in (plain, gzip):
            assert got.status == 200
            assert got.all('Cache-Control') == ['public, max-age=31536000, immutable'], path
        assert 'Content-Encoding' not in plain.headers
        assert len(gzip.body) <= len(plain.body)
    page = sam.get('/', headers={'Accept-Encoding': 'gzip'})
    assert page.all('Content-Encoding') == ['gzip'] and page.all('Vary'), page.headers
    assert 'Content-Encoding' not in sam.get('/').headers


def guess(person, said):
    headers = {'X-Forwarded-For': said, 'X-Real-IP': said, 'Forwarded': f'for={said}'}
    return person.post('/register/confirm', {'code': 'x'}, headers).status


def limits_count_the_address_that_connects(w):
    """All of 127.0.0.0/8 is this machine; only 127.0.0.1 is a proxy of ours."""
    near, far = w.person('127.0.0.2'), w.person('127.0.0.3')
    for person in (near, far):
        assert person.get('/register').status == 200
    statuses = []
    for i in range(GUESSES * 3):
        statuses.append(guess(near, f'198.51.{i // 250}.{i % 250 + 1}'))
        if statuses[-1] == 429:
            break
    assert statuses[-1] == 429, f'{len(statuses)} tries from one address that said it was others'
    assert len(statuses) > GUESSES / 2, 'not counted with somebody else'
    began, tries = time.monotonic(), 40
    let_in = sum(guess(near, said) != 429 for said in ('127.0.0.1', '127.0.0.1, 127.0.0.1')
                 for _ in range(tries // 2))
    assert let_in <= 1 + (time.monotonic() - began) / GUESS_EACH, f'{let_in} of {tries}'
    assert guess(far, '127.0.0.2') != 429, 'the address that is stopped has stopped nobody else'


def name_of_another_host_does_not_come_to_us(w):
    for host in ('evil.test', f'evil.test:{w.proxy.port}', '127.0.0.1'):
        before = w.requests_logged()
        got = w.raw(f'GET /register HTTP/1.1\r\nHost: {host}\r\n\r\n'.encode())
        assert got.startswith(b'HTTP/1.1 ') and b'form_token' not in got, (host, got[:99])
        assert w.requests_logged() == before, host


def ask_doubtful(w, name):
    """The statuses that come back, and how many requests we saw, of it and one hidden behind it."""
    hidden = b'GET /static/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n'
    request = DOUBTFUL[name].replace(b'/hello', b'/register').replace(b'/echo', b'/sign-in')
    before = w.requests_logged()
    statuses = re.findall(rb'HTTP/1\.[01] (\d+)', w.raw(request + hidden))
    return [int(status) for status in statuses], w.requests_logged() - before


def requests_read_in_two_ways_end_with_a_refusal(w):
    for name in DOUBTFUL.keys() - w.proxy.mended:
        statuses, seen = ask_doubtful(w, name)
        assert len(statuses) <= 1 and seen <= 1, (name, statuses, seen)
        assert all(400 <= status <= 505 for status in statuses), (name, statuses)


def mended_requests_are_one_request(w):
    """The proxy reads them in one way, and we see what it read: never more than it answers."""
    assert w.proxy.mended <= DOUBTFUL.keys()
    for name in w.proxy.mended:
        statuses, seen = ask_doubtful(w, name)
        assert 1 <= len(statuses) <= 2 and seen <= len(statuses), (name, statuses, seen)
        assert statuses[1:] in ([], [404]), (name, statuses)


def browser_of_today_speaks_http2(w):
    sam = w.person().register(w.post)
    script = pathlib.Path(__file__).resolve().parent / 'http2.mjs'
    cookies = [f'{name}={value}' for name, value in sam.cookies.items()] + ['language=en']
    done = subprocess.run(['node', script, w.url, w.ca, sam.form(
        {'answer': 'Over HTTP/2 bewaard', 'version': 0, 'go': 'next'}), *cookies],
        capture_output=True, text=True, timeout=place.PATIENCE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ['h2', '303', '200', 'kept'], done.stdout


def many_requests_share_connections(w):
    sam = w.person()
    statuses = []

    def some():
        statuses.extend(sam.get('/').status for _ in range(20))
    threads = [threading.Thread(target=some) for _ in range(16)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert statuses == [200] * 320, set(statuses)


def restart_is_a_short_absence(w):
    sam = w.person().register(w.post)
    statuses, ended = [], threading.Event()

    def visit():
        while not ended.is_set():
            statuses.append(sam.get('/passport').status)
            time.sleep(0.02)
    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        place.until(lambda: 200 in statuses, 'a page')
        w.house.stop()
        time.sleep(0.5)
        away = set(statuses)
        w.house.start()
        mark = len(statuses)
        place.until(lambda: len(statuses) > mark + 20, 'more visits')
    finally:
        ended.set()
        visitor.join()
    assert away <= {200, 502, 503}, away
    assert statuses[mark + 1:] and set(statuses[mark + 1:]) == {200}, statuses[mark:]
    assert sam.save('who.proud', 'Na de herstart').status == 303, 'still signed in'


def log_holds_no_address_and_no_word(w):
    sam = w.person('127.0.0.9').register(w.post)
    assert sam.save('who.proud', 'Zeegroene olifanten dansen').status == 303
    text = w.house.log.read_text()
    for word in ('127.0.0.', 'olifanten', sam.mail, 'Sam', *sam.cookies.values()):
        assert word not in text, word
    held = [path for path in w.proxy.folder.rglob('*') if path.is_file() and
            (b'olifanten' in path.read_bytes() or b'127.0.0.9' in path.read_bytes())]
    assert not held, held


TESTS = [value for name, value in list(globals().items())
         if callable(value) and getattr(value, '__code__', None) and
         value.__code__.co_varnames[:1] == ('w',) and value.__code__.co_argcount == 1]


def main():
    word = sys.argv[2] if len(sys.argv) > 2 else ''
    number = failed = 0
    for kind in (Nginx, Caddy):
        with tempfile.TemporaryDirectory(prefix='leerpas-proxy-') as folder, \
                contextlib.ExitStack() as ends:
            world = World(sys.argv[1], kind, pathlib.Path(folder), ends)
            for test in TESTS:
                if word not in f'{kind.name} {test.__name__}':
                    continue
                if kind is Caddy and test is certbot_may_prove_the_name:
                    continue
                number += 1
                try:
                    test(world)
                    print(f'ok {number} - {kind.name} {test.__name__}', flush=True)
                except Exception:
                    failed += 1
                    for line in traceback.format_exc().splitlines():
                        print('#', line)
                    print(f'not ok {number} - {kind.name} {test.__name__}', flush=True)
    print(f'1..{number}')
    return failed > 0


sys.exit(main())
