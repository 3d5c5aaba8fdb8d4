#!/usr/bin/env python3
"""The translations are complete; tools/po finds what is not."""
import glob
import importlib.machinery
import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True


def load(path):
    loader = importlib.machinery.SourceFileLoader('po', path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('po', loader))
    sys.modules['po'] = module
    loader.exec_module(module)
    return module


po = load(os.path.join(ROOT, 'tools', 'po'))

HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def wanted(*entries):
    return {entry.key(): entry for entry in entries}


class Problems(unittest.TestCase):
    def found(self, text, *entries, tag='nl'):
        return [problem.split('" ')[-1] for problem in
                po.problems(tag, po.parse(HEADER + '\n' + text), wanted(*entries))]

    def test_complete(self):
        text = 'msgid "Share {name}"\nmsgstr "Deel "\n"{name}"\n'
        self.assertEqual([], self.found(text, po.Entry(id='Share {name}')))

    def test_missing_unused_untranslated(self):
        self.assertEqual(['is missing'], self.found('', po.Entry(id='Share')))
        self.assertEqual(['is no longer used'], self.found('msgid "Share"\nmsgstr "Deel"\n'))
        self.assertEqual(['is not translated'],
                         self.found('msgid "Share"\nmsgstr ""\n', po.Entry(id='Share')))
        self.assertEqual(['is missing', 'is no longer used'], sorted(self.found(
            'msgctxt "verb"\nmsgid "Share"\nmsgstr "Deel"\n', po.Entry(id='Share'))))

    def test_doubtful_and_obsolete(self):
        self.assertEqual(['is doubtful or obsolete'], self.found(
            '#, fuzzy\nmsgid "Share"\nmsgstr "Deel"\n', po.Entry(id='Share')))
        self.assertIn('is doubtful or obsolete',
                      self.found('#~ msgid "Share"\n#~ msgstr "Deel"\n', po.Entry(id='Share')))

    def test_placeholders(self):
        other = 'msgid "To {name}"\nmsgstr "Naar {naam}"\n'
        self.assertIn('has other placeholders', self.found(other, po.Entry(id='To {name}'))[0])
        lost = 'msgid "To {name}"\nmsgstr "Naar iemand"\n'
        self.assertIn('has other placeholders', self.found(lost, po.Entry(id='To {name}'))[0])

    def test_plurals(self):
        entry = po.Entry(id='{n} day', plural='{n} days')
        plural = 'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "een dag"\nmsgstr[1] '
        self.assertEqual([], self.found(plural + '"{n} dagen"\n', entry))
        self.assertEqual(['is not translated'], self.found(plural + '""\n', entry))
        self.assertEqual(['is missing'], self.found('', entry, tag='en'))
        self.assertEqual([], self.found('', po.Entry(id='Share'), tag='en'))

    def test_escapes(self):
        entry = po.parse('msgid "a \\"b\\" \\\\ c\\n"\nmsgstr "x"\n')[0]
        self.assertEqual('a "b" \\ c\n', entry.id)


class Companions(unittest.TestCase):
    def setUp(self):
        self.pot = tempfile.mktemp()
        self.addCleanup(lambda: [os.remove(path) for path in glob.glob(self.pot + '*')])
        parts = {'.c': '#: src/web/way.c\nmsgid "Send"\nmsgstr ""\n\n'
                       '#: src/web/mentor.c\nmsgid "Desk"\nmsgstr ""\n',
                 '.views': '#: views/mentor.html views/layout.html\nmsgid "Menu"\nmsgstr ""\n'}
        for part, text in parts.items():
            with open(self.pot + part, 'w', encoding='utf-8') as file:
                file.write(HEADER + '\n' + text)
        with open(self.pot, 'w', encoding='utf-8') as file:
            file.write(HEADER + '\n' + '\n'.join(parts.values()))

    def test_sources_bring_what_they_include(self):
        sources = po.companion_sources()
        self.assertIn('views/offered.html', sources)
        self.assertIn('views/layout.html', sources)
        self.assertNotIn('views/desk.html', sources)

    def test_texts_of_those_sources_alone(self):
        self.assertEqual({('', 'Send'), ('', 'Menu')}, po.companion_keys(self.pot))
        with open(po.companion_pot(self.pot), encoding='utf-8') as file:
            self.assertEqual(['', 'Send', 'Menu'], [entry.id for entry in po.parse(file.read())])

    def test_header_says_who_it_is_for(self):
        self.assertTrue(po.is_whole(po.parse(HEADER)))
        self.assertFalse(po.is_whole(po.parse(HEADER + '"X-Texts: companions\\n"\n')))

    def test_missing_and_unused(self):
        entries = po.parse(HEADER + '\nmsgid "Desk"\nmsgstr "Biurko"\n')
        found = list(po.problems('pl', entries, wanted(po.Entry(id='Send'))))
        self.assertEqual(['po/pl.po: "Desk" is no longer used', 'po/pl.po: "Send" is missing'],
                         found)


class Address(unittest.TestCase):
    def found(self, tag, text, *sources):
        kinds = {'views/with.html': 'formal', 'views/home.html': 'familiar',
                 'views/project.html': 'guiding'}
        entry = po.Entry(id='x', forms={0: text}, sources=list(sources))
        return [problem.split(' says ')[1] for problem in
                po.address_problems(tag, [entry], kinds)]

    def test_of_one_kind(self):
        self.assertEqual(['"tu" where it is formal'],
                         self.found('fr', 'Si tu veux.', 'views/with.html', 'views/other.html'))
        self.assertEqual(['"Votre" where it is familiar'],
                         self.found('fr', 'Votre nom', 'views/home.html'))
        self.assertEqual(['"dein" where it is formal'],
                         self.found('de', 'Das ist dein Code.', 'views/with.html'))
        self.assertEqual(['"Ihnen" where it is familiar'],
                         self.found('de', 'Das gehört Ihnen.', 'views/home.html'))

    def test_of_who_guides(self):
        self.assertEqual(['"tes" where it is guiding'],
                         self.found('fr', 'Une de tes listes', 'views/project.html'))
        self.assertEqual(['"Sie" where it is guiding'],
                         self.found('de', 'Wählen Sie eine.', 'views/project.html'))
        self.assertEqual([], self.found('fr', 'Vos listes', 'views/project.html'))
        self.assertEqual([], self.found('de', 'Du gibst sie. Sie kommen.', 'views/project.html'))

    def test_of_both_kinds_of_none_and_right(self):
        self.assertEqual([], self.found('fr', 'tu', 'views/with.html', 'views/home.html'))
        self.assertEqual([], self.found('fr', 'tu vous', 'views/other.html'))
        self.assertEqual([], self.found('fr', 'Le statut, vous', 'views/with.html'))
        self.assertEqual([], self.found('de', 'Zeig es ihnen.', 'views/home.html'))
        self.assertEqual([], self.found('nl', 'je', 'views/with.html'))


class Plain(unittest.TestCase):
    def found(self, text, source='views/home.html'):
        entry = po.Entry(id='x', forms={0: text}, sources=[source])
        return list(po.plain_problems([entry], {'downloaden': 'bewaren'}))

    def test_length_of_a_sentence(self):
        self.assertEqual([], self.found(' '.join(['woord'] * 15) + '. En nog een.'))
        long = ' '.join(['woord'] * 16) + '.'
        self.assertEqual([f'po/nl.po: a sentence of 16 words, at most 15: {long}'],
                         self.found('Kort. ' + long))
        self.assertEqual([], self.found(long, 'src/cmd/people.c'))

    def test_words(self):
        self.assertIn('say: bewaren', self.found('Downloaden')[0])
        self.assertEqual([], self.found('Gedownloade stukken'))
        for text in ('Doe het nu!', 'Wilt u dat?', 'Uw naam'):
            self.assertIn('shouts, or is formal', self.found(text)[0])


class Ours(unittest.TestCase):
    def test_translations_are_complete(self):
        result = subprocess.run([sys.executable, os.path.join(ROOT, 'tools', 'po'), 'check'],
                                capture_output=True, text=True, check=False)
        self.assertEqual('', result.stdout + result.stderr)


if __name__ == '__main__':
    unittest.main()
