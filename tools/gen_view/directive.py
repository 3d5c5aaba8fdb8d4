"""Cuts a template into text and directives, and a directive into words."""
import re
from dataclasses import dataclass

from refusal import Refusal

WORD = re.compile(r'\s*(?:(?P<string>"(?:[^"\\\n]|\\["\\])*")|(?P<number>-?\d{1,9})(?!\w)'
                  r'|(?P<name>@?[A-Za-z_]\w*)|(?P<sign>==|!=|<=|>=|[<>=().,]))')


@dataclass
class Piece:
    line: int
    text: str
    directive: bool
    remark: str = ''  # the {{# translators: ...}} before it


def directive_end(source, start):
    """Offset of the "}}" that ends the directive at start, or -1; strings may hold braces."""
    if source.startswith('{{#', start):
        return source.find('}}', start)
    quoted = False
    at = start + 2
    while at < len(source):
        if quoted and source[at] == '\\':
            at += 1
        elif source[at] == '"':
            quoted = not quoted
        elif not quoted and source.startswith('}}', at):
            return at
        at += 1
    return -1


def pieces(source, file):
    """Text and directives in turn; remarks are left out."""
    out, at, line, remark = [], 0, 1, ''

    def text_until(end):
        nonlocal line
        text = source[at:end]
        if '}}' in text:
            wrong = line + text.count('\n', 0, text.index('}}'))
            raise Refusal(file, wrong, '"}}" without "{{"')
        if text:
            out.append(Piece(line, text, False))
        line += text.count('\n')

    while (start := source.find('{{', at)) >= 0:
        text_until(start)
        end = directive_end(source, start)
        if end < 0:
            raise Refusal(file, line, '"{{" without "}}"')
        body = source[start + 2:end]
        if body.startswith('#'):
            found = re.search(r'translators:.*', body, re.DOTALL)
            remark = ' '.join(found[0].split()) if found else ''
        else:
            out.append(Piece(line, body.strip(), True, remark))
            remark = ''
        line += body.count('\n')
        at = end + 2
    text_until(len(source))
    return out


class Words:
    """The words of one directive, read from left to right."""

    def __init__(self, piece, file):
        self.file, self.line, self.text = file, piece.line, piece.text
        self.words = []
        at = 0
        while at < len(piece.text.rstrip()):
            match = WORD.match(piece.text, at)
            if not match:
                self.refuse(f'cannot read "{piece.text[at:].strip()}"')
            self.words.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self.at = 0

    def refuse(self, text):
        raise Refusal(self.file, self.line, text)

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.words[at] if at < len(self.words) else (None, None)

    def take(self, *wanted):
        """Takes the next word if it is one of these names or signs; says which."""
        kind, text = self.peek()
        if kind in ('name', 'sign') and text in wanted:
            self.at += 1
            return text
        return None

    def need(self, wanted):
        if not self.take(wanted):
            self.refuse(f'"{wanted}" expected in "{{{{{self.text}}}}}"')

    def name(self):
        kind, text = self.peek()
        if kind != 'name' or text.startswith('@'):
            self.refuse(f'a name expected in "{{{{{self.text}}}}}"')
        self.at += 1
        return text

    def string(self):
        """The next word as a string, or None when it is no string."""
        kind, text = self.peek()
        if kind != 'string':
            return None
        self.at += 1
        return re.sub(r'\\(.)', r'\1', text[1:-1])

    def end(self):
        if self.at < len(self.words):
            self.refuse(f'unexpected "{self.peek()[1]}" in "{{{{{self.text}}}}}"')
