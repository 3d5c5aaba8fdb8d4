"""Plain words: how content speaks to a person, in each language."""

import re

LANGUAGES = ('nl', 'en', 'fr', 'de')
# Words in a sentence. Dutch is written first and at B1; French needs more words for the same.
LONGEST = {'nl': 15, 'en': 18, 'fr': 20, 'de': 18}
LONGEST_A2 = {'nl': 9, 'en': 11, 'fr': 12, 'de': 11}

# Fields that are sentences; titles and options are not.
SENTENCES = ('text', 'help', 'example', 'prompt', 'why', 'skip', 'intro', 'about')

SENTENCE_END = re.compile(r'(?<=[.?!…:])["”»]?\s+')
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
FORMAL = {'nl': re.compile(r'\b(?:u|uw)\b', re.I),
          'fr': re.compile(r'(?<!rendez-)\b(?:vous|votre|vos)\b', re.I),
          'de': re.compile(r'\b(?:Ihr(?:e[nmrs]?)?|Ihnen)\b')}
FRENCH_SPACE = re.compile(r'[^\u00a0\u202f][?;:!»](?!//)|«[^\u00a0\u202f]')


def read_avoided(text):
    """{word: what to say} from lines "word = say this"; "#" begins a comment."""
    out = {}
    for line in text.split('\n'):
        word, equals, better = line.split('#')[0].partition('=')
        if equals:
            out[word.strip()] = better.strip()
    return out


def problems(lang, text, a2=False):
    """What is wrong with one text, as messages."""
    if '!' in text:
        yield 'has an exclamation mark'
    if "'" in text or '"' in text:
        yield 'has a typewriter quote; use ’ or “ ”'
    if re.search(r'\s\s|^\s|\s$', text):
        yield 'has white space too much'
    if lang in FORMAL and FORMAL[lang].search(text):
        yield f'is formal: "{FORMAL[lang].search(text).group()}"'
    if lang == 'fr' and FRENCH_SPACE.search(text):
        yield 'needs a no-break space before ? ; : and inside « »'
    longest = (LONGEST_A2 if a2 else LONGEST).get(lang)
    for sentence in SENTENCE_END.split(text):
        count = len(WORD.findall(sentence))
        if longest and count > longest:
            yield f'has a sentence of {count} words, at most {longest}: "{sentence}"'


def avoided(text, words):
    lower = text.lower()
    for word, better in words.items():
        if word in lower and re.search(rf'(?<![^\W_]){re.escape(word)}(?![^\W_])', text, re.I):
            yield f'says "{word}"; say {better}'
