"""JSON with the line of every value, duplicate names refused. Content files are read with this."""

import json
import re
from bisect import bisect_left

TOKEN = re.compile(r'\s*(?:("(?:\\.|[^"\\\x00-\x1f])*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)'
                   r'|(true|false|null)|([\[\]{}:,]))')
WORDS = {'true': True, 'false': False, 'null': None}


class JsonError(Exception):
    """Text that is not JSON: line and message."""

    def __init__(self, line, message):
        super().__init__(message)
        self.line, self.message = line, message


class Reader:
    """value is the document; lines[path] the line where the value at that path begins."""

    def __init__(self, text):
        self.text, self.at, self.lines = text, 0, {}
        self._ends = [m.start() for m in re.finditer('\n', text)]
        self.value = self._value(())
        if text[self.at:].strip():
            self._fail('something follows the value')

    def line_of(self, path):
        """The line of the nearest value that is there."""
        path = tuple(path)
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def _fail(self, message):
        raise JsonError(self.text.count('\n', 0, self.at) + 1, message)

    def _next(self):
        m = TOKEN.match(self.text, self.at)
        if not m:
            self._fail('not JSON')
        self.at = m.end()
        return m

    def _peek(self):
        m = TOKEN.match(self.text, self.at)
        return m.group(4) if m else None

    def _value(self, path):
        m = self._next()
        self.lines[path] = bisect_left(self._ends, m.end()) + 1
        if m.group(1):
            return json.loads(m.group(1))
        if m.group(2):
            return json.loads(m.group(2))
        if m.group(3):
            return WORDS[m.group(3)]
        if m.group(4) == '{':
            return self._object(path)
        if m.group(4) == '[':
            return self._array(path)
        return self._fail('a value is missing')

    def _object(self, path):
        out = {}
        if self._peek() == '}':
            self._next()
            return out
        while True:
            name = self._next().group(1)
            if not name:
                self._fail('a name is missing')
            name = json.loads(name)
            if name in out:
                self._fail(f'"{name}" stands twice')
            if self._next().group(4) != ':':
                self._fail('":" is missing')
            out[name] = self._value(path + (name,))
            if not self._more('}'):
                return out

    def _array(self, path):
        out = []
        if self._peek() == ']':
            self._next()
            return out
        while True:
            out.append(self._value(path + (len(out),)))
            if not self._more(']'):
                return out

    def _more(self, end):
        token = self._next().group(4)
        if token not in (',', end):
            self._fail(f'"," or "{end}" is missing')
        return token == ','
