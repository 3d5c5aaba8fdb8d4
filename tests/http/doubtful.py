"""Requests that two parties could read differently: refused, and nothing after them believed."""

HOST = b"Host: localhost\r\n"


def post(path, body, *headers):
    lines = b"".join(h + b"\r\n" for h in headers)
    return b"POST %s HTTP/1.1\r\n%s%sContent-Length: %d\r\n\r\n%s" % (
        path, HOST, lines, len(body), body)


SMUGGLED = b"GET /hello?smuggled HTTP/1.1\r\n" + HOST + b"\r\n"
DOUBTFUL = {
    "two lengths": b"POST /echo HTTP/1.1\r\n" + HOST +
                   b"Content-Length: 0\r\nContent-Length: 50\r\n\r\n",
    "the same length twice": b"POST /echo HTTP/1.1\r\n" + HOST +
                             b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "a list of lengths": b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 0, 0\r\n\r\n",
    "a signed length": b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: +0\r\n\r\n",
    "a negative length": b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "a length in hex": b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: 0x0\r\n\r\n",
    "a length too long": b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 30 +
                         b"\r\n\r\n",
    "an empty length": b"POST /echo HTTP/1.1\r\n" + HOST + b"Content-Length: \r\n\r\n",
    "length and chunks": b"POST /echo HTTP/1.1\r\n" + HOST +
                         b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": b"POST /echo HTTP/1.1\r\n" + HOST +
                         b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "chunks": b"POST /echo HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an encoding unknown": b"POST /echo HTTP/1.1\r\n" + HOST +
                           b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "an encoding behind a tab": b"POST /echo HTTP/1.1\r\n" + HOST +
                                b"Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n",
    "an encoding before a blank": b"POST /echo HTTP/1.1\r\n" + HOST +
                                  b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a body of a get": b"GET /hello HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello",
    "two hosts": b"GET /hello HTTP/1.1\r\n" + HOST + b"Host: evil.test\r\n\r\n",
    "the same host twice": b"GET /hello HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "no host": b"GET /hello HTTP/1.1\r\nAccept: */*\r\n\r\n",
    "another host": b"GET /hello HTTP/1.1\r\nHost: evil.test\r\n\r\n",
    "nul in a value": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: a\0b\r\n\r\n",
    "nul in the last place of a value": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: a\0\r\n\r\n",
    "nul in a name": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-\0A: a\r\n\r\n",
    "nul in the target": b"GET /hel\0lo HTTP/1.1\r\n" + HOST + b"\r\n",
    "nul in the method": b"GET\0 /hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "nul behind the version": b"GET /hello HTTP/1.1\0\r\n" + HOST + b"\r\n",
    "folding": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: a\r\n b\r\n\r\n",
    "folding with a tab": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: a\r\n\tb\r\n\r\n",
    "folding into a length": b"POST /echo HTTP/1.1\r\n" + HOST +
                             b"Content-Length:\r\n 5\r\n\r\nhello",
    "folding of the first line": b"GET /hello HTTP/1.1\r\n " + HOST + b"\r\n",
    "folding of a host": b"GET /hello HTTP/1.1\r\nHost:\r\n localhost\r\n\r\n",
    "bare lf": b"GET /hello HTTP/1.1\nHost: localhost\n\n",
    "bare lf behind one header": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: b\nX-C: d\r\n\r\n",
    "bare lf behind the request line": b"GET /hello HTTP/1.1\n" + HOST + b"\r\n",
    "bare lf at the end": b"GET /hello HTTP/1.1\r\n" + HOST + b"\n",
    "bare cr in a value": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: a\rb\r\n\r\n",
    "cr cr lf": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A: a\r\r\n\r\n",
    "a header without a colon": b"GET /hello HTTP/1.1\r\n" + HOST + b"X-A\r\n\r\n",
    "a header without a name": b"GET /hello HTTP/1.1\r\n" + HOST + b": a\r\n\r\n",
    "a blank in a name": b"GET /hello HTTP/1.1\r\n" + HOST + b"X A: a\r\n\r\n",
    "two blanks before the target": b"GET  /hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "two blanks behind the target": b"GET /hello  HTTP/1.1\r\n" + HOST + b"\r\n",
    "a blank behind the version": b"GET /hello HTTP/1.1 \r\n" + HOST + b"\r\n",
    "a blank in the target": b"GET /hello /x HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tab in the target": b"GET /hello\tx HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tab for a blank": b"GET\t/hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "a fragment": b"GET /hello#x HTTP/1.1\r\n" + HOST + b"\r\n",
    "no target": b"GET HTTP/1.1\r\n" + HOST + b"\r\n",
    "an asterisk": b"GET * HTTP/1.1\r\n" + HOST + b"\r\n",
    "an authority": b"CONNECT localhost:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "another host in the target": b"GET http://evil.test/hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "half an escape": b"GET /hello%2 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get /hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method unknown": b"FETCH /hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method of odd bytes": b"G@T /hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "trace": b"TRACE /hello HTTP/1.1\r\n" + HOST + b"\r\n",
    "http 0.9": b"GET /hello\r\n\r\n",
    "http 1.2": b"GET /hello HTTP/1.2\r\n" + HOST + b"\r\n",
    "http 2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "two cookies": b"GET /hello HTTP/1.1\r\n" + HOST + b"Cookie: a=b\r\nCookie: c=d\r\n\r\n",
    "two origins": b"GET /hello HTTP/1.1\r\n" + HOST + b"Origin: a\r\nOrigin: b\r\n\r\n",
    "an expectation unknown": post(b"/echo", b"x", b"Expect: pigs"),
}
