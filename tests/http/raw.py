"""Talks to http_echo over bare sockets, as no browser would. Prints TAP.

raw.py PATH_OF_HTTP_ECHO [WORD]    runs the tests whose names contain WORD, or all
"""
import gzip
import random
import re
import select
import socket
import subprocess
import sys
import threading
import time

from doubtful import DOUBTFUL, HOST, SMUGGLED, post

ECHO = sys.argv[1]
PATIENCE = 60  # seconds: a machine may be slow
GET = b"GET /hello HTTP/1.1\r\n" + HOST + b"\r\n"
TESTS = []


def test(**settings):
    def note(function):
        TESTS.append((function, settings))
        return function
    return note


class Server:
    def __init__(self, settings):
        args = [f"{name}={value}" for name, value in settings.items()]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [ECHO, *args], stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        self.port = int(self.process.stdout.readline())
        self.log = []
        self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr))
        self.reader.start()

    def stop(self):
        self.process.stdin.close()
        status = self.process.wait(PATIENCE)
        self.reader.join()
        return status

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def ask(self, *parts, pause=0.0, count=1):
        """Sends the parts, reads until the server closes or is silent after count answers."""
        with self.connect() as s:
            try:
                for part in parts:
                    s.sendall(part)
                    time.sleep(pause)
            except OSError:
                pass  # refused before all was sent: what was the answer?
            return read_until_silent(s, count)

    def answers(self, *parts, **options):
        return split_answers(self.ask(*parts, **options))

    def status(self, *parts, **options):
        found = self.answers(*parts, **options)
        return found[0].status if found else None

    def becomes(self, want, request):
        """What ended a moment ago may still count."""
        until(lambda: self.status(request) == want, f"{want}")


class Answer:
    def __init__(self, head, body):
        line, *lines = head.decode("latin-1").split("\r\n")
        self.status = int(line.split()[1])
        self.headers = {}
        for name, value in (line.split(": ", 1) for line in lines):
            self.headers.setdefault(name.lower(), []).append(value)
        self.body = body

    def header(self, name):
        return ", ".join(self.headers.get(name, []))


def read_all(s):
    data = b""
    try:
        while chunk := s.recv(65536):
            data += chunk
    except ConnectionResetError:
        pass
    return data


def read_until_silent(s, count):
    data = b""
    patience = s.gettimeout()
    try:
        while chunk := s.recv(65536):
            data += chunk
            s.settimeout(0.1 if are_whole(data, count) else patience)
    except (TimeoutError, ConnectionResetError):
        pass
    return data


def are_whole(data, count):
    found = split_answers(data)
    lengths = [int(a.header("content-length") or 0) for a in found]
    return len(found) >= count and lengths == [len(a.body) for a in found]


def split_answers(data):
    found = []
    while b"\r\n\r\n" in data:
        head, data = data.split(b"\r\n\r\n", 1)
        if head.startswith(b"HTTP/1.1 100"):
            continue
        length = int((re.search(rb"(?i)content-length: (\d+)", head) or [0, 0])[1])
        found.append(Answer(head, data[:length]))
        data = data[length:]
    return found


def read_answer(s):
    """One answer from a connection that stays open."""
    data = b""
    while True:
        found = split_answers(data)
        if found and len(found[0].body) == int(found[0].header("content-length")):
            return found[0]
        chunk = s.recv(65536)
        assert chunk, "closed too early"
        data += chunk


def until(happens, what):
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"{what} does not come"
        time.sleep(0.02)


def same(got, want):
    assert got == want, f"got {got!r}, want {want!r}"


@test()
def doubtful_requests_are_refused_and_closed(server):
    for name, request in DOUBTFUL.items():
        answers = server.answers(request + SMUGGLED)
        assert len(answers) <= 1, f"{name}: {len(answers)} answers"
        if answers:
            assert 400 <= answers[0].status <= 505, f"{name}: {answers[0].status}"
            same(answers[0].header("connection"), "close")


@test()
def doubtful_requests_are_refused_byte_by_byte_too(server):
    for name in ("two lengths", "folding", "nul in a value", "bare lf at the end", "two hosts"):
        request = DOUBTFUL[name]
        answers = server.answers(*(request[i:i + 1] for i in range(len(request))), pause=0.001)
        same([a.status for a in answers], [400])


@test()
def a_request_may_come_in_any_pieces(server):
    request = post(b"/echo?a=b&c=d", b"body", b"X-Long: " + b"x" * 3000, b"Cookie: session=1")
    rng = random.Random(7)
    for _ in range(15):
        cuts = sorted(rng.sample(range(1, len(request)), 5))
        pieces = [request[a:b] for a, b in zip([0] + cuts, cuts + [len(request)])]
        answers = server.answers(*pieces, pause=0.002)
        same([a.status for a in answers], [200])
        assert answers[0].body.startswith(b"POST /echo?a=b&c=d "), answers[0].body
        assert b"cookie=1\nbody" in answers[0].body, answers[0].body


@test()
def requests_may_be_pipelined(server):
    count = 50
    data = b"".join(b"GET /echo/%d HTTP/1.1\r\n%s\r\n" % (i, HOST) for i in range(count))
    answers = server.answers(data, count=count)
    same([a.body.split()[2] for a in answers], [b"id=%d" % i for i in range(count)])
    data = b"".join(post(b"/echo", b"body %d" % i) for i in range(count))
    same([a.body.split(b"\n")[1] for a in server.answers(data, count=count)],
         [b"body %d" % i for i in range(count)])


@test(idle_ms=1000)
def a_client_may_shut_its_half(server):
    with server.connect() as s:
        s.sendall(GET)
        s.shutdown(socket.SHUT_WR)
        same(split_answers(read_all(s))[0].status, 200)
    with server.connect() as s:  # while a worker has it, libmicrohttpd may take it for gone
        s.sendall(post(b"/slow", b"x"))
        s.shutdown(socket.SHUT_WR)
        assert [a.status for a in split_answers(read_all(s))] in ([], [200])
    same(server.status(GET), 200)


@test()
def http_1_0_is_spoken(server):
    answers = server.answers(b"GET /hello HTTP/1.0\r\n\r\n" + GET)
    same([a.status for a in answers], [200])
    same(answers[0].header("connection"), "close")


@test()
def absolute_form_of_the_own_host_is_fine(server):
    answers = server.answers(b"GET http://localhost/echo/x?y HTTP/1.1\r\n" + HOST + b"\r\n")
    assert answers[0].body.startswith(b"GET /echo/x?y id=x "), answers[0].body


@test()
def another_host_is_told_the_address(server):
    answer = server.answers(b"GET / HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n")[0]
    same((answer.status, answer.body), (421, b"This server answers at http://localhost\n"))


@test()
def heads_have_a_limit(server):
    many = b"".join(b"X-%d: y\r\n" % i for i in range(63))
    same(server.status(b"GET /hello HTTP/1.1\r\n" + HOST + many + b"\r\n"), 200)
    same(server.status(b"GET /hello HTTP/1.1\r\n" + HOST + many + b"X: y\r\n\r\n"), 431)
    for size, want in ((7000, 200), (70000, 431)):
        long = b"X: " + b"y" * size + b"\r\n"
        same(server.status(b"GET /hello HTTP/1.1\r\n" + HOST + long + b"\r\n"), want)
    same(server.status(b"GET /hello?" + b"y" * 4000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"), 200)
    same(server.status(b"GET /hello?" + b"y" * 5000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"), 414)
    same(server.status(b"GET /hello?" + b"y" * 70000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"), 414)


@test()
def everything_within_the_limits_at_once_is_fine(server):
    query = b"&".join(b"a%d=b" % i for i in range(500))
    cookies = b"; ".join(b"c%d=d" % i for i in range(50))
    lines = b"".join(b"X-%d: %s\r\n" % (i, b"y" * 50) for i in range(61))
    request = (b"GET /hello?" + query + b" HTTP/1.1\r\n" + HOST + b"Cookie: " + cookies + b"\r\n" +
               lines + b"\r\n")
    assert 7000 < len(request) < 8192, len(request)
    same(server.status(request), 200)
    same(server.status(request[:-2] + b"X: " + b"y" * 2000 + b"\r\n\r\n"), 431)
    long = b"GET /hello/?" + query + b" HTTP/1.1\r\n" + HOST + lines + b"\r\n"
    same(server.status(long), 308)


@test()
def bodies_have_a_limit(server):
    same(server.status(post(b"/small", b"x" * 100)), 200)
    answers = server.answers(post(b"/small", b"x" * 101) + GET, count=2)
    same([a.status for a in answers], [413, 200])
    answers = server.answers(post(b"/small", b"x" * 5000000) + GET, count=2)
    same([a.status for a in answers], [413, 200])
    same(server.status(post(b"/echo", b"x" * (4 << 20))), 200)
    with server.connect() as s:
        s.sendall(b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 999999999\r\n\r\n")
        answer = read_answer(s)
        same((answer.status, answer.header("connection"), read_all(s)), (413, "close", b""))


@test(max_bodies=7000000)
def all_bodies_together_have_a_limit(server):
    head = b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 3000000\r\n"
    with server.connect() as s:
        s.sendall(head + b"Expect: 100-continue\r\n\r\n")
        same(s.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
        same(server.status(head + b"\r\n" + b"x" * 3000000), 503)
        same(server.status(post(b"/echo", b"x" * 1000000)), 200)
    server.becomes(200, head + b"\r\n" + b"x" * 3000000)


@test()
def expect_continue_is_answered_before_the_body(server):
    with server.connect() as s:
        s.sendall(b"POST /small HTTP/1.1\r\n" + HOST +
                  b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        same(s.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
        s.sendall(b"abc")
        same(read_answer(s).status, 200)
    with server.connect() as s:
        s.sendall(b"POST /small HTTP/1.1\r\n" + HOST +
                  b"Expect: 100-continue\r\nContent-Length: 300\r\n\r\n")
        same(read_answer(s).status, 413)


def ended_while_sending(s, start):
    """Sends a byte now and then until the other side ends it: after how long."""
    try:
        while time.monotonic() - start < PATIENCE:
            s.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        return time.monotonic() - start
    raise AssertionError("goes on for ever")


@test(head_ms=400, idle_ms=400)
def slow_heads_end_at_the_deadline(server):
    start = time.monotonic()
    with server.connect() as s:
        assert ended_while_sending(s, start) > 0.3
    start = time.monotonic()
    with server.connect() as s:
        same(s.recv(10), b"")
        assert time.monotonic() - start > 0.3
    start = time.monotonic()
    with server.connect() as s:
        s.sendall(GET + b"GET /hello HTTP/1.1\r\nX-A: ")
        same([a.status for a in split_answers(read_all(s))], [200])
        assert time.monotonic() - start > 0.3


@test(body_ms=400)
def slow_bodies_end_at_the_deadline(server):
    start = time.monotonic()
    with server.connect() as s:
        s.sendall(b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 16000\r\n\r\n")
        assert ended_while_sending(s, start) > 0.3
    same(server.status(GET), 200)


@test(send_ms=400)
def slow_readers_end_at_the_deadline(server):
    start = time.monotonic()
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    s.settimeout(PATIENCE)
    s.connect(("127.0.0.1", server.port))
    # more than what the buffers on the way hold
    s.sendall(b"".join(b"GET /page?8000 HTTP/1.1\r\n" + HOST + b"\r\n" for _ in range(1000)))
    assert ended_while_sending(s, start) > 0.3
    s.close()
    same(server.status(GET), 200)


@test(head_ms=400, body_ms=400, idle_ms=400, send_ms=400)
def handlers_are_not_hurried(server):
    answers = server.answers(post(b"/slow", b"x") * 4, count=4)
    same([a.status for a in answers], [200] * 4)


@test(max_connections=8, max_per_peer=100)
def connections_have_a_limit(server):
    held = [server.connect() for _ in range(20)]
    first, last = held[0], held[-1]
    for s in (first, last):
        s.sendall(GET)
    same(read_answer(first).status, 200)
    same(select.select([last], [], [], 0.3)[0], [])
    for s in held[:-1]:
        s.close()
    same(read_answer(last).status, 200)
    last.close()


@test(max_per_peer=5)
def one_peer_has_so_many_connections(server):
    held = [server.connect() for _ in range(5)]
    for s in held:
        s.sendall(GET)
        same(read_answer(s).status, 200)
    with server.connect() as s:
        same(read_all(s), b"")
    held.pop().close()
    server.becomes(200, GET)
    for s in held:
        s.close()


@test(max_per_peer=2, proxy="127.0.0.0/8")
def proxies_may_have_more_and_are_believed(server):
    held = [server.connect() for _ in range(10)]
    for s in held:
        s.sendall(GET)
        same(read_answer(s).status, 200)
        s.close()
    ask = b"GET /echo/x HTTP/1.1\r\n" + HOST + b"%s\r\n"
    for lines, want in ((b"X-Forwarded-For: 198.51.100.7\r\n", b"198.51.100.7"),
                        (b"X-Forwarded-For: 1.1.1.1, 198.51.100.7\r\n", b"198.51.100.7"),
                        (b"X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 198.51.100.7\r\n",
                         b"198.51.100.7"),
                        (b"X-Forwarded-For: nonsense\r\n", b"127.0.0.1")):
        body = server.answers(ask % lines)[0].body
        assert b" peer=%s " % want in body, body


@test()
def nobody_else_is_believed_about_addresses(server):
    body = server.answers(b"GET /echo/x HTTP/1.1\r\n" + HOST +
                          b"X-Forwarded-For: 198.51.100.7\r\n\r\n")[0].body
    assert b" peer=127.0.0.1 " in body, body


@test(workers=1, queue=2)
def a_full_queue_says_so(server):
    held = [server.connect() for _ in range(6)]
    for s in held:
        s.sendall(post(b"/slow", b"x"))
    answers = [read_answer(s) for s in held]
    statuses = sorted(a.status for a in answers)
    assert 503 in statuses and statuses.count(200) >= 2, statuses
    same([a.header("retry-after") for a in answers if a.status == 503][0], "5")
    held[0].sendall(GET)
    same(read_answer(held[0]).status, 200)
    for s in held:
        s.close()


@test()
def clients_may_vanish(server):
    for i in range(60):
        s = server.connect()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        s.sendall([b"GET /page?3000000 HTTP/1.1\r\n" + HOST + b"\r\n", post(b"/slow", b"x"),
                   post(b"/echo", b"x" * 100000)[:5000], GET * 20, b"GET /wor",
                   b"GET /worker HTTP/1.1\r\n" + HOST + b"\r\n"][i % 6])
        if i % 2:
            time.sleep(0.01)
        s.close()
    same(server.status(GET), 200)


@test()
def every_answer_carries_the_security_headers(server):
    for request in (GET, b"GET /none HTTP/1.1\r\n" + HOST + b"\r\n", post(b"/hello", b""),
                    post(b"/small", b"x" * 200), b"GET /secret HTTP/1.1\r\n" + HOST + b"\r\n",
                    b"GET /inject HTTP/1.1\r\n" + HOST + b"\r\n",
                    b"GET /a/site.1234.css HTTP/1.1\r\n" + HOST + b"\r\n", DOUBTFUL["two hosts"]):
        answer = server.answers(request)[0]
        same(answer.header("x-content-type-options"), "nosniff")
        same(answer.header("referrer-policy"), "same-origin")
        same(answer.header("cross-origin-opener-policy"), "same-origin")
        same(answer.header("cross-origin-resource-policy"), "same-origin")
        assert "default-src 'none'" in answer.header("content-security-policy")
        same(answer.header("server"), "")
        same(answer.header("x-note"), "")
        same(answer.header("strict-transport-security"), "")
        if b"/a/" not in request:
            same(answer.header("cache-control"), "no-store")


@test(public_url="https://leerpas.test")
def https_means_hsts_and_host_cookies(server):
    host = b"Host: leerpas.test\r\n"
    answer = server.answers(b"POST /sign-in HTTP/1.1\r\n" + host +
                            b"Origin: https://leerpas.test\r\nContent-Length: 0\r\n\r\n")[0]
    same(answer.status, 303)
    same(answer.header("strict-transport-security"), "max-age=31536000")
    same(answer.headers["set-cookie"][0],
         "__Host-session=s3cret; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60")
    body = server.answers(b"GET /echo/x HTTP/1.1\r\n" + host +
                          b"Cookie: session=planted; __Host-session=own\r\n\r\n")[0].body
    assert b" cookie=own\n" in body, body


@test()
def forged_posts_are_refused(server):
    same(server.status(post(b"/sign-in", b"")), 403)
    same(server.status(post(b"/sign-in", b"", b"Origin: http://evil.test")), 403)
    same(server.status(post(b"/sign-in", b"", b"Sec-Fetch-Site: cross-site")), 403)
    same(server.status(post(b"/sign-in", b"", b"Sec-Fetch-Site: same-origin")), 303)
    same(server.status(post(b"/sign-in", b"", b"Origin: http://localhost")), 303)


@test()
def a_page_of_its_own_says_when_to_come_back_too(server):
    answer = server.answers(b"GET /busy HTTP/1.1\r\n" + HOST + b"\r\n")[0]
    same((answer.status, answer.header("retry-after"), answer.body), (503, "5", b"hello\n"))


@test()
def routes_answer_404_405_and_redirect(server):
    answer = server.answers(b"PUT /echo/x HTTP/1.1\r\n" + HOST + b"\r\n")[0]
    same((answer.status, answer.header("allow")), (405, "GET, HEAD, DELETE"))
    answer = server.answers(b"GET /hello/?a=b HTTP/1.1\r\n" + HOST + b"\r\n")[0]
    same((answer.status, answer.header("location")), (308, "/hello?a=b"))
    for path in (b"//hello", b"/hello//", b"/./hello", b"/x/../hello", b"/%68ello", b"//",
                 b"/echo/", b"/echo/%2F", b"/echo/%00", b"/echo/..", b"/echo/%2e%2e", b"/echo/%ff"):
        same((path, server.status(b"GET %s HTTP/1.1\r\n%s\r\n" % (path, HOST))), (path, 404))


@test()
def head_is_get_without_the_body(server):
    data = server.ask(b"HEAD /page?2000 HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert data.endswith(b"\r\n\r\n") and b"Content-Length: 2000\r\n" in data, data


@test()
def pages_are_packed_and_checked_again(server):
    ask = b"GET /public?5000 HTTP/1.1\r\n" + HOST + b"%s\r\n"
    plain = server.answers(ask % b"")[0]
    same((plain.header("vary"), plain.header("content-encoding")), ("Accept-Encoding", ""))
    same(plain.header("cache-control"), "public, max-age=60")
    packed = server.answers(ask % b"Accept-Encoding: br, gzip\r\n")[0]
    same(packed.header("content-encoding"), "gzip")
    same(gzip.decompress(packed.body), plain.body)
    same(packed.header("etag"), plain.header("etag"))
    again = server.answers(ask % (b"If-None-Match: " + plain.header("etag").encode() + b"\r\n"))[0]
    same((again.status, again.body), (304, b""))
    other = server.answers(ask % b'If-None-Match: W/"x"\r\n')[0]
    same(other.status, 200)


@test()
def static_files_are_kept_for_ever(server):
    ask = b"GET /a/site.1234.css HTTP/1.1\r\n" + HOST + b"Accept-Encoding: %s\r\n\r\n"
    for accept, body in ((b"gzip, br", b"brotlied"), (b"gzip", b"zipped"), (b"identity", b"plain"),
                         (b"br;q=0, gzip;q=0.5", b"zipped"), (b"*;q=0", b"plain")):
        answer = server.answers(ask % accept)[0]
        same(answer.body, body)
        same(answer.header("cache-control"), "public, max-age=31536000, immutable")
        same(answer.header("vary"), "Accept-Encoding")


@test()
def request_ids_differ_and_are_logged(server):
    answers = server.answers(b"GET /echo/x HTTP/1.1\r\n" + HOST + b"\r\n" +
                             b"GET /echo/x HTTP/1.1\r\n" + HOST + b"\r\n", count=2)
    ids = {re.search(rb" request=([0-9a-v]{16}) ", a.body)[1] for a in answers}
    same(len(ids), 2)
    server.answers(DOUBTFUL["two hosts"])
    line = r' note refused id=[0-9a-v]{16} status=400 why="header twice"'
    until(lambda: re.search(line, "".join(server.log)), "a line about it")


@test(stop_ms=30000)
def stopping_finishes_what_runs(server):
    with server.connect() as s, server.connect() as idle:
        idle.sendall(GET)
        same(read_answer(idle).status, 200)
        s.sendall(post(b"/slow", b"x"))
        until(lambda: "slow begins\n" in server.log, "the slow one")
        server.process.stdin.close()
        answer = read_answer(s)
        same((answer.status, answer.header("connection")), (200, "close"))
    same(server.process.wait(PATIENCE), 0)


def run(number, function, settings):
    server = Server(settings)
    problem = None
    try:
        function(server)
    except Exception as e:  # a broken connection fails one test, not all
        problem = f"{type(e).__name__}: {e}"
    status = server.stop()
    if status and not problem:
        problem = f"server ended with {status}"
    name = function.__name__
    print(f"{'not ok' if problem else 'ok'} {number} - {name}", flush=True)
    if problem:
        print("# " + problem.replace("\n", "\n# "))
        print("# " + "# ".join(server.log[-40:]))
    return not problem


def main():
    chosen = [t for t in TESTS if len(sys.argv) < 3 or sys.argv[2] in t[0].__name__]
    results = [run(i + 1, *t) for i, t in enumerate(chosen)]
    print(f"1..{len(results)}")
    sys.exit(not all(results))


main()
