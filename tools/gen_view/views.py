"""All templates together: parts, layouts and blocks fit each other."""
import os
import re

from header import Headers
from refusal import Refusal
from template import Block, Each, If, Include, Message, Reader
import rules


class Views:
    def __init__(self, source_dir, assets):
        self.headers = Headers(source_dir)
        self.assets = assets
        self.templates = {}

    def add(self, file, name, source):
        if name in self.templates:
            raise Refusal(file, 1, f'two templates are called {name}')
        if not re.fullmatch(r'[a-z][a-z0-9_]*', name):
            raise Refusal(file, 1, 'the name of a template is in lower case')
        self.templates[name] = Reader(file, name, source, self.headers, self.assets).read()

    def check(self):
        for template in self.templates.values():
            if template.layout:
                self.check_page(template)
            for include in template.includes:
                self.check_include(template, include)
        for template in self.templates.values():
            self.check_places(template)

    def is_layout(self, template):
        return bool(template.blocks) and not template.layout

    def layout_of(self, template):
        return self.templates[template.layout]

    def check_page(self, template):
        layout = self.templates.get(template.layout)
        refuse = lambda line, text: Refusal(template.file, line, text)
        if layout is None or not self.is_layout(layout):
            raise refuse(template.layout_line, f'there is no layout "{template.layout}"')
        if layout.struct not in ('', 'page'):
            raise Refusal(layout.file, layout.line, 'a layout is over struct page')
        for block in template.blocks:
            if block.name not in [b.name for b in layout.blocks]:
                raise refuse(block.line, f'layout "{layout.name}" has no block "{block.name}"')

    def check_include(self, template, include):
        refuse = lambda text: Refusal(template.file, include.line, text)
        part = self.templates.get(include.name)
        if part is None:
            raise refuse(f'there is no template "{include.name}"')
        if part.layout or part.blocks:
            raise refuse(f'"{include.name}" is a page or a layout, not a part')
        if part.struct != include.struct:
            wanted = f'a struct {part.struct}' if part.struct else 'nothing'
            raise refuse(f'"{include.name}" takes {wanted}')

    def check_places(self, template):
        """What parts and blocks hold may stand where they are put."""
        for include in template.includes:
            self.check_events(include.parents, self.events(include.name, [template.name], template),
                              template, include.line)
        if template.layout:
            places = {block.name: block.parents for block in self.layout_of(template).blocks}
            for block in template.blocks:
                self.check_block(template, block, places[block.name])

    def check_block(self, template, block, place):
        events = [(parents, child) for parents, child, _ in block.events]
        self.check_events(place, events, template, block.line)
        for step in walk(block.steps):
            if isinstance(step, Include):
                self.check_events(place + step.parents, self.events(step.name, [], template),
                                  template, step.line)

    def events(self, name, outer, template):
        """(open elements, child) of a part and of the parts in it."""
        if name in outer:
            raise Refusal(template.file, 1, f'"{name}" holds itself')
        part = self.templates[name]
        out = [(parents, child) for parents, child, _ in part.events]
        for include in part.includes:
            out += [(include.parents + parents, child)
                    for parents, child in self.events(include.name, outer + [name], template)]
        return out

    @staticmethod
    def check_events(outside, events, template, line):
        for parents, child in events:
            problem = rules.child_problem(tuple(outside) + parents, child)
            if problem:
                raise Refusal(template.file, line, f'{problem} (through what stands here)')

    def texts(self):
        """Every message: its key, and where it stands: [(Text, [(file, remark)])], in order."""
        found = {}
        for name in sorted(self.templates):
            template = self.templates[name]
            for step in walk(template.steps):
                if isinstance(step, Message):
                    found.setdefault(step.text, []).append((template.file, step.remark))
        return sorted(found.items(), key=lambda item: (item[0].context, item[0].id))


def walk(steps):
    """Every step, also the inner ones."""
    for step in steps:
        yield step
        if isinstance(step, If):
            for branch in step.branches:
                yield from walk(branch.steps)
        if isinstance(step, Each):
            yield from walk(step.steps)
            yield from walk(step.otherwise)
        if isinstance(step, Block):
            yield from walk(step.steps)


def load(root, assets):
    """Reads and checks every template under ROOT/views; returns them and all paths it read."""
    views, paths = Views(os.path.join(root, 'src'), assets), []
    top = os.path.join(root, 'views')
    for folder, folders, names in os.walk(top):
        folders.sort()
        paths.append(folder)
        for name in sorted(names):
            if name.endswith('.html'):
                paths.append(os.path.join(folder, name))
                inside = os.path.relpath(paths[-1], top)
                name = inside.removesuffix('.html').replace(os.sep, '_')
                views.add(os.path.join('views', inside), name, read(paths[-1], inside))
    views.check()
    return views, paths + views.headers.files


def read(path, inside):
    try:
        with open(path, encoding='utf-8') as source:
            return source.read()
    except UnicodeError:
        raise Refusal(os.path.join('views', inside), 1, 'is not UTF-8') from None
