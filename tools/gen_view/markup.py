"""Follows the HTML of a template piece by piece, so that every value's place is known."""
import copy
import html
import re
from dataclasses import dataclass, field
from html.entities import html5

from refusal import Refusal
import rules

START = re.compile(r'<([a-zA-Z][a-zA-Z0-9-]*)')
END = re.compile(r'</([a-zA-Z][a-zA-Z0-9-]*)\s*>')
ATTRIBUTE = re.compile(r'[a-zA-Z][a-zA-Z0-9_:.-]*')
REFERENCE = re.compile(r'&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z0-9]+);')
OWN_PATH = re.compile(r'/(?![/\\])')
SAFE_START = re.compile(r'/(?![/\\])|#|\?|https?://[a-z0-9.-]+(/|$)|mailto:|tel:')
VALUES = re.compile('\0[^\0]*\0')  # values in the text of an attribute


@dataclass
class Attribute:
    line: int
    text: str = ''
    certain: bool = True  # not in an {{if}}


@dataclass
class Element:
    name: str
    line: int
    verbatim: bool      # keeps its white space
    translate: bool     # its text has to be translated
    fresh: bool = True  # nothing stands in it yet


@dataclass
class State:
    """Where we are; copied at {{if}}, compared at {{end}}."""
    mode: str = 'text'  # text, tag, value (of an attribute), comment
    stack: list = field(default_factory=list)
    tag: str = ''
    tag_line: int = 0
    attributes: dict = field(default_factory=dict)
    spaced: bool = True   # an attribute may begin here
    attribute: str = ''
    quote: str = ''
    address: str = ''     # where in an address: '' is its start, then path, then query

    def place(self):
        """What is the same at both ends of a branch; the last part may change, in all of them."""
        tag = self.tag if self.mode == 'tag' else ''
        value = (self.tag, self.attribute, self.quote) if self.mode == 'value' else ()
        address = bool(self.address) if value else False
        return self.mode, [e.name for e in self.stack], tag, value, address


@dataclass
class Control:
    line: int
    tag: str
    id: str


class Markup:
    def __init__(self, file):
        self.file = file
        self.state = State()
        self.depth = 0          # of {{if}} and {{each}} inside the tag that is open
        self.events = []        # (open elements, child, line): for those who include this
        self.controls, self.labels = [], set()
        self.token_wanted = False

    def refuse(self, line, text):
        raise Refusal(self.file, line, text)

    # text between directives

    def feed(self, text, line):
        """Takes text; returns what comes out of it."""
        out, at = [], 0
        while at < len(text):
            step = getattr(self, 'in_' + self.state.mode)
            end, written = step(text, at, line + text.count('\n', 0, at))
            out.append(written)
            at = end
        return ''.join(out)

    def in_text(self, text, at, line):
        if text.startswith('<!--', at):
            self.state.mode, self.state.tag_line = 'comment', line
            return at + 4, ''
        if text[at] == '<':
            return self.markup(text, at, line)
        end = text.find('<', at)
        end = len(text) if end < 0 else end
        return end, self.plain(text[at:end], line)

    def in_comment(self, text, at, line):
        end = text.find('-->', at)
        if end < 0:
            return len(text), ''
        self.state.mode = 'text'
        return end + 3, ''

    def plain(self, text, line):
        stack = self.state.stack
        if text.strip():
            self.references(text, line)
            self.child('#text', line)
        if self.translates() and self.has_words(text):
            shown = ' '.join(text.split())[:40]
            self.refuse(line + self.word_line(text), f'"{shown}" is not in {{{{_ }}}}')
        if stack and stack[-1].verbatim:
            fresh, stack[-1].fresh = stack[-1].fresh, False
            return text.removeprefix('\n') if fresh else text
        return re.sub(r'[ \t\r\n\f]+', lambda m: '\n' if '\n' in m[0] else ' ', text)

    @staticmethod
    def has_words(text):
        return any(c.isalpha() for c in html.unescape(VALUES.sub('', text)))

    @staticmethod
    def word_line(text):
        before = re.match(r'[^\w&]*', text)[0]
        return before.count('\n')

    def references(self, text, line):
        for match in re.finditer('&', text):
            found = REFERENCE.match(text, match.start())
            if not found or (found[1][0] != '#' and found[1] + ';' not in html5):
                self.refuse(line + text.count('\n', 0, match.start()), 'write "&amp;" for "&"')
        if '\0' in text:
            self.refuse(line, 'a NUL character')

    def markup(self, text, at, line):
        stack = self.state.stack
        if text[at:at + 15].lower() == '<!doctype html>':
            if stack or self.events:
                self.refuse(line, '<!doctype> stands first')
            return at + 15, '<!doctype html>'
        end = END.match(text, at)
        if end:
            return end.end(), self.close(end[1], line)
        start = START.match(text, at)
        if not start:
            self.refuse(line, 'write "&lt;" for "<"')
        self.open(start[1], line)
        return start.end(), start[0]

    def translates(self):
        """Is what stands here for people to read, so that it needs {{_ }}?"""
        stack = self.state.stack
        inherited = not stack or stack[-1].translate
        own = self.fixed('translate') if self.state.mode != 'text' else None
        return {'no': False, 'yes': True}.get(own, inherited)

    # elements

    def names(self):
        return [element.name for element in self.state.stack]

    def child(self, name, line):
        problem = rules.child_problem(self.names(), name)
        if problem:
            self.refuse(line, problem)
        self.events.append((tuple(self.names()), name, line))

    def foreign(self):
        return 'svg' in self.names()

    def open(self, name, line):
        if name not in (rules.SVG if self.foreign() else rules.ELEMENTS):
            self.refuse(line, f'<{name}> is not an element that templates use')
        self.child(name, line)
        state = self.state
        state.mode, state.tag, state.tag_line = 'tag', name, line
        state.attributes, state.spaced = {}, False
        self.depth = 0

    def close(self, name, line):
        stack = self.state.stack
        if not stack or stack[-1].name != name:
            inside = f'<{stack[-1].name}> of line {stack[-1].line}' if stack else 'nothing'
            self.refuse(line, f'</{name}> does not fit: {inside} is open')
        stack.pop()
        return f'</{name}>'

    def in_tag(self, text, at, line):
        state = self.state
        if text[at].isspace():
            state.spaced = True
            end = at + len(text[at:]) - len(text[at:].lstrip())
            return end, ' ' if end < len(text) and text[end] not in '/>' else ''
        if text[at] == '>':
            return at + 1, self.tag_done(False)
        if text.startswith('/>', at):
            return at + 2, self.tag_done(True)
        match = ATTRIBUTE.match(text, at)
        if not match or not state.spaced:
            self.refuse(line, f'"{text[at:at + 20].split(chr(10))[0]}" may not stand in a tag here')
        return self.attribute(match[0], text, match.end(), line)

    def attribute(self, name, text, at, line):
        state = self.state
        if name != name.lower() and not self.foreign() and state.tag != 'svg':
            self.refuse(line, f'write attribute {name} in lower case')
        if name.lower() in rules.REFUSED_ATTRIBUTES or name.lower().startswith('on'):
            self.refuse(line, f'attribute {name} is not allowed')
        if name in rules.ADDRESSES and (state.tag, name) not in rules.LINKS | rules.SOURCES:
            self.refuse(line, f'attribute {name} is not allowed on <{state.tag}>')
        if name in state.attributes:
            self.refuse(line, f'attribute {name} occurs twice')
        state.attributes[name] = Attribute(line, certain=self.depth == 0)
        state.spaced = False
        if not text.startswith('=', at):
            return at, name
        quote = text[at + 1:at + 2]
        if quote not in ('"', "'"):
            self.refuse(line, f'attribute {name} needs quotes')
        state.mode, state.attribute, state.quote, state.address = 'value', name, quote, ''
        return at + 2, f'{name}={quote}'

    def in_value(self, text, at, line):
        state = self.state
        end = text.find(state.quote, at)
        closes = end >= 0
        end = end if closes else len(text)
        part = text[at:end]
        self.references(part, line)
        if part and state.attribute in rules.ADDRESSES:
            self.address_part(part, line)
        state.attributes[state.attribute].text += part
        if not closes:
            return end, part
        self.value_done()
        return end + 1, part + state.quote

    def address_part(self, part, line):
        state = self.state
        if not state.address:
            self.address_start(part, line)
        if re.search(r'[?#]|^(mailto|tel):', part):
            state.address = 'query'

    def address_start(self, part, line):
        state = self.state
        link = (state.tag, state.attribute) in rules.LINKS
        safe = SAFE_START if link else OWN_PATH
        fragment = state.tag == 'use' and part.startswith('#')
        if not safe.match(part) and not fragment:
            self.refuse(line, f'{state.attribute} may not begin with "{part[:20]}"')
        state.address = 'path'

    def value_done(self):
        state = self.state
        name, attribute = state.attribute, state.attributes[state.attribute]
        button = state.tag == 'input' and self.fixed('type') in ('submit', 'button', 'reset')
        visible = name in rules.VISIBLE_ATTRIBUTES or (button and name == 'value')
        if visible and self.translates() and self.has_words(attribute.text):
            self.refuse(attribute.line, f'the text of {name} is not in {{{{_ }}}}')
        state.mode, state.spaced = 'tag', False

    def fixed(self, name):
        """The text of an attribute that is there in any case and holds no value; or None."""
        found = self.state.attributes.get(name)
        return found.text if found and found.certain and '\0' not in found.text else None

    def has(self, name):
        found = self.state.attributes.get(name)
        return found is not None and found.certain

    # a tag that is complete

    def tag_done(self, slash):
        state, name = self.state, self.state.tag
        if self.depth:
            self.refuse(state.tag_line, f'<{name}> ends inside of an {{{{if}}}}')
        empty = name in rules.VOID or slash
        if slash and name not in rules.VOID and not self.foreign() and name != 'svg':
            self.refuse(state.tag_line, f'<{name}/> does not close <{name}>')
        self.check_tag(name)
        if not empty:
            verbatim = name in ('pre', 'textarea') or bool(state.stack and state.stack[-1].verbatim)
            state.stack.append(Element(name, state.tag_line, verbatim, self.translates()))
        state.mode = 'text'
        # The parser drops a line break right after <textarea> and <pre>: it gets one to drop.
        first = '\n' if name in ('textarea', 'pre') else ''
        return (' />' if slash and not name in rules.VOID else '>') + first

    def check_tag(self, name):
        state, line = self.state, self.state.tag_line
        if name == 'img' and not self.has('alt'):
            self.refuse(line, '<img> without alt')
        if name == 'script' and not self.has('src'):
            self.refuse(line, '<script> without src')
        if name == 'form':
            self.check_form()
        if name == 'label' and 'for' in state.attributes:
            self.labels.add(state.attributes['for'].text)
        if name in rules.CONTROLS and not self.is_labelled(name):
            found = state.attributes.get('id')
            self.controls.append(Control(line, name, found.text if found else ''))

    def check_form(self):
        line, method = self.state.tag_line, self.fixed('method')
        if method not in ('get', 'post'):
            self.refuse(line, '<form> needs method="get" or method="post"')
        if method == 'post' and not self.has('action'):
            self.refuse(line, '<form method="post"> needs action')
        self.token_wanted = method == 'post'

    def is_labelled(self, name):
        if name == 'input' and self.fixed('type') in rules.UNLABELLED_INPUTS:
            return self.fixed('type') != 'image' or self.has('alt')
        return self.has('aria-label') or self.has('aria-labelledby') or 'label' in self.names()

    # directives

    def value(self, line, what, child='#text'):
        """A value stands here. Returns how it is written, as in template.Value."""
        state = self.state
        if state.mode == 'comment':
            self.refuse(line, f'{what} in a comment')
        if state.mode == 'tag':
            self.refuse(line, f'{what} in a tag: it needs a quoted attribute')
        if state.mode == 'text':
            self.child(child, line)
            if state.stack:
                state.stack[-1].fresh = False
                if state.stack[-1].name in ('title', 'textarea', 'option'):
                    return 'text'
            return 'raw'
        state.attributes[state.attribute].text += f'\0{what}\0'
        if state.attribute not in rules.ADDRESSES:
            return 'text'
        if state.address:
            return 'segment' if state.address == 'path' else 'part'
        state.address = 'path'
        return 'link' if (state.tag, state.attribute) in rules.LINKS else 'source'

    def take_token(self):
        wanted, self.token_wanted = self.token_wanted, False
        return wanted

    def branch_begin(self, line):
        """Enters {{if}} or {{each}}: every branch starts from what this returns."""
        if self.state.mode == 'comment':
            self.refuse(line, 'a directive in a comment')
        self.depth += self.state.mode == 'tag'
        return copy.deepcopy(self.state)

    def branch_next(self, before):
        """The next branch; returns how the last one ended."""
        after, self.state = self.state, copy.deepcopy(before)
        return after

    def branch_done(self, line, before, ends):
        """After {{end}}: the branches have to end where they began."""
        if any(end.place() != ends[0].place() for end in ends):
            self.refuse(line, 'the branches end in different places of the HTML')
        last = ends[0]
        began, ended = before.place(), last.place()
        if began[:-1] != ended[:-1]:
            self.refuse(line, 'what is opened in here is closed outside, or the other way round')
        self.depth -= before.mode == 'tag'
        for end in ends[1:]:
            for name, attribute in end.attributes.items():
                known = last.attributes.setdefault(name, attribute)
                if known is not attribute and name == before.attribute and before.mode == 'value':
                    known.text += attribute.text[len(before.attributes[name].text):]
        if any(end.address == 'path' for end in ends):
            last.address = 'path'
        if before.mode == 'tag':
            for name in set(last.attributes) - set(before.attributes):
                last.attributes[name].certain = False
        last.spaced = False
        self.state = last

    def finish(self):
        """At the end of a template."""
        if self.state.mode != 'text':
            self.refuse(self.state.tag_line, 'the template ends inside of this')
        if self.state.stack:
            element = self.state.stack[-1]
            self.refuse(element.line, f'<{element.name}> is not closed')
        for control in self.controls:
            if not control.id or control.id not in self.labels:
                self.refuse(control.line, f'<{control.tag}> has no label')
