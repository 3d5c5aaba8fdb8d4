"""Rules about one C file at a time: size, layers, banned calls, state, headers, SQL."""

import re

from . import limits
from .clex import close_of, lex, split_commas, texts, top_level, without_attributes

SQL = [re.compile(p, re.S) for p in (
    r'\bSELECT\b.+\bFROM\b', r'^\s*SELECT\s', r'\bINSERT\s+(OR\s+\w+\s+)?INTO\b',
    r'\bUPDATE\s+\w+\s+SET\b', r'\bDELETE\s+FROM\b',
    r'\b(CREATE|ALTER|DROP)\s+(TABLE|INDEX|VIEW)\b',
    r'\bselect\s+[\w*., ()]+\s+from\s+\w+\s*(where|order by|limit|group by|;|$)',
    r'\binsert\s+into\s+\w+\s*(\(|values\b|default\b)', r'\bupdate\s+\w+\s+set\s+\w+\s*=',
    r'\bdelete\s+from\s+\w+\s*(where\b|;|$)')]

MARKUP = re.compile(r'<script\b(?![^>]*\bsrc=)|<style\b|<[a-z][^<>]*\s(?:on[a-z]+|style)\s*=', re.I)


def room(path):
    parts = path.split('/')
    return parts[1] if parts[0] == 'src' and len(parts) > 2 else None


def is_test(path):
    return path.startswith(('tests/', 'bench/')) or path.endswith(('_test.c', '_fuzz.c'))


def check(tree, source):
    path = source.file.path
    sizes(tree, source)
    header(tree, source)
    layers(tree, source)
    calls(tree, path, source.tokens, source.line)
    flow(tree, source)
    for name, _, body, at in source.defines:
        first = source.line(at)
        calls(tree, path, lex(body)[0], lambda _, line=first: line)
    if not is_test(path):
        state(tree, source)
        literals(tree, source)


def sizes(tree, source):
    for f in source.functions:
        first = source.tokens[f.open].at if not f.head else f.head[0].at
        lines = source.lines_between(first, source.tokens[f.close].at)
        if lines > limits.FUNCTION_LINES:
            tree.report(source.file.path, source.line(first), 'function-length',
                        f'{f.name} has {lines} lines, at most {limits.FUNCTION_LINES}')


def function_lengths(source):
    return [source.lines_between(f.head[0].at, source.tokens[f.close].at)
            for f in source.functions if f.head]


def header(tree, source):
    if source.file.ext != '.h':
        return
    path = source.file.path
    if not re.match(r'\s*(/\*|//)', source.file.text):
        tree.report(path, 1, 'header', 'starts with a comment: what it is, who owns what')
    first = source.tokens[0] if source.tokens else None
    if not first or not re.fullmatch(r'#\s*pragma\s+once\s*', first.text):
        tree.report(path, 1, 'header', '"#pragma once" comes before anything else')


def layers(tree, source):
    path = source.file.path
    mine = room(path)
    if path.startswith('src/') and mine not in limits.LAYERS:
        tree.report(path, 1, 'layer', f'no such room: {mine or "src itself"}')
        return
    for inc in source.includes:
        if inc.angled:
            continue
        theirs = inc.name.split('/')[0]
        if mine is None:
            continue
        if '/' not in inc.name:
            tree.report(path, source.line(inc.at), 'layer', f'name "{inc.name}" from src/')
        elif theirs == 'unit' and is_test(path):
            continue
        elif theirs not in (mine, 'base', *limits.LAYERS[mine]):
            allowed = ', '.join(limits.LAYERS[mine] + ('base',))
            tree.report(path, source.line(inc.at), 'layer',
                        f'{mine} may not include {theirs} (only {allowed})')


def refused_call(path, name):
    """Why this file may not call this function, or None."""
    mine = room(path)
    if name in limits.BANNED:
        return limits.BANNED[name]
    if name in limits.ALLOCATORS and mine != 'base':
        return 'only base/ allocates; use an arena, or mem.h'
    if name in limits.CLOCKS and path != 'src/base/time.c':
        return 'only base/time reads the clock; pass a struct clock'
    if name in limits.ENVIRONMENT and mine != 'cmd' and not path.startswith('tests/unit/'):
        return 'only cmd/ reads the environment; pass the value'
    if name in limits.PRINTERS and mine != 'cmd' and path != 'src/base/log.c' \
            and not is_test(path):
        return 'only cmd/ and base/log print'
    if name in limits.MAILERS and mine != 'mail' and path != 'src/app/notice.c' \
            and path.startswith('src/') and not is_test(path):
        return 'only app/notice mails, which asks of what kind it is; call notice_seal'
    return None


STATEMENT_WORDS = ('return', 'else', 'do', 'case', 'goto', 'sizeof')


def calls(tree, path, tokens, line_of):
    """Banned functions called, or handed on by name."""
    tokens = without_attributes(tokens)  # format(printf, 1, 2)
    for i, t in enumerate(tokens):
        if t.text not in limits.REFUSED_SOMEWHERE or t.kind != 'id':
            continue
        why = refused_call(path, t.text)
        if not why:
            continue
        before = tokens[i - 1] if i else None
        after = tokens[i + 1].text if i + 1 < len(tokens) else ';'
        if is_call(before, after) or is_handed_on(t.text, before, after):
            tree.report(path, line_of(t.at), 'banned-call', f'{t.text}: {why}')


def is_call(before, after):
    if after != '(':
        return False
    if before is None:
        return True
    if before.text in ('.', '->'):
        return False
    return before.kind != 'id' or before.text in STATEMENT_WORDS  # "usec time(" declares


def is_handed_on(name, before, after):
    if name in limits.CLOCKS:  # plain words, likely a variable
        return False
    return before is not None and before.text in ('(', ',', '=', '&', '{') \
        and after in (')', ',', ';', '}')


def flow(tree, source):
    for i, t in enumerate(source.tokens):
        if t.text == 'else' and t.kind == 'id' and ends_with_return(source, i - 1):
            tree.report(source.file.path, source.line(t.at), 'else-after-return',
                        'what comes after a return needs no else')


def ends_with_return(source, last):
    """Does the statement that ends at this token leave the function, whatever it finds?"""
    tokens, opening = source.tokens, source.match.get(last)
    end = last - 1 if opening is not None else last
    if end < 0 or tokens[end].text != ';':
        return False
    start = end - 1
    while start > 0 and tokens[start].text not in (';', '{', '}', ':'):
        start = source.match[start] - 1 if tokens[start].text in (')', ']') else start - 1
    words = texts(tokens[start + 1:end])
    if opening is not None:
        return words[:1] == ['return']
    return 'return' in words


def state(tree, source):
    path = source.file.path
    for t in source.tokens:
        if t.text in ('_Thread_local', '__thread', 'thread_local') and t.kind == 'id':
            tree.report(path, source.line(t.at), 'mutable-state', 'no thread-local state')
    found = [(d.head, True) for d in source.declarations]
    for f in source.functions:
        found += [(head, False) for head in local_statics(source.tokens, f)]
    for head, outer in found:
        name = mutable_name(head, outer)
        if name and (path, name.text) not in limits.MUTABLE:
            tree.report(path, source.line(name.at), 'mutable-state',
                        f'{name.text} can change; only const tables live outside functions')


def local_statics(tokens, f):
    for i in range(f.open, f.close):
        if tokens[i].text == 'static' and tokens[i].kind == 'id':
            end = i
            while end < f.close and tokens[end].text not in (';', '='):
                end = close_of(tokens, end) + 1 if tokens[end].text in ('(', '[', '{') else end + 1
            yield tokens[i:end]


NOT_OBJECTS = {'typedef', 'extern', '_Static_assert', 'static_assert', 'asm', '__asm__'}


def mutable_name(head, outer):
    """The name token of the object that this declaration defines, when it is not const."""
    plain = [t for t in without_attributes(head) if t.kind != 'pp']
    shape = top_level(plain)
    if not plain or NOT_OBJECTS.intersection(shape):
        return None
    if '=' in shape:
        plain = before_equals(plain)
        shape = top_level(plain)
    elif outer and '()' in shape and not declares_pointer_to_function(plain):
        return None  # a prototype, or a macro at file level
    plain = before_brackets(without_bodies(plain))
    if len(plain) < 2 or (plain[0].text in ('struct', 'union', 'enum') and len(plain) < 3):
        return None
    name = plain[-1] if plain[-1].kind == 'id' else None
    if declares_pointer_to_function(plain):
        opening = next(i for i, t in enumerate(plain) if t.text == '(')
        plain = plain[opening + 1:close_of(plain, opening)]
        plain = before_brackets(plain)
        name = plain[-1] if plain and plain[-1].kind == 'id' else None
    if name is None or is_bare_type(head):
        return None
    words = texts(plain[:-1])
    stars = [i for i, w in enumerate(words) if w == '*']
    constant = 'const' in words[stars[-1]:] if stars else 'const' in words or 'constexpr' in words
    return None if constant else name


def is_bare_type(head):
    """"struct x { ... }" without an object after it."""
    plain = without_attributes(head)
    return bool(plain) and plain[-1].text == '}' and '=' not in top_level(plain)


def before_equals(tokens):
    i = 0
    while i < len(tokens) and tokens[i].text != '=':
        i = close_of(tokens, i) + 1 if tokens[i].text in ('(', '[', '{') else i + 1
    return tokens[:i]


def without_bodies(tokens):
    out, i = [], 0
    while i < len(tokens):
        if tokens[i].text == '{':
            i = close_of(tokens, i) + 1
            continue
        out.append(tokens[i])
        i += 1
    return out


def before_brackets(tokens):
    """Without the array brackets, and without further declarators, at the end."""
    parts = split_commas(tokens)
    tokens = parts[0] if parts else []
    for i, t in enumerate(tokens):
        if t.text == '[':
            return tokens[:i]
    return tokens


def declares_pointer_to_function(tokens):
    for i, t in enumerate(tokens):
        if t.text == '(':
            return i + 1 < len(tokens) and tokens[i + 1].text == '*'
    return False


def literals(tree, source):
    """SQL and HTML that does not belong in C; neighbouring literals are one text."""
    run, start = '', None
    for t in source.tokens + [None]:
        if t is not None and t.kind == 'str':
            start = t.at if start is None else start
            run += t.text[t.text.index('"') + 1:-1].replace('\\n', '\n').replace('\\t', '\t')
            continue
        if start is not None:
            literal(tree, source, run, source.line(start))
        run, start = '', None
    for name, _, body, at in source.defines:
        text = ''.join(t.text.split('"', 1)[1][:-1] for t in lex(body)[0] if t.kind == 'str')
        literal(tree, source, text, source.line(at))


def literal(tree, source, text, line):
    if source.file.path not in limits.SQL_IN_C and any(p.search(text) for p in SQL):
        tree.report(source.file.path, line, 'sql', 'SQL text lives in src/db/queries/*.sql')
    if MARKUP.search(text) and source.file.path not in limits.INLINE_STYLE:
        tree.report(source.file.path, line, 'inline', 'no inline script, style or handler')
