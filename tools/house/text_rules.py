"""Rules about any text file: bytes, width, length, words, views, Python functions, C layout."""

import ast
import os
import re
import shutil
import subprocess

from . import limits

CODE = ('.c', '.h', '.py', '.js', '.mjs', '.sql', '.css', '.sh')
# Bytes there are the point: broken input on purpose, or other people's layout.
RAW_FOLDERS = ('tests/data/',)

# Split words keep this table from finding itself. A pattern is tried where one of its hints stands.
MARKS = ('TO' 'DO', 'FIX' 'ME', 'X' 'XX')
FORBIDDEN = [(hints, re.compile(pattern, re.I), why) for hints, pattern, why in (
    (('/wor' 'k/', '/roo' 't/', '/hom' 'e/'), r'/wor[k]/|/roo[t]/|/hom[e]/\w+/',
     'path of one machine'),
    (('regis' 'try.', 'deb.deb' 'ian', 'pypi' '.org', 'pythonhos' 'ted', 'proxy.gol' 'ang',
      'static.cra' 'tes'),
     r'registr[y]\.(?:npmjs|yarnpkg)\.|\bdeb\.debia[n]\.|\bpyp[i]\.org|pythonhoste[d]\.org|'
     r'proxy\.golan[g]\.|static\.crate[s]\.', 'host of a package registry'),
    (('cla' 'ude', 'anthro' 'pic', 'chatg' 'pt', 'chat g' 'pt', 'open' 'ai', 'copi' 'lot', 'll' 'm',
      'gp' 't', 'language mo' 'del', 'a' 'i-', 'a' 'i ', 'system pro' 'mpt'),
     r'\b(?:claud[e]|anthropi[c]|chat\s?gp[t]|opena[i]|copilo[t]|ll[m]s?|gp[t]-?[345]\w*|'
     r'language mode[l]s?|a[i][ -](?:assistant|generated|agent)|system promp[t]s?)\b',
     'how the text was made'),
)]

INLINE = [(re.compile(p, re.I | re.S), what) for p, what in (
    (r'<script\b(?![^>]*\ssrc\s*=)[^>]*>', 'script without src'),
    (r'<script\b[^>]*>\s*[^<\s]', 'text inside a script element'),
    (r'<style\b', 'style element'),
    (r'<[a-z][^<>]*?\son[a-z]+\s*=', 'event handler attribute'),
    (r'<[a-z][^<>]*?\sstyle\s*=', 'style attribute'),
    (r'["\'=]\s*javascript:', 'javascript: address'),
)]


def check(tree):
    for f in tree.files:
        if f.path.startswith(RAW_FOLDERS) or f.binary:
            continue
        encoding(tree, f)
        words(tree, f)
        if f.ext in CODE:
            shape(tree, f)
        if f.ext == '.py' or is_python_script(f):
            python(tree, f)
        if f.path.startswith('views/') and f.ext == '.html':
            view(tree, f)


def encoding(tree, f):
    try:
        f.raw.decode('utf-8')
    except UnicodeDecodeError as e:
        line = f.raw.count(b'\n', 0, e.start) + 1
        tree.report(f.path, line, 'encoding', 'not UTF-8')
    if b'\r' in f.raw:
        line = f.raw.count(b'\n', 0, f.raw.index(b'\r')) + 1
        tree.report(f.path, line, 'encoding', 'carriage return')
    for m in re.finditer(rb'[ \t]+$', f.raw, re.M):
        line = f.raw.count(b'\n', 0, m.start()) + 1
        tree.report(f.path, line, 'trailing-space', 'white space at the end of the line')
    if f.raw and not f.raw.endswith(b'\n') and f.ext in CODE:
        tree.report(f.path, f.raw.count(b'\n') + 1, 'encoding', 'no newline at the end')


def words(tree, f):
    for mark in MARKS:
        if mark in f.text:
            for m in re.finditer(rf'\b{mark}\b', f.text):
                tree.report(f.path, f.line_of(m.start()), 'unfinished', m.group())
    lower = f.text.lower()
    for hints, pattern, why in FORBIDDEN:
        if any(hint in lower for hint in hints):
            for m in pattern.finditer(f.text):
                tree.report(f.path, f.line_of(m.start()), 'forbidden-word', f'"{m.group()}": {why}')


def shape(tree, f):
    lines = f.text.split('\n')
    if len(lines) - 1 > limits.FILE_LINES:
        tree.report(f.path, len(lines) - 1, 'file-length',
                    f'{len(lines) - 1} lines, at most {limits.FILE_LINES}')
    for number, line in enumerate(lines, 1):
        if len(line) * limits.TAB > limits.COLUMNS:
            columns = len(line.expandtabs(limits.TAB))
            if columns > limits.COLUMNS:
                tree.report(f.path, number, 'columns', f'{columns}, at most {limits.COLUMNS}')


def is_python_script(f):
    return f.ext == '' and re.match(rb'#!.*python', f.raw) is not None


def python(tree, f):
    try:
        module = ast.parse(f.text)
    except SyntaxError as e:
        tree.report(f.path, e.lineno or 1, 'python', f'does not parse: {e.msg}')
        return
    for node in ast.walk(module):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            if lines > limits.FUNCTION_LINES:
                tree.report(f.path, node.lineno, 'function-length',
                            f'{node.name} has {lines} lines, at most {limits.FUNCTION_LINES}')


def view(tree, f):
    for pattern, what in INLINE:
        for m in pattern.finditer(f.text):
            tree.report(f.path, f.line_of(m.start()), 'inline', what)


LAYOUT_FINDING = re.compile(r'^(.*?):(\d+):\d+: (?:error|warning): (.*)$', re.M)


def layout(tree, paths):
    """Starts clang-format over the C files; call the result to wait and report."""
    if not os.path.exists(os.path.join(tree.root, '.clang-format')) or not paths:
        return lambda: None
    if not shutil.which('clang-format'):
        tree.report('.clang-format', 1, 'layout', 'clang-format is not installed')
        return lambda: None
    halves = [paths[0::2], paths[1::2]]
    running = [subprocess.Popen(['clang-format', '--dry-run', '-Werror', *half], cwd=tree.root,
                                stderr=subprocess.PIPE, text=True) for half in halves if half]

    def finish():
        for process in running:
            output = process.communicate()[1]
            seen = set()
            for m in LAYOUT_FINDING.finditer(output):
                if m.group(1) not in seen:  # one a file says enough
                    tree.report(m.group(1), int(m.group(2)), 'layout', 'run clang-format -i')
                seen.add(m.group(1))
            if process.returncode and not seen:
                tree.report('.clang-format', 1, 'layout', output.strip().split('\n')[-1])
    return finish
