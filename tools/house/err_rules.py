"""Rules about err_t, over all C files: results are used, outputs come last and are named ret_x."""

import re

from .c_rules import is_test, room
from .clex import lex, prototype, split_commas, texts, top_level

SCALARS = ('int', 'unsigned', 'long', 'short', 'size_t', 'ssize_t', 'bool', 'double', 'float',
           'int8_t', 'int16_t', 'int32_t', 'int64_t', 'uint16_t', 'uint32_t', 'uint64_t', 'usec',
           'day', 'err_t')


class Names:
    """Names of functions, members and macros whose value is an err_t.

    A member is told from others of its name by the number of its arguments.
    """

    def __init__(self, tree, sources):
        self.shared, self.local, self.other_members = statements(tree), {}, set()
        self.members, self.types = set(), {}
        for s in sources:
            self._read(s)
        for s in sources:
            self._typed_members(s.tokens)
        self.members -= self.other_members
        for s in sources:
            for name, params, body, _ in s.defines:
                if params is not None and self._is_err_call(body):
                    self.shared.add(name)

    def _read(self, source):
        mine = self.local.setdefault(source.file.path, {})
        heads = [d.head for d in source.declarations] + [f.head for f in source.functions]
        for head in heads:
            found = prototype(head)
            if not found:
                continue
            words, name, _ = found
            gives_err = words[-1:] == ['err_t']
            if 'static' in words:
                mine[name.text] = gives_err
            elif gives_err:
                self.shared.add(name.text)
        self._members(source)

    def _members(self, source):
        """Pointers to functions, "TYPE (*name)(", and types of functions."""
        tokens = source.tokens
        for i in range(2, len(tokens) - 3):
            if tokens[i - 1].text not in ('(', 'err_t'):
                continue
            words = texts(tokens[i - 1:i + 4])
            if words[:2] == ['(', '*'] and words[3:] == [')', '('] and tokens[i - 2].kind == 'id':
                key = tokens[i + 1].text, arguments(source, i + 3)
                if tokens[i - 2].text != 'err_t':
                    self.other_members.add(key)
                elif tokens[i - 3].text == 'typedef':
                    self.types[key[0]] = key[1]
                else:
                    self.members.add(key)
            elif words[:1] == ['err_t'] and tokens[i - 2].text == 'typedef' and words[2] == '(':
                self.types[words[1]] = arguments(source, i + 1)

    def _typed_members(self, tokens):
        """"TYPE name;" and "TYPE *name;" where TYPE stands for a function."""
        for i in range(len(tokens) - 3):
            if tokens[i].text in self.types and tokens[i].kind == 'id':
                at = i + 2 if tokens[i + 1].text == '*' else i + 1
                if tokens[at].kind == 'id' and tokens[at + 1].text in (';', ',', ')'):
                    self.members.add((tokens[at].text, self.types[tokens[i].text]))

    def _is_err_call(self, body):
        tokens = lex(body)[0]
        return len(tokens) > 2 and tokens[0].text in self.shared and tokens[1].text == '('

    def gives_err(self, source, function, i):
        """Whether the call of the name at tokens[i] in that function gives an err_t."""
        name = source.tokens[i].text
        if source.tokens[i - 1].text in ('.', '->'):
            return (name, arguments(source, i + 1)) in self.members
        for at, t in enumerate(function.head):
            if t.text == name and at > 2:
                return self._parameter_gives_err(texts(function.head[at - 3:at]))
        mine = self.local[source.file.path]
        return mine[name] if name in mine else name in self.shared

    def _parameter_gives_err(self, before):
        """Of a parameter, by the three words in front of it: "err_t (*", "TYPE *", "err_t"."""
        words = [w for w in before if w not in ('*', '(', 'const')]
        return words[-1:] == ['err_t'] or words[-1:] and words[-1] in self.types


def arguments(source, opening):
    """How many there are between this bracket and its closing one."""
    end = source.match.get(opening, opening + 1)
    return len(split_commas(source.tokens[opening + 1:end]))


STATEMENT = re.compile(r'^-- name: (\w+)\(', re.M)


def statements(tree):
    """Names of the functions that gen_sql makes; all give an err_t."""
    return {name for f in tree.with_ext('.sql') for name in STATEMENT.findall(f.text)}


def check(tree, sources):
    names = Names(tree, sources)
    for s in sources:
        dropped(tree, s, names)
        if room(s.file.path) and not is_test(s.file.path):
            outputs(tree, s)


def dropped(tree, source, names):
    tokens = source.tokens
    for f in source.functions:
        for i in range(f.open, f.close):
            if tokens[i].kind != 'id' or tokens[i + 1].text != '(' \
                    or not names.gives_err(source, f, i):
                continue
            end = source.match.get(i + 1)
            if end is None or tokens[end + 1].text != ';':
                continue
            if stands_alone(source, expression_start(source, i)):
                tree.report(source.file.path, source.line(tokens[i].at), 'err-dropped',
                            f'the err_t of {tokens[i].text} is dropped; TRY it or err_free it')


def expression_start(source, i):
    """Index where "a->b[c].f" begins, i being at f."""
    tokens = source.tokens
    while i >= 2 and tokens[i - 1].text in ('.', '->'):
        i -= 2
        while tokens[i].text in (')', ']') and i in source.match:
            i = source.match[i] - 1
    return i


def stands_alone(source, i):
    """Whether the call that starts at i is a statement of its own, or only cast to void."""
    tokens = source.tokens
    before = tokens[i - 1]
    if before.kind == 'pp':
        return stands_alone(source, i - 1)
    if before.text in (';', '{', '}', 'else', 'do'):
        return True
    if before.text == ')':
        opening = source.match.get(i - 1)
        if opening is None:
            return False
        if texts(tokens[opening:i]) == ['(', 'void', ')']:
            return True
        return tokens[opening - 1].kind == 'id' and tokens[opening - 1].text != 'return' \
            and tokens[opening - 1].text != 'sizeof'
    return before.text == ':' and is_label(tokens, i - 1)


def is_label(tokens, colon):
    for i in range(colon - 1, -1, -1):
        if tokens[i].text == '?':
            return False
        if tokens[i].text in ('case', 'default'):
            return True
        if tokens[i].text in (';', '{', '}'):
            return colon - i == 2
    return False


def outputs(tree, source):
    heads = [d.head for d in source.declarations] + [f.head for f in source.functions]
    for head in heads:
        found = prototype(head)
        if not found or found[0][-1:] != ['err_t']:
            continue
        seen = None
        for param in found[2]:
            seen = output(tree, source, found[1].text, param, seen)


def output(tree, source, function, param, seen):
    """Checks one parameter; returns the last output seen so far."""
    name = parameter_name(param)
    if name is None:
        return seen
    words = texts(param)
    if name.text.startswith('ret_'):
        return name
    at = source.line(name.at)
    if seen is not None and '...' not in words:
        tree.report(source.file.path, at, 'outputs',
                    f'{function}: {name.text} comes after the output {seen.text}')
    if writes_through(words, name.text):
        tree.report(source.file.path, at, 'outputs',
                    f'{function}: name {name.text} as an output: ret_x (io_x when read too)')
    return seen


def parameter_name(param):
    shape = top_level(param)
    if '()' in shape or not param or '[]' in shape:
        return None  # a pointer to a function, an array
    return param[-1] if len(param) > 1 and param[-1].kind == 'id' else None


def writes_through(words, name):
    if name.startswith('io_') or 'const' in words or name == 'argv' or '*' not in words:
        return False
    stars = words.count('*')
    return stars > 1 or any(w in SCALARS for w in words)
