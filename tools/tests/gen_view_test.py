#!/usr/bin/env python3
"""What tools/gen_view makes of templates, and everything that it refuses."""
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(ROOT, 'tools', 'gen_view'))

import emit  # noqa: E402
from refusal import Refusal  # noqa: E402
from views import Views, load  # noqa: E402

HEADER = '''
#include "view/page.h"

enum state { STATE_NEW, STATE_OLD };

/* One card; "struct nonsense { int x; };" in a comment is none. */
struct card {
	struct str title, key;
	int left; /* how many */
	bool done;
};

struct test_view {
	struct str name;
	struct str link;
	const char *error;
	struct html chart;
	bool on;
	int64_t count;
	size_t size;
	day born;
	usec seen;
	enum state state;
	struct card card;
	const struct card *cards;
	size_t cards_len;
	const struct str *words;
	size_t words_len;
	const char *const *lines;
	size_t lines_len;
	int rings[4];
};

struct odd_view {
	struct card *card;
};
'''
PAGE = 'struct page {\n\tstruct str place;\n};\n'
FIRST = '{{template test(struct test_view) "view/test.h"}}\n'


LAYOUT = '''{{template layout(struct page) "view/page.h"}}<!doctype html>
<html lang="{{@lang}}"><head><title>{{block title}}{{_ "Home"}}{{end}} - {{place}}</title></head>
<body>{{block main}}{{end}}</body></html>
'''
CARD = '{{template card(struct card) "view/test.h"}}<b>{{title}}</b>'


def write_headers(root, header=HEADER):
    os.makedirs(root + '/view')
    for name, text in (('test.h', header), ('page.h', PAGE)):
        with open(f'{root}/view/{name}', 'w', encoding='utf-8') as file:
            file.write(text)


def checked(root, sources, assets=None):
    """All of these templates, over the headers in root."""
    views = Views(root, assets or {})
    for name, source in sources.items():
        views.add(f'views/{name}.html', name, source)
    views.check()
    return views


def views_of(sources, header=HEADER, assets=None):
    with tempfile.TemporaryDirectory() as root:
        write_headers(root, header)
        return checked(root, sources, assets)


def c_of(body, **others):
    """The C of a template with this body."""
    return emit.source(views_of({'test': FIRST + body, **others}))


class Base(unittest.TestCase):
    def refused(self, body, line, text, **others):
        """The template is refused at that line (1 is that of {{template}}) with that text in it."""
        with self.assertRaises(Refusal) as caught:
            views_of({'test': FIRST + body, **others})
        self.assertIn(text, str(caught.exception))
        self.assertRegex(str(caught.exception), r'^[\w/.]+:\d+: ')
        self.assertEqual(line, caught.exception.line, str(caught.exception))

    def refused_each(self, text, *bodies):
        for body in bodies:
            with self.subTest(body=body):
                self.refused(body, 2, text)

    def writes(self, body, *wanted):
        c = c_of(body)
        for part in wanted:
            self.assertIn(part, c)
        return c


class Values(Base):
    def test_each_kind_is_written(self):
        self.writes('<p>{{name}} {{card.title}} {{error}} {{count}} {{size}} {{chart}}</p>',
                    'html_put(out, v->name);', 'html_put(out, v->card.title);',
                    'html_put(out, v->error);', 'html_put(out, v->count);',
                    'html_put_raw(out, v->chart);')

    def test_formats(self):
        self.writes('{{date(born)}}{{near_date(seen)}}{{time(seen)}}{{number(count)}}',
                    'format_date(out->arena, view->lang, v->born)',
                    'format_near_date(out->arena, view->lang, zone_day(v->seen), view->today)',
                    'format_time(out->arena, view->lang, v->seen)',
                    'format_number(out->arena, view->lang, v->count)')

    def test_line_directive_names_the_template(self):
        self.writes('<p>\n{{name}}</p>', '#line 3 "views/test.html"\n\thtml_put(out, v->name);')

    def test_unknown_fields(self):
        self.refused_each('has no field', '{{nmae}}', '{{card.x}}', '{{if nope}}{{end}}',
                          '{{each c in nope}}{{end}}', '{{_ "{n}" n=nope}}')
        self.refused_each('has no fields', '{{name.x}}', '{{cards.x}}')

    def test_kinds_that_cannot_be_written(self):
        self.refused_each('cannot be written', '{{on}}', '{{born}}', '{{seen}}', '{{state}}',
                          '{{card}}', '{{cards}}', '{{rings}}')
        self.refused_each('takes a', '{{date(name)}}', '{{time(born)}}', '{{number(name)}}')
        self.refused_each('unknown', '{{upper(name)}}', '{{@page}}')

    def test_broken_directives(self):
        self.refused_each('', '{{}}', '{{name name}}', '{{name.}}', '{{1}}', '{{"x"}}',
                          '{{name|x}}',
                          '{{name', '}}', '{{_ "x}}', '{{date(born}}', '{{$}}', '{{wat x}}')

    def test_view_without_struct(self):
        views = views_of({'plain': '{{template plain()}}\n<hr>'})
        self.assertIn('void view_plain(struct buf *out, const struct view *view)',
                      emit.source(views))
        with self.assertRaises(Refusal):
            views_of({'plain': '{{template plain()}}\n{{name}}'})


class Places(Base):
    def test_addresses(self):
        self.writes('<a href="{{link}}"></a>', 'html_put_link(out, v->link);')
        self.writes('<img alt="" src="{{link}}">', 'html_put_source(out, v->link);')
        self.writes('<form method="get" action="{{link}}"></form>', 'html_put_source(')
        self.writes('<button formaction="{{link}}"></button>', 'html_put_source(')
        self.writes('<a href="/x/{{link}}?q={{name}}"></a>', 'html_put_segment(out, v->link);',
                    'html_put_part(out, v->name);')
        self.writes('<a href="{{link}}{{name}}"></a>', 'html_put_link(out, v->link);',
                    'html_put_segment(out, v->name);')
        self.writes('<a href="{{link}}#{{name}}"></a><a href="mailto:{{name}}"></a>',
                    'PUT("#");', 'html_put_part(out, v->name);')
        self.writes('<a href="{{error}}"></a>', 'html_put_link(out, str_of(v->error));')
        self.writes('<a href="{{if on}}/a{{else}}{{link}}{{end}}/{{name}}"></a>',
                    'html_put_link(out, v->link);', 'html_put_segment(out, v->name);')

    def test_address_of_two_branches(self):
        c = self.writes('<a href="/x{{if on}}?q={{name}}{{end}}{{link}}"></a>',
                        'html_put_part(out, v->name);', 'html_put_segment(out, v->link);')
        self.assertNotIn('html_put_part(out, v->link)', c)

    def test_address_beginnings(self):
        self.refused_each('may not begin with', '<a href="javascript:x"></a>',
                          '<a href="java{{name}}"></a>', '<a href="//x.example"></a>',
                          '<a href="data:{{name}}"></a>', '<a href="/\\x"></a>',
                          '<a href="https:"></a>',
                          '<img alt="" src="https://x.example/">', '<img alt="" src="//x">',
                          '<form method="post" action="https://x.example/"></form>',
                          '<a href="&#106;avascript:x"></a>', '<a href=" javascript:x"></a>')
        self.refused_each('different places', '<a href="{{if on}}/{{end}}{{link}}"></a>',
                          '<a href="{{each w in words}}/{{end}}{{link}}"></a>')

    def test_unquoted_attribute(self):
        self.refused_each('needs quotes', '<p class={{name}}></p>', '<p class=x></p>')

    def test_bytes_and_letters_of_markup(self):
        self.refused_each('a NUL character', '<p>\0</p>')
        self.refused_each('in lower case', '<p CLASS="x"></p>', '{{block Main}}{{end}}')
        self.refused_each('stands first', '<p></p><!doctype html>')

    def test_in_a_tag(self):
        self.refused_each('in a tag', '<p {{name}}></p>', '<p{{name}}></p>',
                          '<p x{{name}}="1"></p>',
                          '<p {{_ "x"}}></p>')
        self.refused_each('write "&lt;"', '<{{name}}>', '1 < 2', '<1>')

    def test_in_script_style_comment(self):
        self.refused_each('', '<script>{{name}}</script>', '<style>{{name}}</style>',
                          '<script src="/x">{{name}}</script>', '<style>p { }</style>',
                          '<script>1</script>', '<!-- {{name}} -->', '<!-- {{if on}}{{end}} -->')

    def test_refused_attributes(self):
        self.refused_each('is not allowed', '<p onclick="x"></p>', '<p onclick="{{name}}"></p>',
                          '<p style="color: red"></p>', '<p onload="x"></p>',
                          '<img alt="" srcset="{{link}}">', '<svg onload="x"></svg>',
                          '<button formmethod="get"></button>', '<p href="/x"></p>',
                          '<meta http-equiv="refresh" content="0">')

    def test_refused_elements(self):
        self.refused_each('is not an element', '<iframe src="/x"></iframe>', '<object></object>',
                          '<embed>', '<base href="/">', '<style></style>', '<x-y></x-y>',
                          '<spam></spam>',
                          '<svg><script></script></svg>', '<svg><a></a></svg>',
                          '<svg><foreignObject></foreignObject></svg>', '<svg><p></p></svg>')

    def test_markup_stays_between_elements(self):
        self.refused_each('markup', '<p class="{{chart}}"></p>', '<a href="{{chart}}"></a>',
                          '<textarea aria-label="{{name}}">{{chart}}</textarea>',
                          '<ul>{{chart}}</ul>',
                          '<p class="{{_ "{c}" c=chart}}"></p>')

    def test_text_in_an_address(self):
        self.refused_each('in an address', '<a href="{{_ "x"}}"></a>', '<a href="/{{_ "x"}}"></a>')


class Html(Base):
    def test_elements_close_in_order(self):
        self.refused('<p>', 2, '<p> is not closed')
        self.refused('<p>\n<b></p>', 3, '</p> does not fit')
        self.refused_each('does not fit', '</p>', '<br></br>', '<p></div>')
        self.refused('<p', 2, 'ends inside')
        self.refused('<p class="', 2, 'ends inside')
        self.refused('<!-- x', 2, 'ends inside')
        self.refused_each('does not close', '<p/>', '<div/>')

    def test_branches_balance(self):
        self.refused_each('closed outside', '<b>{{if on}}</b>{{else}}</b>{{end}}',
                          '{{block x}}<b>{{end}}</b>')
        self.refused_each('different places', '{{if on}}<p>{{end}}</p>',
                          '{{each c in cards}}<p>{{end}}</p>', '<p {{if on}}class="{{end}}"></p>')
        self.refused_each('ends inside of', '<p{{if on}}>{{else}}>{{end}}</p>')
        self.writes('<input aria-label="{{name}}"{{if on}} checked{{end}}>', 'PUT(" checked");')
        self.writes('<p class="a{{if on}} b{{end}}"></p>', 'PUT(" b");')

    def test_attributes_occur_once(self):
        self.refused_each('occurs twice', '<p id="a" id="b"></p>',
                          '<p id="a"{{if on}} id="b"{{end}}></p>')
        self.writes('<p{{if on}} id="a"{{else}} id="b"{{end}}></p>', 'PUT(" id')
        self.refused_each('may not stand in a tag', '<p a="1"b="2"></p>', '<p "x"></p>',
                          '<p =x></p>',
                          '<p {{if on}}a{{end}}b></p>')

    def test_nesting(self):
        self.refused_each('may not stand', '<p><div></div></p>', '<p><b><ul></ul></b></p>',
                          '<a href="/"><b><a href="/"></a></b></a>', '<ul><p></p></ul>',
                          '<ul>1</ul>',
                          '<table><tr></tr></table>', '<div><tr></tr></div>', '<tr>{{name}}</tr>',
                          '<select aria-label="{{name}}"><p></p></select>', '<h1><h2></h2></h1>',
                          '<form method="get"><div><form method="get"></form></div></form>',
                          '<button><a href="/"></a></button>', '<h1><p></p></h1>',
                          '<div><li></li></div>',
                          '<table>{{name}}</table>', '<title><b></b></title>')
        self.writes('<table><caption>{{name}}</caption>'
                    '<tbody><tr><td><p></p></td></tr></tbody></table>')

    def test_references(self):
        self.refused_each('&amp;', '<p>&</p>', '<p>&nope;</p>', '<p title="&">', '<p>&amp</p>')
        self.writes('<p>&nbsp;&#8212;&amp;</p>')

    def test_words_are_translated(self):
        self.refused_each('is not in {{_ }}', '<p>Hello</p>', 'Hallo', '<p>12 &eacute;</p>',
                          '<img alt="face">', '<p title="a{{name}}"></p>', '<p aria-label="x"></p>',
                          '<input type="submit" value="Go">', '<svg><title>Ring</title></svg>',
                          '<p title="{{if on}}{{name}}{{else}}raw{{end}}"></p>')
        self.refused('<p>\n\nHello</p>', 4, 'is not in {{_ }}')
        self.writes('<p translate="no">Leerpas <b>x</b></p><p>1 - 2 (3)</p><img alt="{{name}}">')

    def test_images_and_controls(self):
        self.refused_each('without alt', '<img src="/x.png">',
                          '<img src="/x"{{if on}} alt=""{{end}}>')
        self.refused_each('no label', '<input name="a">', '<select></select>',
                          '<textarea></textarea>',
                          '<input id="a"><label for="b">{{name}}</label>',
                          '<input type="{{name}}">',
                          '<input{{if on}} aria-label="{{name}}"{{end}}>')
        self.writes('<label for="q-{{name}}">{{name}}</label><input id="q-{{name}}">'
                    '<label>{{name}}<input></label><input type="hidden">'
                    '<input aria-label="{{name}}"><input aria-labelledby="x">'
                    '<select aria-label="{{name}}"><option value="{{name}}">{{name}}</option>'
                    '</select>')

    def test_forms(self):
        c = self.writes('<form method="post" action="/x/{{name}}" class="a">1</form>',
                        'html_put_segment(out, v->name);')
        self.assertIn('PUT("\\" class=\\"a\\">");\n'
                      '#line 2 "views/test.html"\n\tview_put_token(out, view);', c)
        self.assertNotIn('put_token', c_of('<form method="get" action="/x"></form>'))
        self.refused_each('needs method', '<form></form>', '<form method="{{name}}"></form>',
                          '<form{{if on}} method="post"{{end}}></form>',
                          '<form method="dialog"></form>')
        self.refused_each('needs action', '<form method="post"></form>')

    def test_white_space(self):
        c = c_of('<p>\n\t\t<b>{{name}}</b>   {{name}}\n</p><pre>\n 1\n  {{name}}</pre>')
        self.assertIn('"<p>\\n"', c)
        self.assertIn('PUT("</b> ");', c)
        self.assertIn('<pre>\\n"\n\t\t" 1\\n"\n\t\t"  "', c)
        self.assertIn('"></textarea>"', c_of('<textarea aria-label="{{name}}"></textarea>').replace(
            '">\\n"\n\t\t"<', '"><'))

    def test_comments_leave_nothing(self):
        c = c_of('<p>{{# it is "said" }}1<!-- secret > --></p>')
        self.assertIn('<p>1</p>', c)


class Texts(Base):
    def test_texts(self):
        self.writes('{{_ "Share"}}', 'PUT_TEXT(0);',
                    '{NULL, "Share", NULL, (const char *const[]){NULL}},')
        self.writes('{{_ "{b} of {a}" a=count b=name}}', '{NULL, "{b} of {a}", NULL, ',
                    '{"b", "a", NULL}', 'if (piece->value == 0)', 'html_put(out, v->name);')
        self.writes('{{_ "{n} day" "{n} days" n=count}}',
                    'view->texts[0 + lang_form(view->lang, v->count)]')
        self.writes('{{_ "Open" context="verb"}}{{_ "Open"}}', '{"verb", "Open", NULL',
                    '{NULL, "Open", NULL')
        self.writes('{{_ error}}', 'lang_text(view->lang, v->error)')
        self.writes('<p title="{{_ "say \\"x\\""}}"></p>', '"say \\"x\\""')

    def test_plural_takes_all_its_numbers(self):
        views = views_of({'test': FIRST + '{{_ "a{n}" "b{n}" n=count}}{{_ "c"}}{{_ "b"}}'})
        self.assertEqual([0, 6, 7], sorted(emit.numbers_of(views).values()))

    def test_refused(self):
        self.refused_each('not the same', '{{_ "{a}"}}', '{{_ "x" a=name}}', '{{_ "{a}" b=name}}')
        self.refused_each('integer n=', '{{_ "a" "b"}}', '{{_ "{n}" "{n}" n=name}}',
                          '{{_ "{m}" "b" m=count}}')
        self.refused_each('occurs twice', '{{_ "{a}" a=name a=name}}')
        self.refused_each('empty', '{{_ ""}}', '{{_ "a" "" n=count}}')
        self.refused_each('markup in a text', '{{_ "<b>x</b>"}}')
        self.refused_each('message id', '{{_ name}}')

    def test_pot(self):
        pot = emit.pot(views_of({'test': FIRST +
                                         '{{# translators: a door }}{{_ "Open" context="verb"}}\n'
                                         '{{_ "{n} day" "{n} days" n=count}}'}))
        self.assertIn('#. translators: a door\n#: views/test.html\n'
                      'msgctxt "verb"\nmsgid "Open"\nmsgstr ""', pot)
        self.assertIn('msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] ""\nmsgstr[1] ""', pot)


class Control(Base):
    def test_conditions(self):
        for condition, c in {
                'name': 'v->name.len', 'not on': '!v->on', 'error': '(v->error && *v->error)',
                'cards': 'v->cards_len', 'count > 0': 'v->count > 0',
                'state == STATE_NEW': 'v->state == STATE_NEW',
                'name == "x"': 'str_is(v->name, "x")', 'name != "x"': '!str_is(v->name, "x")',
                'on and not name and count': 'v->on && !v->name.len && v->count',
                'on or card.done': 'v->on || v->card.done'}.items():
            with self.subTest(condition=condition):
                self.writes('{{if ' + condition + '}}1{{end}}', f'if ({c}) {{')

    def test_refused_conditions(self):
        self.refused_each('', '{{if}}{{end}}', '{{if on and}}{{end}}',
                          '{{if on and name or on}}{{end}}',
                          '{{if card}}{{end}}', '{{if state}}{{end}}', '{{if name > "x"}}{{end}}',
                          '{{if count == "x"}}{{end}}', '{{if count == name}}{{end}}',
                          '{{if on == 1}}{{end}}',
                          '{{if count == lower}}{{end}}', '{{if rings}}{{end}}')

    def test_blocks_end(self):
        self.refused('{{if on}}\n', 2, 'without "{{end}}"')
        self.refused('{{each c in cards}}', 2, 'without "{{end}}"')
        self.refused_each('without', '{{end}}', '{{else}}', '{{elif on}}')
        self.refused_each('', '{{if on}}{{else}}{{else}}{{end}}',
                          '{{if on}}{{else}}{{elif on}}{{end}}',
                          '{{each c in cards}}{{elif on}}{{end}}', '{{if on}}{{end x}}')
        self.refused('{{if on}}' * 21 + '{{end}}' * 21, 2, 'too deep')

    def test_each(self):
        self.writes('{{each card in cards}}{{card.title}}{{else}}1{{end}}',
                    'view_each (const struct card, card, v->cards, v->cards_len) {',
                    'html_put(out, card->title);', 'if (!(v->cards_len)) {')
        self.writes('{{each word in words}}{{word}}{{end}}', 'html_put(out, (*word));')
        self.writes('{{each line in lines}}{{line}}{{end}}', 'const char *const, line, v->lines')
        self.writes('{{each ring in rings}}{{ring}}{{end}}', 'sizeof(v->rings) / sizeof(*v->rings)')
        self.refused_each('takes a list', '{{each c in name}}{{end}}', '{{each c in card}}{{end}}')
        self.refused_each('another name', '{{each v in cards}}{{end}}',
                          '{{each int in cards}}{{end}}',
                          '{{each Card in cards}}{{end}}',
                          '{{each c in cards}}{{each c in cards}}{{end}}{{end}}')
        self.refused_each('has no field', '{{each c in cards}}{{end}}{{c.title}}')


class Parts(Base):
    ROW = '{{template row()}}<tr><td>1</td></tr>'

    def test_include(self):
        c = c_of('{{include card(card)}}{{each c in cards}}{{include card(c)}}{{end}}',
                 card=CARD)
        self.assertIn('view_card(out, view, &v->card);', c)
        self.assertIn('view_card(out, view, c);', c)

    def test_refused_includes(self):
        refuse = lambda body, text: self.refused(body, 2, text, card=CARD, row=self.ROW,
                                                 layout=LAYOUT)
        refuse('{{include nope()}}', 'no template')
        refuse('{{include card()}}', 'takes a struct card')
        refuse('{{include row(card)}}', 'takes nothing')
        refuse('{{include card(name)}}', 'takes a struct')
        refuse('{{include card(cards)}}', 'takes a struct')
        refuse('<p class="{{include card(card)}}"></p>', 'between elements')
        refuse('{{include layout()}}', 'not a part')
        refuse('<div>{{include row()}}</div>', '<tr> may not stand in <div>')
        self.refused('{{include a()}}', 1, 'holds itself', a='{{template a()}}{{include b()}}',
                     b='{{template b()}}{{include a()}}')
        deep = {'a': '{{template a()}}<b>{{include c()}}</b>',
                'c': '{{template c()}}<a href="/"></a>'}
        self.refused('<a href="/">{{include a()}}</a>', 2, '<a> may not stand inside <a>', **deep)

    def test_layout(self):
        c = c_of('{{layout layout}}\n{{block main}}<p>{{name}}</p>{{end}}', layout=LAYOUT)
        page = c[c.index('void view_test('):]
        self.assertRegex(page,
                         r'(?s)layout_0.*layout_title_standard.*layout_2.*<p>.*v->name.*layout_4')
        self.assertNotIn('view_layout', c)
        self.assertNotIn('layout_main_standard', c)

    def test_a_layout_is_over_the_page(self):
        odd = LAYOUT.replace('struct page) "view/page.h"', 'struct card) "view/test.h"')
        odd = odd.replace('{{place}}', '{{title}}')
        with self.assertRaisesRegex(Refusal, 'over struct page'):
            views_of({'test': FIRST + '{{layout layout}}', 'layout': odd})

    def test_refused_layouts(self):
        refuse = lambda body, text, line=2: self.refused(body, line, text, layout=LAYOUT,
                                                         row=self.ROW)
        refuse('{{layout nope}}{{block main}}{{end}}', 'no layout')
        refuse('{{layout row}}{{block main}}{{end}}', 'no layout')
        refuse('{{layout layout}}{{block side}}{{end}}', 'no block')
        refuse('{{layout layout}}1{{block main}}{{end}}', 'only blocks')
        refuse('{{layout layout}}{{block main}}{{end}}{{block main}}{{end}}', 'occurs twice')
        refuse('{{layout layout}}{{block title}}<b></b>{{end}}', '<b> may not stand in <title>')
        refuse('{{layout layout}}{{block title}}{{chart}}{{end}}',
               'markup may not stand in <title>')
        refuse('{{layout layout}}{{block main}}<tr></tr>{{end}}', 'may not stand in <body>')
        refuse('{{layout layout}}{{block main}}{{include row()}}{{end}}', 'may not stand in <body>')
        refuse('{{block main}}{{end}}{{layout layout}}', 'right after')
        refuse('{{if on}}{{block main}}{{end}}{{end}}', 'outside of')
        refuse('<p {{block main}}{{end}}></p>', 'outside of')

    def test_assets(self):
        source = {'test': FIRST + '<img alt="" src="{{asset "a.png"}}">'}
        self.assertIn('/static/a.1.png', emit.source(views_of(source,
                                                              assets={'a.png': '/static/a.1.png'})))
        self.refused_each('no asset', '<img alt="" src="{{asset "b.png"}}">')
        with self.assertRaises(Refusal):
            views_of({'test': FIRST + '{{asset "a"}}'}, assets={'a': '/a'})


class Headers(Base):
    def header_refused(self, field, text='no template can read'):
        with self.assertRaises(Refusal) as caught:
            views_of({'test': FIRST}, header='struct test_view {\n\tint a;\n\t' + field + '\n};\n')
        self.assertIn(text, str(caught.exception))
        self.assertEqual(('src/view/test.h', 3), (caught.exception.file, caught.exception.line))

    def test_refused_fields(self):
        for field in ('struct card *card;', 'const struct card card[3][3];', 'char *name;',
                      'char name[3];',
                      'void *p;', 'double x;', 'int (*f)(void);', 'unsigned char c : 3;',
                      'FILE *f;',
                      'const struct card *a, *b;', 'int *numbers;', 'const int **numbers;'):
            with self.subTest(field=field):
                self.header_refused(field)
        self.header_refused('const struct card *cards;', 'needs "size_t cards_len"')

    def test_only_what_is_used_has_to_be_readable(self):
        views_of({'test': FIRST})
        with self.assertRaises(Refusal):
            views_of({'odd': '{{template odd(struct odd_view) "view/test.h"}}'})

    def test_names(self):
        with self.assertRaisesRegex(Refusal, 'in lower case'):
            views_of({'Test': '{{template Test()}}'})
        views = Views('.', {})
        views.add('views/a/b.html', 'a_b', '{{template a_b()}}')
        with self.assertRaisesRegex(Refusal, 'two templates are called a_b'):
            views.add('views/a_b.html', 'a_b', '{{template a_b()}}')

    def test_first_lines(self):
        for source in ('', '<p></p>', 'x{{template test()}}', '{{name}}', '{{template other()}}',
                       '{{template test(struct test_view)}}', '{{template test() "view/test.h"}}',
                       '{{template test(struct nope) "view/test.h"}}',
                       '{{template test(struct card) "../x.h"}}',
                       '{{template test(struct test_view) "view/nope.h"}}', '{{template test(}}'):
            with self.subTest(source=source), self.assertRaises(Refusal):
                views_of({'test': source})


class Program(unittest.TestCase):
    def run_on(self, source):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(root + '/views')
            with open(root + '/views/a.html', 'wb') as file:
                file.write(source)
            return subprocess.run([sys.executable, ROOT + '/tools/gen_view', '--root', root, '--c',
                                   root + '/a.c',
                                   '--depfile', root + '/a.d'], capture_output=True, text=True,
                                   check=False)

    def test_says_where(self):
        result = self.run_on(b'{{template a()}}\n<p>\n</b>')
        self.assertEqual((1, 'views/a.html:3: </b> does not fit: <p> of line 2 is open\n'),
                         (result.returncode, result.stderr))
        self.assertEqual(1, self.run_on(b'{{template a()}}\xff').returncode)

    def test_compiles(self):
        result = self.run_on(b'{{template a()}}<hr>')
        self.assertEqual((0, ''), (result.returncode, result.stderr))


class OurOwn(unittest.TestCase):
    def test_our_templates_are_accepted(self):
        class Assets(dict):
            def __contains__(self, name):
                return True

            def __missing__(self, name):
                return '/static/' + name
        views, paths = load(ROOT, Assets())
        self.assertTrue(views.templates)
        self.assertIn(os.path.join(ROOT, 'views', 'layout.html'), paths)


if __name__ == '__main__':
    unittest.main()
