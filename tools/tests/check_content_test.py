"""Every refusal of tools/check_content: the real content with one thing made wrong."""

import copy
import importlib.machinery
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import unittest

TOOLS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(TOOLS)
loader = importlib.machinery.SourceFileLoader('check_content', os.path.join(TOOLS, 'check_content'))
tool = importlib.util.module_from_spec(importlib.util.spec_from_loader('check_content', loader))
loader.exec_module(tool)

from house import plain  # noqa: E402
from house.jsonlines import JsonError, Reader  # noqa: E402
from house.schema import SchemaError, Schemas  # noqa: E402

PASSPORT, WHO, PEOPLE = 'passport/passport.json', 'passport/1-who.json', 'demo/people.json'


class ContentTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        self.content = os.path.join(self.root, 'content')
        shutil.copytree(os.path.join(ROOT, 'content'), self.content)

    def read(self, name):
        with open(os.path.join(self.content, name), encoding='utf-8') as f:
            return f.read()

    def write(self, name, text):
        with open(os.path.join(self.content, name), 'w', encoding='utf-8') as f:
            f.write(text)

    def change(self, name, change):
        """The findings after change(document) altered a file; the file is put back."""
        before = self.read(name)
        value = json.loads(before)
        change(value)
        self.write(name, json.dumps(value, ensure_ascii=False, indent='\t'))
        found = tool.run(self.root)
        self.write(name, before)
        return found

    def refused(self, rule, name, change):
        found = self.change(name, change)
        self.assertIn(rule, [f[2] for f in found], found)


class Real(ContentTest):
    def test_the_content_as_it_is(self):
        self.assertEqual([], tool.run(self.root))


class Shape(ContentTest):
    def test_text_that_is_not_json(self):
        for text in ('{', '{} x', '{"a": 1, "a": 2}', '[1 2]', '{"a" 1}', '{1: 2}', '[,]', '"\n"'):
            self.write(WHO, text)
            self.assertEqual({'schema'}, {f[2] for f in tool.run(self.root)}, text)

    def test_a_missing_language(self):
        self.refused('schema', WHO, lambda c: c['questions'][0]['help'].pop('de'))

    def test_an_unknown_member_kind_or_id(self):
        self.refused('schema', WHO, lambda c: c['questions'][0].update(hint='x'))
        self.refused('schema', WHO, lambda c: c['questions'][0].update(kind='essay'))
        self.refused('schema', WHO, lambda c: c['questions'][0].update(id='Who self'))

    def test_a_finding_names_its_line(self):
        text = self.read(WHO)
        self.write(WHO, text.replace('"kind": "text"', '"kind": "txt"', 1))
        line = text[:text.index('"kind": "text"')].count('\n') + 1
        self.assertEqual((f'content/{WHO}', line), tool.run(self.root)[0][:2])

    def test_a_file_that_no_list_names(self):
        self.write('passport/9-more.json', '{}')
        self.assertEqual({'unnamed'}, {f[2] for f in tool.run(self.root)})

    def test_a_file_that_is_not_there(self):
        self.refused('schema', PASSPORT, lambda p: p['chapters'].append('9-more'))


class Rules(ContentTest):
    def test_routes_cover_each_choice_once(self):
        self.refused('route', PASSPORT,
                     lambda p: p['routes'][0]['choices'].update({'going-to': 'x'}))
        self.refused('route', PASSPORT, lambda p: p['routes'].pop())

    def test_five_questions_on_a_route(self):
        self.refused('route', WHO, lambda c: c['questions'][0].update(routes=['school-mbo']))

    def test_a_route_that_does_not_exist(self):
        self.refused('route', WHO, lambda c: c['questions'][0].update(routes=['school']))

    def test_members_fit_the_kind(self):
        self.refused('kind', WHO, lambda c: c['questions'][0].update(kind='choice'))
        self.refused('kind', WHO, lambda c: c['questions'][0].update(most=3))
        self.refused('kind', WHO, lambda c: c['questions'][0].update(kind='scale'))
        self.refused('kind', WHO, lambda c: c['questions'][0].update(kind='photo', minimum=3))

    def test_variants(self):
        self.refused('variant', WHO, lambda c: c['questions'][0]['variants'].pop())
        self.refused('variant', WHO, lambda c: c['questions'][0]['variants'].append(
            {'when': {'audience': 'adult'}}))

    def test_a_variant_for_a_route_that_is_not_asked(self):
        def change(c):
            q = next(q for q in c['questions'] if q.get('routes'))
            q['variants'][0]['when'] = {'routes': [r for r in (
                'school-mbo', 'outside-mbo') if r not in q['routes']]}
        self.refused('variant', WHO, change)

    def test_a_question_of_the_care_scope_says_why(self):
        self.refused('scope', WHO, lambda c: c['questions'][0].update(scope='care'))
        self.refused('scope', WHO, lambda c: c['questions'][1].update(scope='other'))
        self.refused('scope', PASSPORT, lambda p: p['scopes'][1].pop('skip'))


class Ids(ContentTest):
    def test_a_new_id_is_listed(self):
        def change(c):
            c['questions'][0]['id'] = 'who.new'
        self.refused('id', WHO, change)

    def test_an_id_that_is_gone_or_has_another_kind(self):
        self.refused('id', WHO, lambda c: c['questions'].pop(0))

    def test_another_kind_under_an_old_id(self):
        self.refused('id', WHO, lambda c: c['questions'][0].update(kind='photo'))

    def test_an_id_twice_or_outside_its_chapter(self):
        self.refused('id', WHO, lambda c: c['questions'].append(copy.deepcopy(c['questions'][0])))
        self.refused('id', WHO, lambda c: c['questions'][0].update(id='can.self'))

    def test_retired_is_not_gone(self):
        def change(c):
            old = copy.deepcopy(c['questions'][0])
            c['questions'].append({**old, 'id': 'who.old', 'retired': True})
        self.write('ids.txt', self.read('ids.txt') + 'question who.old text\n')
        self.assertEqual([], self.change(WHO, change))

    def test_a_line_taken_out_of_the_list(self):
        import subprocess
        git = ['git', '-C', self.root, '-c', 'user.name=x', '-c', 'user.email=x@y.example']
        for args in (['init', '-q'], ['add', '-A'], ['commit', '-q', '-m', 'x']):
            subprocess.run(git + args, check=True)
        lines = self.read('ids.txt').split('\n')
        self.write('ids.txt', '\n'.join(lines[1:]))
        found = [f for f in tool.run(self.root) if 'was removed' in f[3]]
        self.assertEqual(1, len(found))

    def test_new_ids_can_be_added(self):
        lines = self.read('ids.txt').split('\n')
        self.write('ids.txt', '\n'.join(lines[:3] + ['']))
        self.assertEqual(len(lines) - 4, tool.add_ids(self.root))
        self.assertEqual(0, tool.add_ids(self.root))
        self.assertEqual([], tool.run(self.root))


class Words(ContentTest):
    def says(self, lang, text, a2=False):
        return ' '.join(plain.problems(lang, text, a2))

    def test_a_long_sentence(self):
        self.assertEqual('', self.says('nl', 'een ' * 14 + 'einde. Kort.'))
        self.assertIn('16 words', self.says('nl', 'een ' * 15 + 'einde. Kort.'))
        self.assertIn('10 words', self.says('nl', 'een ' * 9 + 'einde.', a2=True))
        self.assertIn('19 words', self.says('en', 'one ' * 18 + 'end.'))

    def test_tone_and_type(self):
        self.assertIn('exclamation', self.says('de', 'Gut!'))
        self.assertIn('quote', self.says('fr', "C'est bon."))
        self.assertIn('formal', self.says('nl', 'Wat kunt u goed?'))
        self.assertIn('formal', self.says('fr', 'Qui êtes-vous\u00a0?'))
        self.assertIn('formal', self.says('de', 'Wie ist Ihr Name?'))
        self.assertIn('no-break', self.says('fr', 'Qui es-tu ?'))
        self.assertIn('white space', self.says('en', 'Two  spaces.'))
        self.assertEqual('', self.says('fr', 'Qui es-tu\u00a0? «\u00a0Moi\u00a0»'))
        self.assertEqual('', self.says('nl', 'Hoe ga je nu naar school?'))

    def test_in_the_files(self):
        self.refused('words', WHO, lambda c: c['questions'][0]['help'].update(nl='Doe mee!'))
        self.refused('words', WHO, lambda c: c['questions'][0]['help'].update(nl='Geen punt'))
        self.refused('words', WHO, lambda c: c['title'].update(nl='Wie ben ik.'))

    def test_jargon(self):
        self.assertEqual(['says "reflectie"; say terugkijken'],
                         list(plain.avoided('Een reflectie.', {'reflectie': 'terugkijken'})))
        self.assertEqual([], list(plain.avoided('Zelfreflecties.', {'reflectie': 'terugkijken'})))
        self.refused('words', WHO, lambda c: c['questions'][0]['help'].update(
            nl='Vertel over je competenties.'))

    def test_the_list_of_words_is_read(self):
        self.assertEqual({'a b': 'c'}, plain.read_avoided('# x = y\na b = c # d\n\n'))


class People(ContentTest):
    def test_answers_fit_their_questions(self):
        def first(change):
            return lambda p: change(p['people'][0]['answers'][0])
        self.refused('people', PEOPLE, first(lambda a: a.update(question='who.team')))
        self.refused('people', PEOPLE, first(lambda a: a.update(question='who.self', step=3)))
        self.refused('people', PEOPLE, first(lambda a: a.update(days_ago=3000)))

    def test_people_are_apart_and_invented(self):
        self.refused('people', PEOPLE, lambda p: p['people'].append(copy.deepcopy(p['people'][0])))
        self.refused('schema', PEOPLE, lambda p: p['people'][0].update(mail='noor@gmail.com'))
        self.refused('people', PEOPLE, lambda p: p['people'].append(
            {**copy.deepcopy(p['people'][0]), 'id': 'x', 'mail': 'x@y.example', 'role': 'mentor'}))


class Reading(unittest.TestCase):
    def test_values_and_lines(self):
        r = Reader('{"a": [1, -2.5e1, true,\n null, "\\u00e9"],\n"b": {}, "c": []}')
        self.assertEqual({'a': [1, -25.0, True, None, 'é'], 'b': {}, 'c': []}, r.value)
        self.assertEqual([1, 2, 3, 2], [r.line_of(p) for p in (
            ('a', 0), ('a', 3), ('b',), ('a', 4, 'deeper'))])

    def test_the_line_of_an_error(self):
        with self.assertRaises(JsonError) as raised:
            Reader('{"a": 1,\n"a": 2}')
        self.assertEqual(2, raised.exception.line)

    def test_a_schema_keyword_that_is_not_understood(self):
        with tempfile.TemporaryDirectory() as folder:
            schemas = Schemas(folder)
            schemas.loaded['x.json'] = {'type': 'string', 'format': 'date'}
            self.assertRaises(SchemaError, schemas.check, 'x.json', 'a')
            schemas.loaded['x.json'] = {'$ref': '#/$defs/none'}
            self.assertRaises(SchemaError, schemas.check, 'x.json', 'a')

    def test_limits_of_a_schema(self):
        schemas = Schemas('')
        cases = (({'type': 'integer', 'minimum': 2, 'maximum': 3}, [2, 3], [1, 4, True, '2']),
                 ({'type': 'string', 'minLength': 1, 'maxLength': 2}, ['a', 'ab'], ['', 'abc']),
                 ({'type': 'string', 'pattern': '^a$'}, ['a'], ['b']),
                 ({'type': 'array', 'minItems': 1, 'maxItems': 2, 'uniqueItems': True},
                  [[1], [1, 2]], [[], [1, 2, 3], [1, 1]]),
                 ({'type': 'object', 'minProperties': 1}, [{'a': 1}], [{}]))
        for schema, good, bad in cases:
            schemas.loaded['x.json'] = schema
            self.assertEqual([], [v for v in good if schemas.check('x.json', v)])
            self.assertEqual([], [v for v in bad if not schemas.check('x.json', v)])


if __name__ == '__main__':
    sys.exit(unittest.main())
