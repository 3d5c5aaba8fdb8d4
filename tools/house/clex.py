"""C source as tokens, and as the declarations and definitions of a file.

Not a compiler: no types, no macro expansion. Both branches of an #if are read. A directive is one
token; comments and white space are dropped (comments are kept beside the tokens).
"""

import re
from bisect import bisect_right
from collections import namedtuple

Token = namedtuple('Token', 'kind text at')  # kind: id num str chr op pp; at: offset in the file
Include = namedtuple('Include', 'name angled at')
Function = namedtuple('Function', 'name head open close')  # head: tokens; open, close: indexes
Declaration = namedtuple('Declaration', 'head')            # tokens without the final ";"

LEX = re.compile(r'''
    (?P<ws>\s+|\\\n)
  | (?P<id>(?!(?:u8|[uUL])["'])[A-Za-z_]\w*)
  | (?P<com>//(?:[^\n\\]|\\.)*|/\*.*?(?:\*/|\Z))
  | (?P<str>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")
  | (?P<chr>[uUL]?'(?:\\.|[^'\\\n])*')
  | (?P<num>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<pp>\#(?:\\\n|/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|[^\n])*)
  | (?P<op>->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\.\.\.|.)
''', re.S | re.X)

DIRECTIVE = re.compile(r'#\s*(\w*)')
INCLUDE = re.compile(r'#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
DEFINE = re.compile(r'#\s*define\s+(\w+)(\([^)]*\))?((?:.|\n)*)')

PAIRS = {'(': ')', '[': ']', '{': '}'}


def lex(text):
    """(tokens, comments), both lists of Token."""
    found = [Token(m.lastgroup, m.group(), m.start()) for m in LEX.finditer(text)
             if m.lastgroup != 'ws']
    return [t for t in found if t.kind != 'com'], [t for t in found if t.kind == 'com']


def match_brackets(tokens):
    """Index of the closing bracket for each opening one, and the other way round.

    Each branch of an #if starts from the brackets that were open before it.
    """
    match, stack, saved = {}, [], []
    for i, t in enumerate(tokens):
        if t.kind == 'pp':
            word = DIRECTIVE.match(t.text).group(1)
            if word in ('if', 'ifdef', 'ifndef'):
                saved.append(list(stack))
            elif word in ('else', 'elif') and saved:
                stack = list(saved[-1])
            elif word == 'endif' and saved:
                saved.pop()
        elif t.kind == 'op' and t.text in PAIRS:
            stack.append(i)
        elif t.kind == 'op' and t.text in PAIRS.values():
            if stack and PAIRS[tokens[stack[-1]].text] == t.text:
                start = stack.pop()
                match[start] = i
                match[i] = start
    return match


class Source:
    """One C file, read."""

    def __init__(self, file):
        self.file = file
        text = file.text
        self.tokens, self.comments = lex(text)
        self.match = match_brackets(self.tokens)
        self._line_starts = [0] + [m.end() for m in re.finditer('\n', text)]
        self.includes, self.defines = [], []
        for t in self.tokens:
            if t.kind == 'pp':
                self._directive(t)
        self.functions, self.declarations = [], []
        self._externals()

    def line(self, at):
        return bisect_right(self._line_starts, at)

    def lines_between(self, first, last):
        return self.line(last) - self.line(first) + 1

    def _directive(self, t):
        m = INCLUDE.match(t.text)
        if m:
            self.includes.append(Include(m.group(1) or m.group(2), m.group(2) is not None, t.at))
            return
        m = DEFINE.match(t.text)
        if m:
            self.defines.append((m.group(1), m.group(2), m.group(3), t.at))

    def _externals(self):
        tokens, head, i = self.tokens, [], 0
        while i < len(tokens):
            t = tokens[i]
            if t.kind == 'pp':
                i += 1
            elif t.text == ';' and t.kind == 'op':
                self.declarations.append(Declaration(head))
                head = []
                i += 1
            elif t.text == '{' and t.kind == 'op' and is_function_head(head):
                end = self.match.get(i)
                if end is not None:
                    self.functions.append(Function(function_name(head), head, i, end))
                head = []
                i = (i if end is None else end) + 1
            elif t.kind == 'op' and t.text in PAIRS and i in self.match:
                end = self.match[i]
                head += [u for u in tokens[i:end + 1] if u.kind != 'pp']
                i = end + 1
            else:
                head.append(t)
                i += 1


def texts(tokens):
    return [t.text for t in tokens]


def close_of(tokens, i):
    """Index of the bracket that closes tokens[i]; the last index when there is none."""
    opening, closing = tokens[i].text, PAIRS[tokens[i].text]
    depth = 0
    for j in range(i, len(tokens)):
        if tokens[j].kind == 'op':
            depth += (tokens[j].text == opening) - (tokens[j].text == closing)
            if depth == 0:
                return j
    return len(tokens) - 1


def without_attributes(tokens):
    out, i = [], 0
    while i < len(tokens):
        if tokens[i].text in ('__attribute__', '_Alignas', 'alignas') and i + 1 < len(tokens):
            i = close_of(tokens, i + 1) + 1 if tokens[i + 1].text == '(' else i + 1
            continue
        out.append(tokens[i])
        i += 1
    return out


def is_function_head(head):
    plain = without_attributes(head)
    if not plain or plain[-1].text != ')' or plain[0].text == 'typedef':
        return False
    return '=' not in top_level(plain)


def top_level(tokens):
    """Texts of the tokens outside all brackets; a bracket group stands as "()", "[]" or "{}"."""
    out, i = [], 0
    while i < len(tokens):
        t = tokens[i]
        if t.kind == 'op' and t.text in PAIRS:
            out.append(t.text + PAIRS[t.text])
            i = close_of(tokens, i)
        else:
            out.append(t.text)
        i += 1
    return out


def function_name(head):
    """The name in front of the parameters; for a macro such as TEST(x), "TEST(x)"."""
    plain = without_attributes(head)
    for i, t in enumerate(plain):
        if t.text == '(' and i and plain[i - 1].kind == 'id':
            if i == 1:
                return ''.join(texts(plain[:close_of(plain, i) + 1]))
            return plain[i - 1].text
    return '?'


def prototype(head):
    """(return type texts, name token, parameter token lists) of a function's head, or None."""
    plain = without_attributes(head)
    for i, t in enumerate(plain):
        if t.text == '=' or t.text == '{':
            return None
        if t.text != '(':
            continue
        if i < 2 or plain[i - 1].kind != 'id':
            return None
        inside = plain[i + 1:close_of(plain, i)]
        return texts(plain[:i - 1]), plain[i - 1], split_commas(inside)
    return None


def split_commas(tokens):
    parts, part, depth = [], [], 0
    for t in tokens:
        if t.kind == 'op':
            depth += (t.text in '([{') - (t.text in ')]}')
            if t.text == ',' and depth == 0:
                parts.append(part)
                part = []
                continue
        part.append(t)
    return parts + [part] if part or parts else []
