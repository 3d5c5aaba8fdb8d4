"""Every refusal of tools/check, shown on small made-up trees, with its innocent neighbour."""

import importlib.machinery
import importlib.util
import os
import tempfile
import unittest
from unittest import mock

TOOLS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
loader = importlib.machinery.SourceFileLoader('check', os.path.join(TOOLS, 'check'))
check = importlib.util.module_from_spec(importlib.util.spec_from_loader('check', loader))
loader.exec_module(check)

HEADER = '/* What it is. */\n#pragma once\n'


class TreeTest(unittest.TestCase):
    def findings(self, **files):
        """(path, line, rule) of all findings; "__" in a name stands for "/", "_dot_" for "."."""
        named = {k.replace('__', '/').replace('_dot_', '.'): v for k, v in files.items()}
        return self.run_tree(named)

    def run_tree(self, files):
        with tempfile.TemporaryDirectory() as root:
            for path, content in files.items():
                full = os.path.join(root, path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, 'wb') as f:
                    f.write(content if isinstance(content, bytes) else content.encode())
            return [(p, line, rule) for p, line, rule, _ in check.run(root)[0]]

    def refused(self, rule, files, line=None):
        found = self.run_tree(files)
        rules = [r for _, at, r in found if line is None or at == line]
        self.assertIn(rule, rules, found)

    def accepted(self, files):
        self.assertEqual(self.run_tree(files), [])

    def body_refused(self, rule, body, path='src/app/x.c', before=''):
        """A function with this body is refused, at the first line of the body."""
        line = before.count('\n') + 3
        self.refused(rule, {path: f'{before}static void f(int a)\n{{\n{body}\n}}\n'}, line)

    def body_accepted(self, body, path='src/app/x.c', before=''):
        files = {path: f'{before}static void f(int a)\n{{\n{body}\n}}\n'}
        if path in ('src/base/time.c', 'src/base/log.c'):
            files[path.replace('.c', '_test.c')] = 'int g(void);\n'
        self.accepted(files)


class Sizes(TreeTest):
    def function(self, lines):
        return 'int f(void)\n{\n' + '\tg();\n' * (lines - 3) + '}\n'

    def test_a_function_of_60_lines_passes_and_61_is_refused(self):
        self.accepted({'src/app/x.c': self.function(60)})
        self.refused('function-length', {'src/app/x.c': self.function(61)}, 1)

    def test_braces_in_strings_comments_and_both_branches_do_not_confuse_it(self):
        odd = ('int g(void)\n{\n\tchar c = \'{\'; /* } */ // }\n\tconst char *s = "\\"}{";\n'
               '#ifdef A\n\tif (c) {\n#else\n\tif (s) {\n#endif\n\t\tg();\n\t}\n}\n')
        self.accepted({'src/app/x.c': odd + self.function(60)})
        self.refused('function-length', {'src/app/x.c': odd + self.function(61)}, 13)

    def test_a_test_macro_is_a_function(self):
        long = 'TEST(x)\n{\n' + '\tg();\n' * 60 + '}\n'
        self.refused('function-length', {'src/app/x_test.c': long}, 1)

    def test_a_file_of_601_lines(self):
        self.accepted({'src/app/x.c': 'int f(void);\n' * 600})
        self.refused('file-length', {'src/app/x.c': 'int f(void);\n' * 601})

    def test_a_line_of_101_columns_with_tabs_of_eight(self):
        self.accepted({'src/app/x.c': '\t// ' + 'x' * 89 + '\n'})
        self.refused('columns', {'src/app/x.c': '\t// ' + 'x' * 90 + '\n'}, 1)

    def test_columns_are_characters_not_bytes(self):
        self.accepted({'src/app/x.c': '// ' + 'é' * 97 + '\n'})

    def test_a_python_function_of_61_lines(self):
        self.refused('function-length', {'tools/x.py': 'def f():\n' + '    f()\n' * 60}, 1)
        self.refused('function-length',
                     {'tools/x': '#!/usr/bin/env python3\ndef f():\n' + '    f()\n' * 60}, 2)
        self.accepted({'tools/x.py': 'def f():\n' + '    f()\n' * 59})

    def test_python_that_does_not_parse(self):
        self.refused('python', {'tools/x.py': 'def f(:\n'}, 1)


class Flow(TreeTest):
    def test_else_after_return_is_refused(self):
        for body in ('if (a) return; else g();', 'if (a) { g(); return; } else g();',
                     'if (a) return; else if (b) g();',
                     'if (a) g(); else if (b) return; else h();'):
            self.body_refused('else-after-return', '\t' + body)

    def test_else_after_what_may_go_on_passes(self):
        for body in ('if (a) { if (b) return; } else g();', 'if (a) g(); else return;',
                     'if (a) { for (i = 0; i < 2; i++) return; } else g();',
                     'if (a) {} else g();', 'if (a) { return_it(); } else g();'):
            self.body_accepted('\t' + body)


class Calls(TreeTest):
    def test_the_banned_ones_everywhere(self):
        for name in ('strcpy', 'strcat', 'sprintf', 'strtok', 'gets', 'atoi', 'alloca'):
            self.body_refused('banned-call', f'\t{name}(a);')
            self.body_refused('banned-call', f'\t{name}(a);', 'src/base/log.c')
            self.body_refused('banned-call', f'\tif (a) {name}(a);', 'tests/unit/x.c')

    def test_malloc_and_friends_outside_base(self):
        for name in ('malloc', 'calloc', 'realloc', 'free', 'strdup'):
            self.body_refused('banned-call', f'\tp = {name}(a);')
            self.body_accepted(f'\tp = {name}(a);', 'src/base/mem_test.c')

    def test_free_handed_on_as_a_pointer(self):
        self.body_refused('banned-call', '\tarena_defer(a, free, p);')
        self.refused('banned-call', {'src/app/x.c': 'static const struct ops o = {.end = free};\n'})

    def test_a_banned_call_inside_a_macro(self):
        self.refused('banned-call', {'src/app/x.c': '\n#define COPY(a, b) \\\n\tstrcpy(a, b)\n'}, 2)

    def test_the_clock_outside_base_time(self):
        for call in ('time(NULL)', 'gettimeofday(&t, 0)', 'clock_gettime(0, &t)'):
            self.body_refused('banned-call', f'\tt = {call};')
            self.body_refused('banned-call', f'\tt = {call};', 'src/base/log.c')
            self.body_accepted(f'\tt = {call};', 'src/base/time.c')

    def test_a_mail_of_no_kind(self):
        for path in ('src/app/x.c', 'src/web/x.c', 'src/cmd/x.c'):
            self.body_refused('banned-call', '\te = outbox_seal(o, a, &mail, &sealed);', path)
        for path in ('src/app/notice.c', 'src/mail/x.c', 'src/app/x_test.c'):
            self.body_accepted('\te = outbox_seal(o, a, &mail, &sealed);', path)

    def test_the_environment_outside_cmd(self):
        self.body_refused('banned-call', '\tgetenv("A");')
        self.body_refused('banned-call', '\tgetenv("A");', 'src/app/x_test.c')
        self.body_accepted('\tgetenv("A");', 'src/cmd/x.c')
        self.body_accepted('\tgetenv("A");', 'tests/unit/x.c')

    def test_printing_outside_cmd_log_and_tests(self):
        for name in ('printf', 'fprintf', 'puts', 'fputs', 'perror', 'dprintf'):
            self.body_refused('banned-call', f'\t{name}("x");')
        for path in ('src/cmd/x.c', 'src/base/log.c', 'src/app/x_test.c', 'tests/x.c', 'bench/x.c'):
            self.body_accepted('\tprintf("x");', path)

    def test_words_that_only_look_like_calls(self):
        self.body_accepted('\tops->free(a);')
        self.body_accepted('\tx.time(a);')
        self.body_accepted('\tint time = a;\n\tg(time); /* strcpy(a, b) */ g("malloc(3)");')
        self.body_accepted('\tsnprintf(b, 3, "x");')
        self.accepted({'src/app/x.c': 'usec time(int a);\n'})
        self.accepted({'src/app/x.c': 'void f(const char *s, ...)'
                       ' __attribute__((format(printf, 1, 2)));\n'})


class Layers(TreeTest):
    ALLOWED = {
        'base': '', 'codec': 'base', 'crypto': 'base codec', 'i18n': 'base codec',
        'db': 'base codec', 'http': 'base codec', 'paper': 'base codec',
        'credential': 'base codec crypto', 'jobs': 'base codec crypto db',
        'mail': 'base codec crypto i18n db jobs', 'view': 'base codec i18n',
        'app': 'base codec crypto i18n db jobs mail paper credential',
        'web': 'base codec i18n view app http', 'api': 'base codec i18n view app http',
        'cmd': 'base codec crypto i18n db http paper credential jobs mail view app web api',
    }

    def test_every_pair_of_rooms(self):
        for mine, allowed in self.ALLOWED.items():
            for theirs in self.ALLOWED:
                files = {f'src/{mine}/x_test.c': f'#include "{theirs}/y.h"\n'}
                fine = theirs == mine or theirs in allowed.split()
                self.assertEqual([] if fine else [(f'src/{mine}/x_test.c', 1, 'layer')],
                                 self.run_tree(files), f'{mine} -> {theirs}')

    def test_an_unknown_room_a_bare_name_and_a_file_outside_rooms(self):
        self.refused('layer', {'src/attic/x.c': 'int f(void);\n'})
        self.refused('layer', {'src/x.c': 'int f(void);\n'})
        self.refused('layer', {'src/app/x.c': '\n#include "x.h"\n'}, 2)
        self.refused('layer', {'src/app/x.c': '#include "attic/x.h"\n'}, 1)

    def test_the_test_frame_is_for_tests(self):
        self.accepted({'src/app/x_test.c': '#include "unit/unit.h"\n'})
        self.refused('layer', {'src/app/x.c': '#include "unit/unit.h"\n'})

    def test_an_include_in_a_comment_or_string_is_none(self):
        self.accepted({'src/base/x_test.c': '/*\n#include "web/x.h"\n*/\nint f(void);\n'})

    def test_a_feature_does_not_look_into_another(self):
        table = 'const struct route %s_routes[] = {{0}};\n'
        other = {'src/web/share.c': table % 'share', 'src/web/share.h': HEADER,
                 'src/web/page.h': HEADER, 'src/web/all.c': '#include "web/share.h"\n'}
        self.refused('feature', {
            **other, 'src/web/home.c': '#include "web/share.h"\n' + table % 'home'}, 1)
        self.accepted({**other, 'src/web/home.c': '#include "web/page.h"\n' + table % 'home'})

    def test_third_party_header_in_two_files(self):
        self.accepted({'src/mail/a.c': '#include <cairo.h>\n#include <time.h>\n',
                       'src/mail/b.c': '#include <time.h>\n#include <sys/stat.h>\n'})
        self.refused('third-party', {'src/mail/a.c': '#include <cairo.h>\n',
                                     'src/mail/b.c': '#include <cairo.h>\n'})

    def test_third_party_header_in_a_private_header(self):
        files = {'src/paper/draw.h': HEADER + '#include <cairo.h>\n',
                 'src/paper/a.c': '#include "paper/draw.h"\n',
                 'src/paper/a_test.c': '#include <cairo.h>\n'}
        self.accepted(files)
        self.refused('third-party', {**files, 'src/app/x.c': '#include "paper/draw.h"\n'}, 1)
        self.refused('third-party', {**files, 'src/app/x_test.c': '#include <cairo.h>\n'}, 1)


class State(TreeTest):
    def test_what_can_change(self):
        for text in ('static int count;', 'int count = 3;', 'static const char *names[2];',
                     'static struct x { int a; } y;', 'static void (*hook)(int);',
                     'struct point origin = {0, 0};', 'static pthread_mutex_t m = INIT;',
                     'static char buffer[10];', '_Atomic int n;',
                     'static int a __attribute__((aligned(8))) = 1;'):
            self.refused('mutable-state', {'src/app/x.c': text + '\n'})

    def test_what_cannot(self):
        for text in ('static const int count = 3;', 'const struct route r[] = {{0}};',
                     'static const char *const names[] = {"a", "b"};', 'struct x { int a; };',
                     'static void (*const hook)(int) = f;', 'extern const int x;', 'int f(void);',
                     'typedef int n;', 'enum e { A, B };', 'static inline int f(int a);',
                     'static const struct { int a; } t[] = {{1}};', 'struct s;',
                     'void *alloc(int n) __attribute__((malloc));', 'typedef int (*fn)(int);',
                     '_Static_assert(sizeof(int) == 4, "int");', 'static struct x *f(void);'):
            self.accepted({'src/app/x.c': text + '\n'})

    def test_statics_in_a_function_and_thread_locals(self):
        self.body_refused('mutable-state', '\tstatic int n;')
        self.body_refused('mutable-state', '\tstatic const char *names[] = {"a"};')
        self.body_accepted('\tstatic const char *const names[] = {"a"};')
        self.refused('mutable-state', {'src/app/x.c': 'static _Thread_local int n;\n'})
        self.body_refused('mutable-state', '\tstatic __thread int n;')

    def test_tests_may(self):
        self.accepted({'src/app/x_test.c': 'static int count;\n'})

    def test_an_exception_by_name_that_goes_stale(self):
        limits = check.c_rules.limits
        limits.MUTABLE[('src/app/x.c', 'count')] = 'for this test'
        try:
            self.accepted({'src/app/x.c': 'static int count;\n'})
            self.refused('mutable-state', {'src/app/x.c': 'static int other;\n'})
            found = self.run_tree({'src/base/meson.build': '\n'})
            self.assertIn('stale', [rule for _, _, rule in found])
        finally:
            del limits.MUTABLE[('src/app/x.c', 'count')]


class Errors(TreeTest):
    KNOWN = 'err_t save(int n);\nvoid note(int n);\nstruct ops {\n\terr_t (*run)(int);\n};\n'

    def test_a_dropped_result(self):
        for body in ('\tsave(a);', '\tif (a)\tsave(a);', '\twhile (a) save(a);', '\t(void)save(a);',
                     '\telse save(a);', '\tcase 3: save(a);', '\tops->run(a);', '\tx[1].run(a);',
                     '\tvec_each (int, it, v) save(a);', '\tdo save(a); while (a);',
                     '\tsave(save2(a, (b)));'):
            self.body_refused('err-dropped', body, before=self.KNOWN)

    def test_a_used_result(self):
        for body in ('\tTRY(save(a));', '\terr_t e = save(a);', '\treturn save(a);', '\tnote(a);',
                     '\terr_free(save(a));', '\te = a ? save(a) : save(b);',
                     '\tif (save(a)) note(a);', '\te = (err_t)save(a);',
                     '\treturn a ? NULL : save(b);', '\t(void)note(a);'):
            self.body_accepted(body, before=self.KNOWN)

    def test_known_from_a_header_elsewhere(self):
        self.refused('err-dropped', {
            'src/db/x.h': HEADER + 'err_t db_close(int a)\n\t__attribute__((x(y)));\n',
            'src/app/x.c': 'int f(void)\n{\n\tdb_close(1);\n}\n'}, 3)

    def test_a_static_of_the_same_name_is_another_function(self):
        mine = 'static void put(int a)\n{\n}\nint f(void)\n{\n\tput(1);\n}\n'
        theirs = 'static err_t put(int a)\n{\n\treturn NULL;\n}\n'
        self.accepted({'src/app/x.c': mine, 'src/app/y.c': theirs})

    def test_members_of_one_name_differ_by_their_arguments(self):
        before = self.KNOWN + 'struct cleanup {\n\tvoid (*run)(void *, int);\n};\n'
        self.body_refused('err-dropped', '\tops->run(a);', before=before)
        self.body_accepted('\tc->run(a, g(1, 2));', before=before)

    def test_a_member_of_a_named_type_of_function(self):
        for declared in ('typedef err_t (*job_fn)(int);\nstruct job {\n\tjob_fn go;\n};\n',
                         'typedef err_t job_fn(int);\nstruct job {\n\tjob_fn *go;\n};\n'):
            self.body_refused('err-dropped', '\tjob->go(a);', before=declared)
            self.body_accepted('\tTRY(job->go(a));', before=declared)

    def test_a_parameter_that_is_a_function(self):
        for declared, dropped in (('void save(int n)', False), ('err_t (*go)(int n)', True),
                                  ('err_t go(int n)', True), ('job_fn go', True),
                                  ('void (*run)(int n)', False), ('job_fn *const go', True)):
            name = next(n for n in ('save', 'go', 'run') if n in declared)
            code = (self.KNOWN + 'typedef err_t job_fn(int);\n'
                    f'static void f(int a, {declared})\n{{\n\t{name}(a);\n}}\n')
            found = self.run_tree({'src/app/x.c': code})
            self.assertEqual(['err-dropped'] * dropped, [f[2] for f in found], declared)

    def test_a_statement_of_the_database(self):
        self.refused('err-dropped', {
            'src/db/queries/x.sql': '-- name: x_put(a int) -> none\nSELECT 1\n',
            'src/app/x.c': 'int f(void)\n{\n\tx_put(tx, 1);\n}\n'}, 3)

    def test_a_macro_that_makes_an_error(self):
        self.body_refused('err-dropped', '\tsay("x");',
                          before='err_t make(int n);\n#define say(t) make(__LINE__)\n')

    def test_outputs_come_last_and_say_so(self):
        self.accepted({'src/app/x.c': 'err_t f(struct arena *a, const int *in, int *ret_n,'
                       '\n\tstruct x **ret_x);\nerr_t g(int *io_n, char *ret_b);\n'
                       'void h(int *n);\nerr_t i(void *ctx, struct buf *b, char **argv);\n'
                       'err_t j(err_t (*fn)(int *n), int n);\n'})
        self.refused('outputs', {'src/app/x.c': '\nerr_t f(int *ret_n, struct arena *a);\n'}, 2)
        self.refused('outputs', {'src/app/x.c': '\nerr_t f(int a, size_t *n);\n'}, 2)
        self.refused('outputs', {'src/app/x.c': '\nerr_t f(int a, struct x **x);\n'}, 2)


class Company(TreeTest):
    def test_a_source_without_its_test(self):
        self.refused('untested', {'src/crypto/x.c': 'int f(void);\n'})
        for name in ('x.c', 'x_y.c'):
            for path in ('src/crypto/', 'src/crypto/deep/'):
                self.accepted({path + name: 'int f(void);\n',
                               'src/crypto/x_test.c': 'int g(void);\n'})
        self.accepted({'src/app/x.c': 'int f(void);\n'})

    def test_a_lifetime_that_no_test_moves_the_clock_by(self):
        header = HEADER + '#define X_LIFE (10 * USEC_MINUTE)\n#define X_MOST 10\n'
        test = 'void f(void)\n{\n\tpass(X_LIFE);\n}\n'
        self.refused('lifetime', {'src/app/x.h': header}, 3)
        self.refused('lifetime', {'src/app/x.h': header, 'src/app/x.c': test}, 3)
        self.accepted({'src/app/x.h': header, 'src/app/x_test.c': test})
        self.accepted({'src/app/x.c': '#define LEASE (10 * USEC_MINUTE)\n'})

    def test_a_parser_without_its_fuzz_target(self):
        files = {'src/codec/json_read.c': 'int f(void);\n',
                 'src/codec/json_test.c': 'int g(void);\n'}
        self.refused('unfuzzed', files)
        self.accepted({**files, 'src/codec/json_fuzz.c': 'int h(void);\n'})
        self.accepted({**files, 'src/codec/form_fuzz.c': '#include "codec/json.h"\n'})
        self.refused('unfuzzed', {**files, 'src/http/x_fuzz.c': '#include "codec/json.h"\n'})
        self.refused('unfuzzed', {'src/http/cookie.c': 'int f(void);\n'})
        self.refused('unfuzzed', {'src/i18n/mo.c': 'int f(void);\n',
                                  'src/i18n/mo_test.c': 'int f(void);\n'})

    def test_a_source_that_is_not_built(self):
        self.refused('unbuilt', {'src/app/x.c': 'int f(void);\n', 'src/app/meson.build': '\n'})
        self.accepted({'src/app/x.c': 'int f(void);\n', 'src/app/meson.build': "l('x.c')\n"})
        self.accepted({'src/app/meson.build': "l('../../tests/x.c')\n",
                       'tests/x.c': 'int f(void);\n'})
        self.refused('unbuilt', {'src/app/x.c': 'int f(void);\n', 'meson.build': '\n'})
        self.refused('unbuilt', {'tests/x.c': 'int f(void);\n', 'src/app/meson.build': '\n'})

    def test_a_statement_that_nothing_calls(self):
        sql = {'src/db/queries/a.sql': '-- All.\n-- name: a_get(a id) -> maybe id\nSELECT 1;\n'}
        self.refused('uncalled', sql, 2)
        self.refused('uncalled', {**sql, 'src/app/x.h': HEADER + 'int a_get_all(void);\n'}, 2)
        for text in ('a_get(1)', 'a_get_soon(1)', 'f(a_get)'):
            self.accepted({**sql, 'src/app/x_test.c': f'int f(void)\n{{\n\treturn {text};\n}}\n'})

    def test_a_header(self):
        self.accepted({'src/app/x.h': HEADER + 'int f(void);\n'})
        self.refused('header', {'src/app/x.h': '#pragma once\nint f(void);\n'})
        self.refused('header', {'src/app/x.h': '/* What. */\n#ifndef X\n#define X\n#endif\n'})

    def test_layout_as_clang_format_has_it(self):
        style = {'.clang-format': 'BasedOnStyle: LLVM\n'}
        self.accepted({**style, 'src/app/x.c': 'int f(void);\n'})
        odd = {'src/app/x.c': 'int f( void );\n'}
        self.refused('layout', {**style, **odd}, 1)
        self.refused('layout', {'.clang-format': 'BasedOnStyle: Nobodys\n', **odd}, 1)
        with mock.patch('shutil.which', return_value=None):
            self.refused('layout', {**style, **odd}, 1)


class Texts(TreeTest):
    def test_sql_in_c(self):
        for text in ('SELECT a FROM b', 'select a, b from c where d = 1',
                     'INSERT INTO a VALUES (1)',
                     'UPDATE a SET b = 1', 'delete from a where b = 1',
                     'CREATE TABLE a (b INT)'):
            self.body_refused('sql', f'\tg("{text}");')
        self.body_refused('sql', '\tg("SELECT a "\n\t  "FROM b");')
        self.refused('sql', {'src/db/x_y.c': '#define Q "DELETE FROM a"\n'}, 1)

    def test_what_only_sounds_like_sql(self):
        for text in ('Select one from the list.', 'Delete it', 'Update your name',
                     'BEGIN IMMEDIATE'):
            self.body_accepted(f'\tg("{text}");')
        self.accepted({'src/db/x_test.c': 'int f(void)\n{\n\tg("SELECT 1");\n}\n',
                       'src/db/x.c': 'int f(void);\n', 'src/db/queries/a.sql': 'SELECT 1\n'})

    def test_inline_code_in_views(self):
        for text in ('<script>', '<script type="module">let a</script>', '<style>', '<p style="a">',
                     '<a href="x"\n onclick="y">', '<a href="javascript:x">',
                     '<script src="a.js">let b</script>'):
            self.refused('inline', {'views/x.html': text + '\n'})
        self.accepted({'views/x.html': '<script src="{{a}}" defer></script>\n<p class="nl-style">'
                       'lesson = once</p>\n'})

    def test_a_style_that_no_page_has(self):
        page = {'views/x.html': '<p\n class="a {{if x > 0}}b{{end}}">{{_ "c"}}</p>\n'}
        sheet = '@import "x.css";\n/* .no */\n.a,\n.b:has(.a) {\n\tcolor: #d.e;\n}\n'
        self.accepted({**page, 'assets/css/x.css': sheet})
        dead = sheet + '@media x {\n\t.c {\n\t}\n}\n'
        self.refused('dead-style', {**page, 'assets/css/x.css': dead}, 8)
        self.accepted({**page, 'assets/css/x.css': sheet + '.c {\n}\n',
                       'assets/js/x.js': 'f.querySelector("p .c");\n'})

    def test_a_class_without_a_style(self):
        self.refused('no-style', {'views/x.html': '<b>\n<p class="a">\n'}, 2)
        self.refused('no-style', {'src/view/x.c': 'int f(char *p = "<p class=\\"a\\">");\n'}, 1)
        self.accepted({'views/x.html': '<p class="nl-a utrecht-b c-{{d}}e"><ul class="bare">\n'})

    def test_inline_code_in_c(self):
        self.body_refused('inline', '\tg("<p style=\\"x\\">");')
        self.body_accepted('\tg("<script src=");')

    def test_marks_of_unfinished_work(self):
        for word in ('TO' 'DO', 'FIX' 'ME', 'X' 'XX'):
            self.refused('unfinished', {'docs/x.md': f'\n{word}: later\n'}, 2)
        self.accepted({'docs/x.md': 'XXXXXX and todo\n'})

    def test_words_that_do_not_belong(self):
        for text in ('/wor' 'k/main', '/roo' 't/x', 'https://regis' 'try.npmjs.org/x',
                     'http://de' 'b.debian.org', 'Clau' 'de', 'Chat' 'GPT', 'A' 'I-generated',
                     'system' ' prompt', 'language ' 'models'):
            self.refused('forbidden-word', {'docs/x.md': f'See {text}.\n'}, 1)
        self.accepted({'docs/x.md': 'A session ends; a conversation prompt; in work/life\n'})

    def test_bytes(self):
        self.refused('encoding', {'docs/x.md': b'a\nb\xff\n'}, 2)
        self.refused('encoding', {'docs/x.md': b'a\r\n'}, 1)
        self.refused('trailing-space', {'docs/x.md': 'a\nb \n'}, 2)
        self.refused('encoding', {'src/app/x.c': 'int f(void);'}, 1)
        self.accepted({'a.png': b'\x89\0\xff\r\n', 'tests/data/fuzz/json/1': b'\xff \r\n'})


class Tool(TreeTest):
    def test_medians(self):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(os.path.join(root, 'src/app'))
            with open(os.path.join(root, 'src/app/x.c'), 'w') as f:
                f.write('int f(void)\n{\n}\n\nint g(void)\n{\n\tf();\n\tf();\n}\n'
                        '\nint h(void)\n{}\n')
            numbers = check.run(root)[1]
        self.assertEqual((3, 3, 1, 12), (numbers['functions'], numbers['function_median'],
                                         numbers['files'], numbers['file_median']))

    def test_the_exit_code_and_the_shape_of_a_finding(self):
        import subprocess
        with tempfile.TemporaryDirectory() as root:
            tool = [os.path.join(TOOLS, 'check'), root]
            self.assertEqual(0, subprocess.run(tool, capture_output=True).returncode)
            with open(os.path.join(root, 'x.md'), 'w') as f:
                f.write('a \n')
            done = subprocess.run(tool, capture_output=True, text=True)
        self.assertEqual(1, done.returncode)
        self.assertTrue(done.stdout.startswith('x.md:1: trailing-space: '), done.stdout)


if __name__ == '__main__':
    unittest.main()
