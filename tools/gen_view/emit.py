"""Writes C: one function per template, the table of messages, and the cases for the tests."""
import re

from template import Block, Each, If, Include, Lookup, Message, Static, Token, Value, c_string

FORMS = 6  # LANG_FORMS
WRITTEN = {'text': 'html_put', 'raw': 'html_put_raw', 'link': 'html_put_link',
           'source': 'html_put_source', 'segment': 'html_put_segment',
           'part': 'html_put_part'}
NOTE = '/* Made by tools/gen_view from views/; change those. */\n'


class Function:
    """The body of one C function."""

    def __init__(self, template, numbers):
        self.template, self.numbers = template, numbers
        self.lines, self.indent = [], 1
        self.line = 0  # of the template, where the compiler believes to be; 0 is nowhere
        self.used = set()  # parameters

    def put(self, text, line=0):
        self.used.update(re.findall(r'\b(?:v(?=->)|view\b)', text.replace('PUT_TEXT(', 'view(')))
        self.write(text, line)

    def write(self, text, line=0):
        if line and line != self.line:
            self.lines.append(f'#line {line} "{self.template.file}"')
            self.line = line
        rows = text.split('\n')
        self.lines += ['\t' * self.indent + row for row in rows]
        if self.line:
            self.line += len(rows)

    def inside(self, steps):
        self.indent += 1
        self.steps(steps)
        self.indent -= 1

    def steps(self, steps):
        writers = {Value: self.value, Message: self.message, Lookup: self.lookup, If: self.choice,
                   Each: self.each, Include: self.include, Token: self.token}
        text = ''
        for step in steps:
            if isinstance(step, Static):
                text += step.text
                continue
            self.static(text)
            text = ''
            writers[type(step)](step)
        self.static(text)

    def static(self, text):
        if text:
            parts = [c_string(part) for part in text.splitlines(keepends=True)]
            self.write('PUT(' + '\n\t'.join(parts) + ');')

    @staticmethod
    def written(value):
        c = value.c
        if value.written in ('link', 'source') and value.kind == 'z':
            c = f'str_of({c})'
        return f'{WRITTEN[value.written]}(out, {c});'

    def value(self, step):
        self.put(self.written(step), step.line)

    def message(self, step):
        number = str(self.numbers[step.text])
        if step.text.plural:
            number += f' + lang_form(view->lang, {step.values["n"].c})'
        names = step.text.names()
        if not names:
            self.put(f'PUT_TEXT({number});', step.line)
            return
        self.put(f'view_text_each (piece, view->texts[{number}])', step.line)
        self.indent += 1
        if len(names) == 1:
            self.put(self.written(step.values[names[0]]))
        for at, name in enumerate(names if len(names) > 1 else []):
            self.put(('else ' if at else '') + f'if (piece->value == {at})')
            self.put('\t' + self.written(step.values[name]))
        self.indent -= 1

    def lookup(self, step):
        self.put(f'if ({step.c})', step.line)
        self.put(f'\thtml_put(out, lang_text(view->lang, {step.c}));')

    def token(self, step):
        self.put('view_put_token(out, view);', step.line)

    def choice(self, step):
        for at, branch in enumerate(step.branches):
            head = '} else ' if at else ''
            head += f'if ({branch.condition}) ' if branch.condition else ''
            self.put(head + '{', branch.line)
            self.inside(branch.steps)
        self.put('}')

    def each(self, step):
        c = 'char *const' if step.item.kind == 'z' else step.item.c
        self.put(f'view_each (const {c}, {step.name}, {step.list}, {step.len}) {{', step.line)
        self.inside(step.steps)
        self.put('}')
        if step.otherwise:
            self.put(f'if (!({step.len})) {{', step.line)
            self.inside(step.otherwise)
            self.put('}')

    def include(self, step):
        argument = f', {step.argument}' if step.argument else ''
        self.put(f'view_{step.name}(out, view{argument});', step.line)

    def text(self, name, static=''):
        unused = {'view', 'v'} if self.template.struct else {'view'}
        lines = [f'\t(void){parameter};' for parameter in sorted(unused - self.used)] + self.lines
        return static + head(self.template, name) + '\n{\n' + '\n'.join(lines) + '\n}\n'


def numbers_of(views):
    """The number of each message; a plural takes FORMS of them."""
    out, number = {}, 0
    for text, _ in views.texts():
        out[text] = number
        number += FORMS if text.plural else 1
    return out


def head(template, name):
    value = f', const struct {template.struct} *v' if template.struct else ''
    return f'void {name}(struct buf *out, const struct view *view{value})'


class Source:
    """The C of all templates."""

    def __init__(self, views):
        self.views = views
        self.numbers = numbers_of(views)
        self.functions = []   # text, in order
        self.layout_parts = {}  # [(name of a function, or None; block)]
        self.standards = set()

    def function(self, template, name, steps, static=False):
        body = Function(template, self.numbers)
        body.steps(steps)
        self.functions.append(body.text(name, 'static ' if static else ''))

    def layout(self, layout):
        """A layout becomes one function for each stretch between its blocks."""
        if layout.name in self.layout_parts:
            return self.layout_parts[layout.name]
        parts, steps = [], []

        def flush():
            nonlocal steps
            if steps:
                name = f'{layout.name}_{len(parts)}'
                self.function(layout, name, steps, static=True)
                parts.append((name, None))
            steps = []

        for step in layout.steps:
            if isinstance(step, Block):
                flush()
                parts.append((None, step))
            else:
                steps.append(step)
        flush()
        self.layout_parts[layout.name] = parts
        return parts

    def page(self, template):
        layout = self.views.layout_of(template)
        blocks = {block.name: block for block in template.blocks}
        body = Function(template, self.numbers)
        argument = ', view->page' if layout.struct else ''
        for name, block in self.layout(layout):
            if name:
                body.put(f'{name}(out, view{argument});', template.layout_line)
            elif block.name in blocks:
                body.steps(blocks[block.name].steps)
            elif block.steps:
                name = self.standard(layout, block)
                body.put(f'{name}(out, view{argument});', template.layout_line)
        self.functions.append(body.text('view_' + template.name))

    def standard(self, layout, block):
        """What stands in a block that the page does not fill."""
        name = f'{layout.name}_{block.name}_standard'
        if name not in self.standards:
            self.standards.add(name)
            self.function(layout, name, block.steps, static=True)
        return name

    def text(self):
        for template in self.views.templates.values():
            if template.layout:
                self.page(template)
            elif not self.views.is_layout(template):
                self.function(template, 'view_' + template.name, template.steps)
        return NOTE + ''.join(f'#include "{name}"\n' for name in includes(self.views)) \
            + '#include "view/templates.h"\n#include "view/generated.h"\n' \
            + '#include "i18n/format.h"\n\n' \
            + f'_Static_assert(LANG_FORMS == {FORMS}, "plurals are numbered so");\n\n' \
            + '\n'.join(self.functions) + '\n' + self.table()

    def table(self):
        rows = []
        for text, _ in self.views.texts():
            names = ''.join(f'{c_string(name)}, ' for name in text.names())
            key = (text.context, text.id, text.plural)
            fields = [c_string(part) if part else 'NULL' for part in key]
            rows.append(f'\t{{{", ".join(fields)}, (const char *const[]){{{names}NULL}}}},\n')
        return 'const struct view_message view_messages[] = {\n' + ''.join(rows) + '\t{0}};\n'


def includes(views):
    return sorted({t.header for t in views.templates.values() if t.header})


def source(views):
    return Source(views).text()


def declarations(views):
    structs = sorted({t.struct for t in views.templates.values() if t.struct})
    heads = [head(t, 'view_' + t.name) + ';\n' for t in views.templates.values()
             if not views.is_layout(t)]
    return NOTE + '#pragma once\n\n#include "view/view.h"\n\n' \
        + ''.join(f'struct {name};\n' for name in structs) + '\n' + ''.join(heads)


def pot(views):
    """The messages as a .pot file."""
    out = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for text, places in views.texts():
        remarks = dict.fromkeys(remark for _, remark in places if remark)
        lines = [f'#. {remark}' for remark in remarks]
        lines += [f'#: {file}' for file in dict.fromkeys(file for file, _ in places)]
        lines += [f'msgctxt {c_string(text.context)}'] if text.context else []
        lines.append(f'msgid {c_string(text.id)}')
        if text.plural:
            lines += [f'msgid_plural {c_string(text.plural)}', 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        out.append('\n'.join(lines) + '\n')
    return '\n'.join(out)
