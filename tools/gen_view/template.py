"""Reads one template: directives and HTML together become a list of steps."""
import re
from dataclasses import dataclass, field

from directive import Words, pieces
from header import Type
from markup import Markup
from refusal import Refusal

FUNCTIONS = {  # name: (kinds it takes, what C it becomes; {x} is the value)
    'date': ('day usec', 'format_date(out->arena, view->lang, {x})'),
    'weekday_date': ('day usec', 'format_weekday_date(out->arena, view->lang, {x})'),
    'short_date': ('day usec', 'format_short_date(out->arena, view->lang, {x})'),
    'near_date': ('day usec', 'format_near_date(out->arena, view->lang, {x}, view->today)'),
    'time': ('usec', 'format_time(out->arena, view->lang, {x})'),
    'number': ('int', 'format_number(out->arena, view->lang, {x})'),
}
BUILT_IN = {'@lang': 'lang_tag(view->lang)', '@direction': 'lang_direction(view->lang)'}
RESERVED = set('''out view v message auto break case char const continue default do double else enum
    extern float for goto if inline int long register restrict return short signed sizeof static
    struct switch typedef union unsigned void volatile while bool piece and or not in'''.split())
TEXT_MAX = 2000


@dataclass(frozen=True)
class Text:
    """A message: key of the catalogues."""
    context: str
    id: str
    plural: str

    def names(self):
        """Its placeholders, in the order in which they first appear."""
        return list(dict.fromkeys(re.findall(r'\{(\w+)\}', self.id + self.plural)))


@dataclass
class Static:
    text: str


@dataclass
class Value:
    line: int
    c: str
    kind: str      # str, z, int, html
    written: str   # text, raw, link, source, segment, part


@dataclass
class Message:
    line: int
    text: Text
    values: dict   # placeholder: Value
    remark: str


@dataclass
class Lookup:
    line: int
    c: str         # a message id


@dataclass
class Branch:
    line: int
    condition: str  # in C, '' for else
    steps: list


@dataclass
class If:
    line: int
    branches: list


@dataclass
class Each:
    line: int
    name: str
    item: Type
    list: str       # in C
    len: str
    steps: list
    otherwise: list


@dataclass
class Include:
    line: int
    name: str
    argument: str          # in C, '' for none
    struct: str
    parents: tuple         # open elements


@dataclass
class Token:
    line: int


@dataclass
class Block:
    line: int
    name: str
    steps: list
    parents: tuple
    events: list


@dataclass
class Template:
    file: str
    name: str = ''
    line: int = 1
    struct: str = ''       # '' for none
    header: str = ''
    layout: str = ''
    layout_line: int = 0
    steps: list = field(default_factory=list)
    events: list = field(default_factory=list)   # as Markup's: for those who include this
    includes: list = field(default_factory=list)
    blocks: list = field(default_factory=list)


class Reader:
    def __init__(self, file, name, source, headers, assets):
        self.file, self.headers, self.assets = file, headers, assets
        self.template = Template(file, name)
        self.markup = Markup(file)
        self.pieces = pieces(source, file)
        self.at = 0
        self.scope = {}      # loop variable: its type
        self.opened = []     # directives that wait for {{end}}

    def refuse(self, line, text):
        raise Refusal(self.file, line, text)

    def read(self):
        self.first_lines()
        steps, end = self.steps()
        if end:
            end.refuse(f'"{{{{{end.text}}}}}" without something that it ends')
        self.markup.finish()
        self.template.steps = trimmed(steps)
        self.template.events = self.markup.events
        if self.template.layout:
            self.only_blocks(steps)
        return self.template

    def only_blocks(self, steps):
        for step in steps:
            blank = isinstance(step, Static) and not step.text.strip()
            if not blank and not isinstance(step, Block):
                self.refuse(self.template.layout_line, 'a page with a layout holds only blocks')

    # the first lines

    def first_lines(self):
        while self.at < len(self.pieces) and not self.pieces[self.at].directive \
                and not self.pieces[self.at].text.strip():
            self.at += 1
        if self.at == len(self.pieces) or not self.pieces[self.at].directive:
            self.refuse(1, '{{template NAME(struct S) "view/x.h"}} stands first')
        words = Words(self.pieces[self.at], self.file)
        words.need('template')
        template = self.template
        template.line = words.line
        if words.name() != template.name:
            words.refuse(f'the template of this file is called {template.name}')
        words.need('(')
        if words.take('struct'):
            template.struct = words.name()
        words.need(')')
        template.header = words.string() or ''
        words.end()
        if bool(template.struct) != bool(template.header):
            words.refuse('a struct needs its header, "view/x.h"')
        if template.header:
            if not re.fullmatch(r'view/[\w/]+\.h', template.header):
                words.refuse('a view header is under "view/"')
            self.headers.read(template.header, self.file, words.line)
            self.headers.struct(template.struct, self.file, words.line)
        self.at += 1

    # steps

    def steps(self):
        """Reads until {{end}}, {{else}} or {{elif}}; returns the steps and that directive."""
        out = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if not piece.directive:
                out += self.static(piece)
                continue
            words = Words(piece, self.file)
            if words.peek() in [('name', 'end'), ('name', 'else'), ('name', 'elif')] and \
                    words.peek(1)[1] != '.':
                return out, words
            out += self.directive(words, piece)
        return out, None

    def static(self, piece):
        """Text; the token goes in right after the tag of a form that posts."""
        out, rest, line = [], piece.text, piece.line
        while rest:
            cut = self.tag_end(rest)
            written = self.markup.feed(rest[:cut], line)
            if written:
                out.append(Static(written))
            line += rest.count('\n', 0, cut)
            if self.markup.take_token():
                out.append(Token(line))
            rest = rest[cut:]
        return out

    @staticmethod
    def tag_end(text):
        end = text.find('>')
        return len(text) if end < 0 else end + 1

    def directive(self, words, piece):
        kind, word = words.peek()
        handler = {'if': self.read_if, 'each': self.read_each, 'include': self.read_include,
                   'block': self.read_block, 'layout': self.read_layout, 'asset': self.read_asset,
                   '_': self.read_message}.get(word if kind == 'name' else None)
        following = words.peek(1)
        if handler and (word == '_' or following[1] not in ('.', None)):
            words.at += 1
            step = handler(words, piece) if word == '_' else handler(words)
        else:
            value = self.value(words)
            words.end()
            step = self.written(value, words, piece.text)
        return [step] if step else []

    def written(self, value, words, what):
        """Decides how a value is written where it stands."""
        child = '#markup' if value.kind == 'html' else '#text'
        how = self.markup.value(words.line, what, child)
        if value.kind == 'html':
            if how != 'raw':
                words.refuse(f'"{what}" is markup and may only stand between elements')
            value.written = 'raw'
        else:
            value.written = 'text' if how == 'raw' else how
        return value

    # values and conditions

    def path(self, words):
        """A field, by name: its C and its type."""
        first = words.name()
        if first in self.scope:
            item = self.scope[first]
            c, kind = (first, item) if item.kind == 'struct' else (f'(*{first})', item)
            arrow = '->'
        else:
            if not self.template.struct:
                words.refuse(f'unknown "{first}": this template has no struct')
            kind = self.field(words, self.template.struct, first)
            c, arrow = f'v->{first}', '.'
        while words.take('.'):
            if kind.kind != 'struct':
                words.refuse(f'"{first}" has no fields')
            first = words.name()
            kind = self.field(words, kind.struct, first)
            c, arrow = f'{c}{arrow}{first}', '.'
        return c, kind, arrow == '->'

    def field(self, words, struct, name):
        found = self.headers.struct(struct, self.file, words.line).fields.get(name)
        if found is None:
            words.refuse(f'struct {struct} has no field "{name}"')
        return found

    def value(self, words):
        """Something to write."""
        kind, word = words.peek()
        if kind == 'name' and word.startswith('@'):
            if word not in BUILT_IN:
                words.refuse(f'unknown "{word}"')
            words.at += 1
            return Value(words.line, BUILT_IN[word], 'str', '')
        if kind == 'name' and words.peek(1)[1] == '(':
            return self.call(words)
        c, found, _ = self.path(words)
        if found.kind not in ('str', 'z', 'int', 'html'):
            hint = ': use date(...)' if found.kind in ('day', 'usec') else ''
            words.refuse(f'"{words.text}" is a {found.c or "list"} and cannot be written{hint}')
        return Value(words.line, c, found.kind, '')

    def call(self, words):
        name = words.name()
        if name not in FUNCTIONS:
            words.refuse(f'unknown function "{name}"')
        kinds, c = FUNCTIONS[name]
        words.need('(')
        x, found, _ = self.path(words)
        words.need(')')
        if found.kind not in kinds.split():
            words.refuse(f'{name}(...) takes a {kinds.replace(" ", " or ")}')
        if found.kind == 'usec' and name != 'time':
            x = f'zone_day({x})'
        return Value(words.line, c.format(x=x), 'str', '')

    def condition(self, words):
        parts, word = [self.test(words)], None
        while (found := words.take('and', 'or')):
            if word and found != word:
                words.refuse('"and" and "or" in one condition: use two {{if}}')
            word = found
            parts.append(self.test(words))
        words.end()
        return {'or': ' || '}.get(word, ' && ').join(parts)

    def test(self, words):
        if words.take('not'):
            return '!' + self.truth(*self.path(words)[:2], words)
        c, found, _ = self.path(words)
        sign = words.take('==', '!=', '<', '>', '<=', '>=')
        return self.comparison(c, found, sign, words) if sign else self.truth(c, found, words)

    def truth(self, c, found, words):
        if found.kind in ('str', 'html'):
            return f'{c}.len'
        if found.kind == 'z':
            return f'({c} && *{c})'
        if found.kind in ('bool', 'int', 'day', 'usec'):
            return c
        if found.kind == 'list' and not found.size:
            return f'{c}_len'
        words.refuse(f'"{words.text}": this is never true or false by itself')

    def comparison(self, c, found, sign, words):
        text = words.string()
        if text is not None:
            if found.kind != 'str' or sign not in ('==', '!='):
                words.refuse('only a struct str compares with a text, by == and !=')
            return f'{"!" if sign == "!=" else ""}str_is({c}, {c_string(text)})'
        if found.kind not in ('int', 'enum', 'day', 'usec'):
            words.refuse(f'"{words.text}": this does not compare')
        kind, word = words.peek()
        if kind == 'number' or (kind == 'name' and re.fullmatch(r'[A-Z][A-Z0-9_]*', word)):
            words.at += 1
            return f'{c} {sign} {word}'
        other, other_found, _ = self.path(words)
        if other_found.c != found.c:
            words.refuse(f'"{words.text}": two kinds of value')
        return f'{c} {sign} {other}'

    # directives

    def read_message(self, words, piece):
        first = words.string()
        if first is None:
            c, found, _ = self.path(words)
            words.end()
            if found.kind != 'z':
                words.refuse('{{_ x}} takes a const char * with a message id')
            self.message_place(words)
            return Lookup(words.line, c)
        plural = words.string()
        values, context = {}, ''
        while words.peek()[0]:
            name = words.name()
            words.need('=')
            if name in values:
                words.refuse(f'"{name}=" occurs twice')
            if name == 'context':
                context = words.string() or words.refuse('context= takes a text')
                continue
            values[name] = self.value(words)
        text = Text(context, first, plural or '')
        self.check_text(text, values, words, plural is not None)
        how = self.message_place(words)
        for value in values.values():
            if value.kind == 'html' and how != 'raw':
                words.refuse('markup may only stand between elements')
            value.written = 'raw' if value.kind == 'html' else 'text'
        return Message(words.line, text, values, piece.remark)

    def message_place(self, words):
        how = self.markup.value(words.line, '_')
        if how not in ('raw', 'text'):
            words.refuse('a translated text in an address')
        return how

    def check_text(self, text, values, words, plural):
        if not text.id.strip() or len(text.id) > TEXT_MAX or (plural and not text.plural.strip()):
            words.refuse('an empty or endless text')
        if re.search(r'<[a-z/!]', text.id + text.plural, re.IGNORECASE):
            words.refuse('markup in a text: it would be shown as it is')
        if set(text.names()) != set(values):
            words.refuse('the {placeholders} of the text and the values are not the same')
        if plural and ('n' not in values or values['n'].kind != 'int'):
            words.refuse('a text with a plural needs an integer n=')

    def read_if(self, words):
        line, branches, ends = words.line, [], []
        self.begin(words, 'if')
        condition = self.condition(words)
        before = self.markup.branch_begin(line)
        while True:
            steps, end = self.steps()
            branches.append(Branch(words.line, condition, steps))
            ends.append(self.markup.branch_next(before))
            words = self.expect(end, line)
            if words.take('end'):
                break
            if not condition:
                words.refuse('nothing follows {{else}} but {{end}}')
            condition = self.condition(words) if words.take('elif') else ''
            if not condition:
                words.need('else')
                words.end()
        words.end()
        self.opened.pop()
        self.markup.branch_done(words.line, before, ends if not condition else ends + [before])
        return If(line, branches)

    def expect(self, end, line):
        if end is None:
            self.refuse(line, f'"{{{{{self.opened[-1]}}}}}" without "{{{{end}}}}"')
        return end

    def begin(self, words, name):
        if len(self.opened) == 20:
            words.refuse('nested too deep')
        self.opened.append(name)

    def read_each(self, words):
        line, name = words.line, words.name()
        self.begin(words, 'each')
        if name in RESERVED or name in self.scope or not re.fullmatch(r'[a-z][a-z0-9_]*', name):
            words.refuse(f'choose another name than "{name}"')
        words.need('in')
        c, found, _ = self.path(words)
        words.end()
        if found.kind != 'list':
            words.refuse('{{each}} takes a list')
        len_c = f'sizeof({c}) / sizeof(*{c})' if found.size else f'{c}_len'
        before = self.markup.branch_begin(line)
        self.scope[name] = found.item
        steps, end = self.steps()
        del self.scope[name]
        ends = [self.markup.branch_next(before)]
        otherwise = []
        words = self.expect(end, line)
        if words.take('else'):
            words.end()
            otherwise, end = self.steps()
            ends.append(self.markup.branch_next(before))
            words = self.expect(end, line)
        words.need('end')
        words.end()
        self.opened.pop()
        self.markup.branch_done(words.line, before, ends + [before])
        return Each(line, name, found.item, c, len_c, steps, otherwise)

    def read_include(self, words):
        name = words.name()
        words.need('(')
        argument, struct = '', ''
        if not words.take(')'):
            c, found, is_pointer = self.path(words)
            words.need(')')
            if found.kind != 'struct':
                words.refuse('a template takes a struct')
            argument, struct = c if is_pointer else f'&{c}', found.struct
        words.end()
        if self.markup.state.mode != 'text':
            words.refuse('{{include}} stands between elements')
        step = Include(words.line, name, argument, struct, tuple(self.markup.names()))
        self.template.includes.append(step)
        return step

    def read_layout(self, words):
        template = self.template
        if template.layout or self.markup.events or template.blocks or self.opened:
            words.refuse('{{layout NAME}} stands once, right after {{template}}')
        template.layout, template.layout_line = words.name(), words.line
        words.end()

    def read_block(self, words):
        line, name = words.line, words.name()
        words.end()
        if self.opened or self.markup.state.mode != 'text':
            words.refuse('a block stands outside of tags, {{if}}, {{each}} and other blocks')
        if not re.fullmatch(r'[a-z][a-z0-9_]*', name):
            words.refuse('the name of a block is in lower case')
        if name in [block.name for block in self.template.blocks]:
            words.refuse(f'block "{name}" occurs twice')
        self.begin(words, 'block')
        parents, first_event = tuple(self.markup.names()), len(self.markup.events)
        before = self.markup.branch_begin(line)
        steps, end = self.steps()
        words = self.expect(end, line)
        words.need('end')
        words.end()
        self.opened.pop()
        self.markup.branch_done(words.line, before, [self.markup.branch_next(before)])
        block = Block(line, name, trimmed(steps), parents, self.markup.events[first_event:])
        self.template.blocks.append(block)
        return block

    def read_asset(self, words):
        name = words.string()
        words.end()
        if name not in self.assets:
            words.refuse(f'there is no asset "{name}"')
        if self.markup.value(words.line, 'asset') not in ('link', 'source'):
            words.refuse('{{asset}} stands at the start of an address')
        return Static(self.assets[name])


def trimmed(steps):
    """Without the white space at both ends."""
    steps = list(steps)
    if steps and isinstance(steps[0], Static):
        steps[0] = Static(steps[0].text.lstrip())
    if steps and isinstance(steps[-1], Static):
        steps[-1] = Static(steps[-1].text.rstrip())
    return [step for step in steps if not isinstance(step, Static) or step.text]


def c_string(text):
    escapes = {'"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r'}
    plain = lambda c: c if c >= ' ' and c != '\x7f' else f'\\{ord(c):03o}'
    return '"' + ''.join(escapes.get(c) or plain(c) for c in text).replace('??', '?\\?') + '"'
