#!/usr/bin/env python3
"""Every letter about accounts, in four languages, through a real server: notices_test.py SENDER"""

import email
import email.policy
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import traceback

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import server  # noqa: E402
from server import PASSWORD, USER  # noqa: E402

SENDER = sys.argv[1]
LANGUAGES = {'nl', 'en', 'fr', 'de'}
NAME = 'Zoë Zwerfkei'
ORIGIN = 'https://leerpas.example.test'
LINE_MOST = 998  # RFC 5322, 2.1.1


class Page(html.parser.HTMLParser):
    """Texts and links of the second part, and whether its tags close."""

    VOID = {'meta', 'br', 'img', 'hr', 'link', 'input'}

    def __init__(self, source):
        super().__init__()
        self.language, self.links, self.words, self.open = None, [], [], []
        self.feed(source)
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == 'html':
            self.language = values['lang']
        if tag == 'a':
            self.links.append(values['href'])
        assert tag not in ('script', 'img', 'form', 'iframe', 'object'), tag
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if 'style' not in self.open:
            self.words.append(data)


def parts(m):
    assert not m.defects and not any(p.defects for p in m.walk())
    assert m.get_content_type() == 'multipart/alternative'
    plain, rich = m.iter_parts()
    assert plain.get_content_type() == 'text/plain' and rich.get_content_type() == 'text/html'
    return plain.get_content(), Page(rich.get_content())


def headers_are_right(m, raw, kind, language):
    for name in ('From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version'):
        assert len(m.get_all(name)) == 1, name
    assert m['From'].addresses[0].addr_spec == 'no-reply@example.test'
    assert re.fullmatch(r'<[\w.-]+@leerpas\.example\.test>', m['Message-ID']), m['Message-ID']
    assert m['Date'].datetime.tzinfo and m['Auto-Submitted'] == 'auto-generated'
    assert m['Content-Language'] == language
    assert m['Bcc'] is None and m['Cc'] is None
    assert all(byte < 128 for byte in raw)
    assert all(len(line.rstrip(b'\r')) <= LINE_MOST for line in raw.split(b'\n'))


def subject_gives_nothing_away(m, kind):
    subject = m['Subject']
    assert 8 < len(subject) < 100 and '\n' not in subject, subject
    assert NAME not in subject and '@' not in subject and '{' not in subject, subject
    if kind != 'account' and kind != 'leave':  # those may name a day
        assert not re.search(r'\d', subject), subject


def text_is_readable(text, kind):
    assert '{' not in text and '}' not in text and '&' not in text and '<' not in text, text
    assert text.endswith('\n') and '\n\n' in text
    assert max(map(len, text.split('\n'))) <= 400
    assert ORIGIN + '/' in text or kind == 'leave'  # whose account is gone
    assert text.strip()[0].isupper(), text[:20]
    if kind == 'code':
        assert len(re.findall(r'^\s*\d{3} \d{3}\s*$', text, re.MULTILINE)) == 1, text
    if kind == 'invitation':
        assert re.search(r'^\s*[0-9A-Z]{5}-[0-9A-Z]{5}\s*$', text, re.MULTILINE), text


def squeezed(text):
    return re.sub(r'\s+', '', text)


def both_parts_say_the_same(text, page, language):
    assert page.language == language
    assert all(link.startswith(ORIGIN + '/') for link in page.links), page.links
    said = squeezed(''.join(page.words))
    for paragraph in text.split('\n\n'):
        if ORIGIN not in paragraph:
            assert squeezed(paragraph) in said, paragraph
    for link in page.links:
        assert link in text, link


def secrets_stand_behind_the_hash(page):
    for link in page.links:
        path, _, fragment = link.partition('#')
        assert '?' not in path and not re.search(r'\d{6}|[0-9A-Z]{5}-[0-9A-Z]{5}', path), link
        assert not fragment or re.fullmatch(r'[\w-]+', fragment), link


def look(raw):
    """One letter; returns which it is, in which language, and its words."""
    m = email.message_from_bytes(raw, policy=email.policy.default)
    kind, number, language = re.fullmatch(
        r'([a-z]+)(\d+)-(\w\w)@example\.test', m['To'].addresses[0].addr_spec).groups()
    try:
        headers_are_right(m, raw, kind, language)
        subject_gives_nothing_away(m, kind)
        text, page = parts(m)
        text_is_readable(text, kind)
        both_parts_say_the_same(text, page, language)
        secrets_stand_behind_the_hash(page)
    except Exception as e:
        raise AssertionError(f'{kind} {number} in {language}: {e!r}') from e
    return (kind, number), language, text


def letters_arrive(srv):
    settings = f'{srv.port} {srv.folder / "cert.pem"} {USER}\n{PASSWORD}'
    done = subprocess.run([SENDER], input=settings, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    seen = {}
    for raw in srv.inbox(srv.log().count(' <= ')):
        kind, language, text = look(raw)
        assert text not in seen.setdefault(kind, {}).values(), f'{kind}: {language} is another'
        seen[kind][language] = text
    for kind, texts in seen.items():
        assert set(texts) == LANGUAGES, (kind, set(texts))
    assert len({kind for kind, _ in seen}) == 4 and len(seen) >= 24, seen.keys()
    print(f'# {len(seen)} letters in {len(LANGUAGES)} languages')


def main():
    if not os.path.exists(server.EXIM):
        print(f'1..0 # SKIP no {server.EXIM}')
        return 0
    with tempfile.TemporaryDirectory(prefix='leerpas-mail-') as folder:
        try:
            with server.Server(folder) as srv:
                letters_arrive(srv)
            print('ok 1 - letters_arrive')
            return 0
        except Exception:
            for line in traceback.format_exc().splitlines():
                print('#', line)
            print('not ok 1 - letters_arrive')
            return 1
        finally:
            print('1..1')


sys.exit(main())
