"""Rules about how the C files stand together: third parties, features, tests, fuzz targets."""

import os
import re

from . import limits
from .c_rules import is_test, room


def check(tree, sources):
    third_parties(tree, sources)
    features(tree, sources)
    tests(tree, sources)
    lifetimes(tree, sources)
    built(tree, sources)
    called(tree, sources)
    stale(tree)


def is_system(name):
    if '/' in name:
        return name.split('/')[0] in limits.SYSTEM_FOLDERS
    return name[:-2] in limits.SYSTEM_HEADERS


def third_parties(tree, sources):
    """One .c, or one header that only its own folder includes; tests of that folder besides."""
    users = {}
    for s in sources:
        for inc in s.includes:
            if inc.angled and not is_system(inc.name) and s.file.path.startswith('src/'):
                users.setdefault(inc.name, []).append((s, inc))
    for name, found in users.items():
        files = [(s.file.path, s.line(inc.at)) for s, inc in found]
        owners = [f for f in files if not is_test(f[0])]
        homes = {os.path.dirname(path) for path, _ in owners}
        for path, line in owners[1:]:
            tree.report(path, line, 'third-party', f'<{name}> is already {owners[0][0]}\'s')
        for path, line in files:
            if is_test(path) and homes and os.path.dirname(path) not in homes:
                tree.report(path, line, 'third-party', f'<{name}> is {owners[0][0]}\'s')
        for path, _ in owners[:1]:
            if path.endswith('.h'):
                private_header(tree, sources, path, name)


def private_header(tree, sources, path, name):
    for s in sources:
        for inc in s.includes:
            if not inc.angled and 'src/' + inc.name == path \
                    and os.path.dirname(s.file.path) != os.path.dirname(path):
                tree.report(s.file.path, s.line(inc.at), 'third-party',
                            f'{path} knows <{name}> and is private to its folder')


ROUTES = re.compile(r'\bstruct\s+route\s+\w+\s*\[')


def features(tree, sources):
    """A file with a route table is a feature; it does not look into another feature."""
    stems = {s.file.path[:-2] for s in sources if s.file.ext == '.c' and ROUTES.search(s.file.text)}
    for s in sources:
        if room(s.file.path) not in ('web', 'api') or s.file.path[:-2] not in stems:
            continue
        for inc in s.includes:
            other = 'src/' + inc.name[:-2]
            if not inc.angled and other in stems and other != s.file.path[:-2]:
                tree.report(s.file.path, s.line(inc.at), 'feature',
                            f'{inc.name} is another feature; share through app or a helper')


def beside(paths, path, kind):
    """x_test.c for x.c; for x_y.c also x_test.c."""
    stem = path[:-2]
    while True:
        if f'{stem}_{kind}.c' in paths:
            return True
        folder, name = os.path.split(stem)
        if '_' not in name:
            return False
        stem = os.path.join(folder, name.rsplit('_', 1)[0])


def headers_fuzzed(sources):
    """Names of the headers that fuzz targets of the same room include."""
    return {inc.name for s in sources if s.file.path.endswith('_fuzz.c') for inc in s.includes
            if inc.name.split('/')[0] == room(s.file.path)}


def headers_of(path):
    """x_y.h and x.h for src/room/x_y.c, as included."""
    stem = path[len('src/'):-2]
    while True:
        yield stem + '.h'
        if '_' not in os.path.basename(stem):
            return
        stem = stem.rsplit('_', 1)[0]


def in_room(path):
    """The path as if the file stood in its room, not in a folder of it."""
    return '/'.join(path.split('/')[:2] + [os.path.basename(path)])


def tests(tree, sources):
    paths = {s.file.path for s in sources}
    fuzzed = headers_fuzzed(sources)
    for path in sorted(paths):
        mine = room(path)
        if mine is None or not path.endswith('.c') or is_test(path):
            continue
        if mine in limits.TESTED_ROOMS and path not in limits.UNTESTED \
                and not beside(paths, path, 'test') and not beside(paths, in_room(path), 'test'):
            tree.report(path, 1, 'untested', f'has no {os.path.basename(path)[:-2]}_test.c')
        stem = os.path.basename(path)[:-2]
        reads = mine in limits.FUZZED_ROOMS or stem in limits.FUZZED \
            or stem.split('_')[0] in limits.FUZZED and mine in ('http', 'i18n', 'credential')
        if reads and path not in limits.UNFUZZED and not beside(paths, path, 'fuzz') \
                and not any(h in fuzzed for h in headers_of(path)):
            tree.report(path, 1, 'unfuzzed', f'has no {stem}_fuzz.c')


LIFETIME = re.compile(r'^#define (\w+)[ \t].*\bUSEC_(?:SECOND|MINUTE|HOUR|DAY)\b', re.MULTILINE)


def lifetimes(tree, sources):
    """How long something lasts is public, and a test moves the clock by it."""
    tested = set()
    for s in sources:
        if is_test(s.file.path):
            tested.update(re.findall(r'\b[A-Z]\w+\b', s.file.text))
    for s in sources:
        if s.file.ext != '.h' or room(s.file.path) is None or s.file.path == 'src/base/time.h':
            continue
        for found in LIFETIME.finditer(s.file.text):
            if found[1] not in tested:
                line = s.file.text.count('\n', 0, found.start()) + 1
                tree.report(s.file.path, line, 'lifetime', f'no test names {found[1]}')


def built(tree, sources):
    """A source that no meson.build names is neither compiled nor tested."""
    builds = [f for f in tree.files if f.name == 'meson.build']
    for s in sources:
        path = s.file.path
        if s.file.ext != '.c' or not path.startswith(('src/', 'tests/', 'bench/')):
            continue
        above = path.startswith(('tests/', 'bench/'))  # a room may build its own from there
        near = [b for b in builds if above or path.startswith(b.path[:-len('meson.build')])]
        stem = re.sub(r'(_test|_fuzz)?\.c$', '', s.file.name)  # loops name the stem only
        if near and not any(f"{s.file.name}'" in b.text or f"'{stem}'" in b.text for b in near):
            tree.report(path, 1, 'unbuilt', 'no meson.build names it')


STATEMENT = re.compile(r'^-- name: (\w+)\(', re.MULTILINE)


def called(tree, sources):
    """A statement that no C names is dead: sent at once, or soon."""
    statements = [f for f in tree.files if f.path.startswith('src/db/queries/')]
    names = {name for s in sources if statements for name in re.findall(r'\w+', s.file.text)}
    for f in statements:
        for found in STATEMENT.finditer(f.text):
            if not names & {found[1], found[1] + '_soon'}:
                tree.report(f.path, f.line_of(found.start()), 'uncalled', f'no C calls {found[1]}')


def stale(tree):
    """An exception for what is no longer there hides the next case."""
    if 'src/base/meson.build' not in tree.by_path:
        return
    named = [*limits.UNTESTED, *limits.UNFUZZED, *limits.SQL_IN_C]
    for path in named + [p for p, _ in limits.MUTABLE]:
        if path not in tree.by_path:
            tree.report('tools/house/limits.py', 1, 'stale', f'exception for {path}: no such file')
