#!/usr/bin/env python3
"""Templates at random: tools/gen_view refuses them with file and line, or escapes every value."""
import os
import random
import re
import sys
import tempfile
import time
import unittest
from html.parser import HTMLParser

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from gen_view_test import CARD, FIRST, LAYOUT, checked, write_headers  # noqa: E402
import cases  # noqa: E402
import emit  # noqa: E402
from refusal import Refusal  # noqa: E402
from template import (Block, Each, If, Include, Lookup, Message, Static, Token,  # noqa: E402
                      Value)

SECONDS = 20

# What a mutated template becomes, followed without C: every string is the same text, escaped as the
# step says. With a hostile text the result may not have other elements or attributes.

HOSTILE = '"\' x=1 onx=1 ><script>alert(1)</script><!--'


def escaped(text):
    return re.sub('[&<>"\']', lambda match: f'&#{ord(match[0])};', text)


def shown(value, text):
    if value.kind == 'int':
        return '7'
    if value.written == 'raw':
        return '<i></i>' if value.kind == 'html' else '!RAW!' + text
    if value.written in ('link', 'source'):
        return '#'
    return escaped(text) if value.written == 'text' else re.sub(r'\W', '', text)


def rendered(views, steps, text, choose):
    out = []
    for step in steps:
        if isinstance(step, Static):
            out.append(step.text)
        elif isinstance(step, Value):
            out.append(shown(step, text))
        elif isinstance(step, (Message, Lookup)):
            out.append(escaped('text'))
            out += [shown(value, text) for value in getattr(step, 'values', {}).values()]
        elif isinstance(step, If):
            taken = choose.randrange(len(step.branches) + 1)
            for branch in step.branches[taken:taken + 1]:
                out.append(rendered(views, branch.steps, text, choose))
        elif isinstance(step, Each):
            for _ in range(choose.randrange(3)):
                out.append(rendered(views, step.steps, text, choose))
        elif isinstance(step, Include):
            out.append(rendered(views, views.templates[step.name].steps, text, choose))
        elif isinstance(step, Block):
            out.append(rendered(views, step.steps, text, choose))
        elif isinstance(step, Token):
            out.append(f'<input value="{escaped(text)}">')
    return ''.join(out)


class Shape(HTMLParser):
    """The elements and the names of their attributes, in order."""

    def __init__(self, text):
        super().__init__()
        self.shape = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.shape.append((tag, [name for name, _ in attrs]))

    def handle_endtag(self, tag):
        self.shape.append(tag)

    def handle_comment(self, data):
        self.shape.append('comment')


class Fuzz(unittest.TestCase):
    SEEDS = [
        FIRST + '<p class="a{{if on}} b{{end}}">{{name}} {{_ "of {n}" n=count}}</p>\n'
        '{{each c in cards}}<a href="/x/{{c.key}}" title="{{c.title}}">{{c.title}}</a>'
        '{{else}}{{error}}{{end}}',
        FIRST + '<form method="post" action="/x"><label>{{_ "Name"}}'
        '<input value="{{name}}"{{if on}} checked{{end}}></label>'
        '<textarea aria-label="{{name}}">{{name}}</textarea></form><!-- x -->',
        FIRST + '<a href="{{link}}"><img alt="{{name}}" src="{{link}}"></a>{{chart}}'
        '<svg viewBox="0 0 1 1"><path d="{{count}}"/></svg>{{include card(card)}}{{date(born)}}',
    ]
    PIECES = ['<', '>', '"', "'", '{{', '}}', '{{name}}', '{{if on}}', '{{end}}', '{{else}}',
              '<!--', '-->',
              '<p', '</p>', ' x="', '=', '&', '{{chart}}', '<script>', '<style>', '</textarea>',
              ' onx="', '/',
              'href="', '{{link}}', '{{each w in words}}', '{{w}}', '\n', ' ', '\0', '<svg>',
              '</svg>', '{{_ "a"}}',
              '{{block a}}', '{{layout layout}}', '{{# x', '<title>', '</a>', 'javascript:', '`',
              '/>']

    def mutated(self, choose):
        text = choose.choice(self.SEEDS)
        for _ in range(choose.randrange(1, 4)):
            at, to = sorted(choose.randrange(len(FIRST), len(text) + 1) for _ in range(2))
            piece = choose.choice(self.PIECES + [choose.choice(self.SEEDS)[at:to]])
            text = text[:at] + piece + text[choose.choice([at, at, at + 1, min(to, at + 8)]):]
        return text

    def check(self, root, source, seed):
        """Is it accepted? Then its parts are the same with a hostile text."""
        try:
            views = checked(root, {'test': source, 'card': CARD, 'layout': LAYOUT})
            emit.source(views)
            cases.cases(views)
        except Refusal as refusal:
            self.assertRegex(str(refusal), r'^[\w/.]+:[1-9]\d*: .')
            return False
        steps = views.templates['test'].steps
        harmless, hostile = (Shape(rendered(views, steps, text, random.Random(seed))).shape
                             for text in ('harmless', HOSTILE))
        self.assertEqual(harmless, hostile, source)
        return True

    def test_refuses_cleanly_or_escapes(self):
        choose, end = random.Random(20261122), time.monotonic() + SECONDS
        results = []
        with tempfile.TemporaryDirectory() as root:
            write_headers(root)
            for source in self.SEEDS:
                self.assertTrue(self.check(root, source, 0))
            while time.monotonic() < end or len(results) < 100:
                results.append(self.check(root, self.mutated(choose), choose.random()))
        self.assertGreater(sum(results), 10)
        self.assertGreater(len(results) - sum(results), 10)


if __name__ == '__main__':
    unittest.main()
