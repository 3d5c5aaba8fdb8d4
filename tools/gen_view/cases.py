"""Writes C that calls every template with one value in every field, for the tests."""
from emit import NOTE, includes

FILL = {'str': 'f->text', 'z': 'f->z', 'html': 'f->markup', 'bool': 'f->truth',
        'int': '({c})f->number', 'day': 'f->today', 'usec': 'f->now', 'enum': '({c})f->choice'}


def fill_item(views, target, item):
    if item.kind == 'struct':
        return f'fill_{item.struct}(&{target}, a, f);'
    return f'{target} = {FILL[item.kind].format(c=item.c)};'


def fill_list(views, name, kind):
    if kind.size:
        return [f'\tfor (size_t i = 0; i < sizeof(v->{name}) / sizeof(*v->{name}); i++)',
                '\t\t' + fill_item(views, f'v->{name}[i]', kind.item)]
    c = 'const char *' if kind.item.kind == 'z' else kind.item.c
    return [f'\t{c} *{name} = arena_array(a, {c}, f->items);',
            '\tfor (size_t i = 0; i < f->items; i++)',
            '\t\t' + fill_item(views, f'{name}[i]', kind.item), f'\tv->{name} = {name};']


def fill(views, struct, done, out):
    """Emits fill_X for a struct after those that it needs."""
    if struct in done:
        return
    done.add(struct)
    lines, fields = [], views.headers.struct(struct, 'views', 0).fields
    for name, kind in fields.items():
        inner = kind.item or kind
        if inner.kind == 'struct':
            fill(views, inner.struct, done, out)
        if kind.kind == 'list':
            lines += fill_list(views, name, kind)
        elif name.endswith('_len') and fields.get(name.removesuffix('_len'), kind).kind == 'list':
            lines.append(f'\tv->{name} = f->items;')
        else:
            lines.append('\t' + fill_item(views, f'v->{name}', kind))
    out.append(f'static void fill_{struct}(struct {struct} *v, struct arena *a,\n'
               '\tconst struct view_fill *f)\n{\n\t(void)a;\n' + '\n'.join(lines) + '\n}\n')


def case(views, template):
    page = 'page' if template.layout and views.layout_of(template).struct else ''
    lines, value = [], ''
    if template.struct:
        lines += [f'\tstruct {template.struct} *v = arena_make(a, struct {template.struct});',
                  f'\tfill_{template.struct}(v, a, f);']
        value = ', v'
    if page:
        lines += ['\tstruct view with_page = *view;',
                  '\tstruct page *page = arena_make(a, struct page);',
                  '\tfill_page(page, a, f);', '\twith_page.page = page;']
    lines.append(f'\tview_{template.name}(out, {"&with_page" if page else "view"}{value});')
    return f'static void case_{template.name}(struct buf *out, const struct view *view,\n' \
        '\tstruct arena *a, const struct view_fill *f)\n{\n\t(void)a;\n\t(void)f;\n' \
        + '\n'.join(lines) + '\n}\n'


def cases(views):
    shown = [t for t in views.templates.values() if not views.is_layout(t)]
    done, out, headers = set(), [], set(includes(views))
    for template in shown:
        if template.struct:
            fill(views, template.struct, done, out)
        if template.layout and views.layout_of(template).struct:
            fill(views, 'page', done, out)
    rows = [f'\t{{"{t.name}", {"true" if t.layout else "false"}, case_{t.name}}},\n' for t in shown]
    return NOTE + ''.join(f'#include "{name}"\n' for name in sorted(headers)) \
        + '#include "view/cases.h"\n#include "view/templates.h"\n#include "base/arena.h"\n\n' \
        + '\n'.join(out + [case(views, t) for t in shown]) \
        + '\nconst struct view_case view_cases[] = {\n' + ''.join(rows) + '\t{0}};\n'
