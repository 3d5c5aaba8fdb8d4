"""Rules about content/: what a schema cannot say."""

import itertools
import os
import subprocess

from . import plain
from .jsonlines import JsonError, Reader
from .schema import SchemaError, Schemas

CHAPTER_LEAST = 6  # questions in each chapter on each route
IDS = 'content/ids.txt'
WORDS = 'content/words.nl.txt'
PASSPORT = 'content/passport/passport.json'
PEOPLE = 'content/demo/people.json'

FITS = {'text': {'minimum'}, 'choice': {'options'}, 'several': {'options', 'most'},
        'scale': {'scale'}, 'list': {'minimum', 'most'}, 'photo': set()}
NEEDS = {'choice': {'options'}, 'several': {'options'}, 'scale': {'scale'}, 'list': {'most'}}
OWN = {'minimum', 'options', 'most', 'scale'}  # members that belong to some kinds only
ANSWERED_BY = {'text': 'text', 'choice': 'option', 'several': 'options', 'scale': 'step',
               'list': 'lines'}


class Document:
    """One content file, read."""

    def __init__(self, path, reader):
        self.path, self.reader, self.value = path, reader, reader.value


class Content:
    """All content under root; check() fills findings with (path, line, rule, message)."""

    def __init__(self, root):
        self.root, self.findings = root, []
        self.schemas = Schemas(os.path.join(root, 'content/schema'))
        self.avoided = plain.read_avoided(self._text(WORDS))

    def report(self, doc, path, rule, message):
        where = '.'.join(str(p) for p in path)
        line = doc.reader.line_of(path)
        self.findings.append((doc.path, line, rule, f'{where} {message}'.strip()))

    def _text(self, path):
        full = os.path.join(self.root, path)
        if not os.path.exists(full):
            return ''
        with open(full, encoding='utf-8') as f:
            return f.read()

    def _read(self, path, schema):
        """The document when it is JSON and fits its schema, else None."""
        try:
            doc = Document(path, Reader(self._text(path)))
            wrong = self.schemas.check(schema, doc.value)
        except (JsonError, SchemaError, OSError) as e:
            line = getattr(e, 'line', 1)
            self.findings.append((path, line, 'schema', str(e)))
            return None
        for where, message in wrong:
            self.report(doc, where, 'schema', message)
        return None if wrong else doc

    def check(self):
        passport = self._read(PASSPORT, 'passport.json')
        if not passport:
            return
        named = passport.value['chapters']
        chapters = [self._read(f'content/passport/{n}.json', 'chapter.json') for n in named]
        self._unnamed_files(passport, named)
        if None in chapters:
            return
        self._routes(passport)
        for doc in [passport, *chapters]:
            self._words(doc, (), doc.value)
        for doc in chapters:
            self._chapter(passport, doc)
        self._ids(passport, chapters)
        people = self._read(PEOPLE, 'people.json')
        if people:
            self._people(passport, chapters, people)

    def _unnamed_files(self, passport, named):
        folder = os.path.join(self.root, 'content/passport')
        for name in sorted(os.listdir(folder)):
            if name != 'passport.json' and os.path.splitext(name)[0] not in named:
                self.report(passport, ('chapters',), 'unnamed', f'does not name {name}')

    def _routes(self, passport):
        """Every combination of options leads to exactly one route."""
        choices = passport.value['choices']
        left = set(itertools.product(*[[o['id'] for o in c['options']] for c in choices]))
        for i, route in enumerate(passport.value['routes']):
            key = tuple(route['choices'].get(c['id']) for c in choices)
            if key not in left or len(route['choices']) != len(choices):
                self.report(passport, ('routes', i), 'route', f'{key} is none, or taken')
            left.discard(key)
        for key in sorted(left):
            self.report(passport, ('routes',), 'route', f'no route for {key}')
        for i, scope in enumerate(passport.value['scopes']):
            if ('why' in scope) != ('skip' in scope):
                self.report(passport, ('scopes', i), 'scope', 'why and skip go together')

    def _words(self, doc, path, value, a2=False):
        """Walks all language maps."""
        if isinstance(value, list):
            for i, item in enumerate(value):
                self._words(doc, path + (i,), item, a2)
        elif isinstance(value, dict) and 'nl' in value:
            self._language_map(doc, path, value, a2)
        elif isinstance(value, dict):
            a2 = a2 or value.get('when', {}).get('level') == 'a2'
            for key, item in value.items():
                self._words(doc, path + (key,), item, a2)

    def _language_map(self, doc, path, texts, a2):
        option = 'options' in path
        for lang, text in texts.items():
            found = list(plain.problems(lang, text, a2))
            if lang == 'nl':
                found += plain.avoided(text, self.avoided)
            ends = text.rstrip('”»').endswith(('.', '?', '…'))
            if path[-1] in plain.SENTENCES and not option and not ends:
                found.append('does not end its sentence')
            if (path[-1] == 'title' or option) and text.endswith('.'):
                found.append('ends with a full stop')
            for message in found:
                self.report(doc, path + (lang,), 'words', message)

    def _chapter(self, passport, doc):
        routes = {r['id'] for r in passport.value['routes']}
        for i, q in enumerate(doc.value['questions']):
            self._question(passport, doc, ('questions', i), q, routes)
        for route in sorted(routes):
            count = sum(asked(q, route) for q in doc.value['questions'])
            if count < CHAPTER_LEAST:
                self.report(doc, ('questions',), 'route',
                            f'has {count} for {route}, at least {CHAPTER_LEAST}')

    def _question(self, passport, doc, at, q, routes):
        def report(rule, message):
            self.report(doc, at, rule, f'{q["id"]} {message}')

        if not q['id'].startswith(doc.value['id'] + '.'):
            report('id', f'does not begin with {doc.value["id"]}.')
        for name in sorted(OWN & set(q) - FITS[q['kind']]):
            report('kind', f'{q["kind"]} has no {name}')
        for name in sorted(NEEDS.get(q['kind'], set()) - set(q)):
            report('kind', f'{q["kind"]} needs {name}')
        options = [o['id'] for o in q.get('options', [])]
        if len(set(options)) < len(options):
            report('id', 'has an option twice')
        mine = set(q.get('routes', routes))
        if mine - routes:
            report('route', f'knows no route {sorted(mine - routes)[0]}')
        self._scope(passport, q, report)
        if not any(v['when'].get('level') == 'a2' for v in q.get('variants', [])):
            report('variant', 'has no words at A2')
        for v in q.get('variants', []):
            if set(v) == {'when'}:
                report('variant', 'has a variant without words')
            if not set(v['when'].get('routes', mine)) <= mine:
                report('variant', 'has a variant for a route that is not asked')

    def _scope(self, passport, q, report):
        scopes = {s['id']: s for s in passport.value['scopes']}
        scope = scopes.get(q.get('scope', 'passport'))
        if scope is None:
            report('scope', f'knows no scope {q["scope"]}')
        elif ('why' in scope) != ('why' in q):
            report('scope', 'says why exactly when its scope does')

    def _ids(self, passport, chapters):
        """ids.txt holds every id ever used; it may only grow, and what it names is still there."""
        now = all_ids(passport, chapters)
        seen = set()
        for doc, path, entry in now:
            if entry in seen:
                self.report(doc, path, 'id', f'"{entry}" stands twice')
            seen.add(entry)
        listed = [line for line in self._text(IDS).split('\n') if line]
        for doc, path, entry in now:
            if entry not in listed:
                self.report(doc, path, 'id', f'is not in {IDS}: add the line "{entry}"')
        for number, entry in enumerate(listed, 1):
            if entry not in seen:
                self.findings.append((IDS, number, 'id', f'"{entry}" is gone: keep it, retired'))
        for entry in self._committed_ids():
            if entry not in listed:
                self.findings.append((IDS, 1, 'id', f'"{entry}" was removed'))

    def _committed_ids(self):
        if not os.path.exists(os.path.join(self.root, '.git')):
            return []
        done = subprocess.run(['git', '-C', self.root, 'show', f'HEAD:{IDS}'],
                              capture_output=True, text=True)
        return done.stdout.split('\n')[:-1] if done.returncode == 0 else []

    def _people(self, passport, chapters, people):
        routes = {r['id'] for r in passport.value['routes']}
        questions = {q['id']: q for c in chapters for q in c.value['questions']}
        seen = set()
        for i, person in enumerate(people.value['people']):
            at = ('people', i)
            self._words(people, at + ('about',), person['about'])
            for key in (person['id'], person['mail']):
                if key in seen:
                    self.report(people, at, 'people', f'{key} stands twice')
                seen.add(key)
            if person.get('route', 'school-mbo') not in routes:
                self.report(people, at + ('route',), 'people', 'is no route')
            if 'answers' in person and person['role'] != 'learner':
                self.report(people, at + ('answers',), 'people', 'only learners answer')
            for n, answer in enumerate(person.get('answers', [])):
                self._answer(people, at + ('answers', n), person, answer, questions)

    def _answer(self, people, at, person, answer, questions):
        q = questions.get(answer['question'])
        if q is None or not asked(q, person.get('route')):
            self.report(people, at, 'people', f'{answer["question"]} is not asked of them')
            return
        if set(answer) - {'question', 'days_ago'} != {ANSWERED_BY.get(q['kind'])}:
            self.report(people, at, 'people', f'{q["id"]} wants a {q["kind"]}')
        options = {o['id'] for o in q.get('options', [])}
        picked = set(answer.get('options', answer.get('option', '').split()))
        count = len(answer.get('options', answer.get('lines', [])))
        if picked - options or count > q.get('most', count) \
                or answer.get('step', 1) > q.get('scale', {}).get('steps', 10):
            self.report(people, at, 'people', f'{q["id"]} has no such answer')
        if answer['days_ago'] > person.get('joined_days_ago', 0):
            self.report(people, at, 'people', 'answered before joining')


def asked(question, route):
    return 'retired' not in question and route in question.get('routes', [route])


def all_ids(passport, chapters):
    """[(document, path, line for ids.txt)]"""
    out = []
    for kind, name in (('choice', 'choices'), ('route', 'routes'), ('scope', 'scopes')):
        for i, item in enumerate(passport.value[name]):
            out.append((passport, (name, i), f'{kind} {item["id"]}'))
            out += option_ids(passport, (name, i), item)
    for doc in chapters:
        out.append((doc, (), f'chapter {doc.value["id"]}'))
        for i, q in enumerate(doc.value['questions']):
            out.append((doc, ('questions', i), f'question {q["id"]} {q["kind"]}'))
            out += option_ids(doc, ('questions', i), q)
    return out


def option_ids(doc, path, item):
    return [(doc, path + ('options', i), f'option {item["id"]}/{o["id"]}')
            for i, o in enumerate(item.get('options', []))]
