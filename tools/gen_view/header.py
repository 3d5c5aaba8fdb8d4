"""Reads view structs from the headers under src/view/: a small, strict part of C."""
import os
import re
from dataclasses import dataclass, field

from refusal import Refusal

INTEGERS = {'int', 'unsigned', 'short', 'unsigned short', 'long', 'unsigned long', 'size_t',
            'int8_t', 'int16_t', 'int32_t', 'int64_t',
            'uint8_t', 'uint16_t', 'uint32_t', 'uint64_t'}
SIMPLE = {'struct str': 'str', 'struct html': 'html', 'bool': 'bool', 'day': 'day', 'usec': 'usec'}

FIELD = re.compile(r'(?P<type>(?:const\s+)?(?:(?:struct|enum|unsigned)\s+)?\w+)'
                   r'(?:\s+|\s*(?P<stars>\*(?:\s*const\s*\*)?)\s*)'
                   r'(?P<name>\w+)\s*(?:\[(?P<size>\w+)\])?(?P<more>(?:\s*,\s*\w+)*)')


@dataclass(frozen=True)
class Type:
    """kind: str, z (const char *), html, bool, int, day, usec, enum, struct, list."""
    kind: str
    c: str                 # as written in C
    item: 'Type' = None    # of a list
    size: str = ''         # of a fixed list; else the list has a field NAME_len

    @property
    def struct(self):
        return self.c.removeprefix('struct ') if self.kind == 'struct' else None


@dataclass
class Struct:
    name: str
    fields: dict = field(default_factory=dict)
    refusal: Refusal = None  # why it cannot be used in a template


def plain_type(c):
    """The type of a field that is no pointer and no list, or None."""
    if c in SIMPLE:
        return Type(SIMPLE[c], c)
    if c in INTEGERS:
        return Type('int', c)
    if c.startswith('enum '):
        return Type('enum', c)
    if c.startswith('struct '):
        return Type('struct', c)
    return None


def field_type(written, stars, size):
    """Returns the type and whether it is a pointer that needs its _len."""
    const = written.startswith('const ')
    c = ' '.join(written.removeprefix('const ').split())
    if c == 'char':
        if not const or not stars:
            return None, False
        text = Type('z', 'const char *')
        if stars == '*':
            return (Type('list', '', text, size), False) if size else (text, False)
        return (None, False) if size else (Type('list', '', text), True)
    item = plain_type(c)
    if item is None or len(stars) > 1:
        return None, False
    if stars:
        return (Type('list', '', item), True) if const and not size else (None, False)
    return (Type('list', '', item, size), False) if size else (item, False)


def without_comments(text):
    blank = lambda match: re.sub(r'[^\n]', ' ', match[0])
    return re.sub(r'/\*.*?\*/|//[^\n]*', blank, text, flags=re.DOTALL)


def parse_struct(name, body, file, line):
    struct, lists = Struct(name), []
    for part in body.split(';'):
        here = line + part[:len(part) - len(part.lstrip())].count('\n')
        line += part.count('\n')
        part = part.strip()
        if not part:
            continue
        match = FIELD.fullmatch(part)
        kind, needs_len = (None, False)
        if match:
            kind, needs_len = field_type(match['type'], re.sub(r'\s', '', match['stars'] or ''),
                                         match['size'] or '')
        if kind is None or (match['more'] and (match['stars'] or match['size'])):
            raise Refusal(file, here, f'struct {name}: no template can read "{part}"')
        for name_of_field in [match['name']] + re.findall(r'\w+', match['more']):
            struct.fields[name_of_field] = kind
        if needs_len:
            lists.append((match['name'], here))
    for list_name, here in lists:
        if struct.fields.get(list_name + '_len', Type('', '')).c != 'size_t':
            raise Refusal(file, here, f'struct {name}: {list_name} needs "size_t {list_name}_len"')
    return struct


class Headers:
    """All view structs reachable from the headers that templates name."""

    def __init__(self, source_dir):
        self.source_dir = source_dir
        self.structs = {}
        self.files = []

    def read(self, name, file, line):
        """Reads a header ("view/x.h") and those under view/ that it includes; once each."""
        path = os.path.join(self.source_dir, name)
        if path in self.files:
            return
        try:
            with open(path, encoding='utf-8') as header:
                text = without_comments(header.read())
        except (OSError, UnicodeError, ValueError):
            raise Refusal(file, line, f'cannot read "{name}"') from None
        self.files.append(path)
        for match in re.finditer(r'^#include "(view/[\w/]+\.h)"', text, re.MULTILINE):
            self.read(match[1], name, text.count('\n', 0, match.start()) + 1)
        for match in re.finditer(r'^struct (\w+)\s*\{(.*?)^\};', text, re.MULTILINE | re.DOTALL):
            begin = text.count('\n', 0, match.start(2)) + 1
            try:
                self.structs[match[1]] = parse_struct(match[1], match[2], 'src/' + name, begin)
            except Refusal as refusal:
                self.structs[match[1]] = Struct(match[1], refusal=refusal)

    def struct(self, name, file, line):
        found = self.structs.get(name)
        if found is None:
            raise Refusal(file, line, f'struct {name} is not in the headers of this template')
        if found.refusal:
            raise found.refusal
        return found
