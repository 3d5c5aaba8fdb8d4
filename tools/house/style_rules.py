"""Rules about classes: what a style sheet names stands in a page, what a page names has a style."""

import re

SHEETS = 'assets/'
THEIRS = ('nl-', 'utrecht-')  # of the NL Design System: the bundle leaves out what no page uses
LISTS = ('ul', 'ol')  # any class takes the bullets away

UNSEEN = re.compile(r'/\*.*?\*/|"[^"]*"', re.S)
DECLARATIONS = re.compile(r'\{[^{}]*\}')
STYLED = re.compile(r'\.([A-Za-z][\w-]*)')
DIRECTIVE = re.compile(r'\{\{.*?\}\}', re.S)
CLASSES = re.compile(r'<(\w+)[^<>]*?\sclass=\\?"([^"\\]*)', re.S)
MADE = '\0'  # stands for what a directive prints; a name made with one is not looked at
QUOTED = re.compile(r'''["'`]([^"'`\n]*)["'`]''')


def check(tree):
    styled, used, spoken = {}, {}, set()
    for f in tree.files:
        if f.path.startswith(SHEETS) and f.ext == '.css':
            styles(f, styled)
        elif f.path.startswith(SHEETS) and f.ext == '.js':
            spoken.update(word for q in QUOTED.findall(f.text) for word in re.split(r'[\s.]+', q))
        elif f.path.startswith('views/') or f.path.startswith('src/') and f.ext == '.c':
            uses(f, used)
    for name, (path, line) in styled.items():
        if name not in used and name not in spoken:
            tree.report(path, line, 'dead-style', f'no page has the class {name}')
    for name, (path, line, element) in used.items():
        if name not in styled and element not in LISTS and not name.startswith(THEIRS):
            tree.report(path, line, 'no-style', f'no style sheet knows the class {name}')


def blank(m, by=' '):
    return re.sub(r'[^\n]', by, m[0])


def styles(f, found):
    text = DECLARATIONS.sub(blank, UNSEEN.sub(blank, f.text))
    for m in STYLED.finditer(text):
        found.setdefault(m[1], (f.path, f.line_of(m.start())))


def uses(f, found):
    text = f.text
    if f.ext == '.html':
        text = DIRECTIVE.sub(lambda m: blank(m, MADE), text)
    for m in CLASSES.finditer(text):
        for name in (word.strip(MADE) for word in m[2].split()):
            if name and MADE not in name:
                found.setdefault(name, (f.path, f.line_of(m.start()), m[1]))
