"""Compiles views/*.html to C; docs/templates.md describes the language.

    tools/gen_view [--root DIR] [--assets FILE] [--c F] [--h F] [--cases F] [--pot F] [--depfile F]

--assets names a file with one "name address" a line, for {{asset "name"}}.
"""
import argparse
import os
import sys

import cases
import emit
from refusal import Refusal
from views import load

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class AnyAsset(dict):
    """Without a list of assets (when only the texts are wanted) every name is known."""

    def __contains__(self, name):
        return name is not None

    def __missing__(self, name):
        return '/' + name


def read_assets(path):
    if not path:
        return AnyAsset()
    with open(path, encoding='utf-8') as file:
        return dict(line.split() for line in file if line.strip())


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for option in ('assets', 'c', 'h', 'cases', 'pot', 'depfile'):
        parser.add_argument('--' + option)
    parser.add_argument('--root', default=ROOT)
    options = parser.parse_args()
    try:
        views, files = load(options.root, read_assets(options.assets))
    except Refusal as refusal:
        sys.exit(f'{refusal}')
    makers = {'c': emit.source, 'h': emit.declarations, 'cases': cases.cases, 'pot': emit.pot}
    for option, make in makers.items():
        if getattr(options, option):
            write(getattr(options, option), make(views))
    if options.depfile:
        escaped = [path.replace(' ', '\\ ') for path in files]
        write(options.depfile, f'{options.c}: {" ".join(escaped)}\n')


main()
