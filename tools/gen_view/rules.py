"""What may stand where in HTML (HTML Standard, sections 4 and 13), as far as we use it."""

VOID = {'area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'}

PHRASING = {'a', 'abbr', 'audio', 'b', 'bdi', 'bdo', 'button', 'cite', 'code', 'data',
            'datalist', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'label', 'map', 'mark', 'meter',
            'noscript', 'output', 'picture', 'progress', 'q', 's', 'samp', 'script', 'select',
            'small', 'span', 'strong', 'sub', 'sup', 'svg', 'textarea', 'time', 'u', 'var',
            'video'} | VOID - {'col', 'hr'}
# These end an open <p>.
BLOCK = {'address', 'article', 'aside', 'blockquote', 'details', 'dialog', 'div', 'dl', 'fieldset',
         'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header',
         'hgroup', 'hr', 'main', 'menu', 'nav', 'ol', 'p', 'pre', 'search', 'section', 'summary',
         'table', 'ul', 'li', 'dt', 'dd', 'legend'}
PARTS = {'html', 'head', 'body', 'title', 'caption', 'colgroup', 'thead', 'tbody', 'tfoot', 'tr',
         'td', 'th', 'option', 'optgroup'}
ELEMENTS = PHRASING | BLOCK | PARTS | VOID

SVG = {'svg', 'g', 'path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon', 'text',
       'tspan', 'title', 'desc', 'defs', 'use', 'symbol', 'linearGradient', 'radialGradient',
       'stop', 'clipPath', 'mask', 'pattern', 'marker'}

# An element that may only stand in these.
PARENTS = {
    'head': {'html'}, 'body': {'html'}, 'title': {'head'},
    'li': {'ul', 'ol', 'menu'}, 'dt': {'dl', 'div'}, 'dd': {'dl', 'div'},
    'caption': {'table'}, 'colgroup': {'table'}, 'thead': {'table'}, 'tbody': {'table'},
    'tfoot': {'table'}, 'tr': {'thead', 'tbody', 'tfoot'}, 'td': {'tr'}, 'th': {'tr'},
    'col': {'colgroup'}, 'option': {'select', 'optgroup', 'datalist'}, 'optgroup': {'select'},
    'summary': {'details'}, 'legend': {'fieldset'}, 'figcaption': {'figure'},
    'track': {'audio', 'video'},
}
# An element that may only hold these; '#text' is text.
CHILDREN = {
    'html': {'head', 'body'}, 'head': {'title', 'meta', 'link', 'script'},
    'ul': {'li'}, 'ol': {'li'}, 'menu': {'li'}, 'dl': {'dt', 'dd', 'div'},
    'table': {'caption', 'colgroup', 'thead', 'tbody', 'tfoot'}, 'colgroup': {'col'},
    'thead': {'tr'}, 'tbody': {'tr'}, 'tfoot': {'tr'}, 'tr': {'td', 'th'},
    'select': {'option', 'optgroup'}, 'optgroup': {'option'}, 'option': {'#text'},
    'title': {'#text'}, 'textarea': {'#text'}, 'script': set(), 'datalist': {'option'},
}
# An element that may not stand inside of these, however deep.
NOT_INSIDE = {
    'a': {'a', 'button'}, 'button': {'a', 'button'}, 'input': {'a', 'button'},
    'select': {'a', 'button'}, 'textarea': {'a', 'button'}, 'label': {'a', 'button', 'label'},
    'details': {'a', 'button'}, 'form': {'form'}, 'main': {'main'},
}
HEADINGS = {'h1', 'h2', 'h3', 'h4', 'h5', 'h6'}
ONLY_PHRASING = HEADINGS | PHRASING - {'a', 'ins', 'del', 'map', 'noscript', 'video', 'audio',
                                       'svg', 'select', 'datalist'} | {'p', 'pre', 'summary',
                                                                       'legend'}

# Addresses: what a value at their start may lead to.
LINKS = {('a', 'href'), ('area', 'href')}
SOURCES = {('link', 'href'), ('use', 'href'), ('img', 'src'), ('script', 'src'), ('source', 'src'),
           ('audio', 'src'), ('video', 'src'), ('video', 'poster'), ('track', 'src'),
           ('input', 'src'), ('form', 'action'), ('button', 'formaction'), ('input', 'formaction')}
ADDRESSES = {'href', 'src', 'action', 'formaction', 'poster'}
REFUSED_ATTRIBUTES = {'style', 'srcdoc', 'srcset', 'imagesrcset', 'formmethod', 'formtarget',
                      'formenctype', 'http-equiv', 'ping', 'manifest', 'background', 'data', 'cite',
                      'longdesc', 'classid', 'codebase', 'xlink:href', 'attributename', 'nonce',
                      'is', 'slot'}
VISIBLE_ATTRIBUTES = {'alt', 'title', 'placeholder', 'aria-label', 'aria-description',
                      'aria-roledescription', 'aria-valuetext', 'aria-placeholder', 'label'}

CONTROLS = {'input', 'select', 'textarea'}
UNLABELLED_INPUTS = {'hidden', 'submit', 'button', 'reset', 'image'}


def child_problem(parents, child):
    """Why child may not stand in these open elements (outermost first), or None.

    A child is an element, "#text", or "#markup" that C made.
    """
    parent = parents[-1] if parents else None
    if parent in CHILDREN and child not in CHILDREN[parent]:
        return f'{shown(child)} may not stand in <{parent}>'
    if child.startswith('#'):
        return None
    if parent and child in PARENTS and parent not in PARENTS[child] and 'svg' not in parents:
        return f'<{child}> may not stand in <{parent}>'
    if parent in ONLY_PHRASING and child not in PHRASING and 'svg' not in parents \
            and not (parent == 'legend' and child in HEADINGS) \
            and not (parent == 'summary' and child in HEADINGS):
        return f'<{child}> may not stand in <{parent}>'
    inside = NOT_INSIDE.get(child, set()) & set(parents)
    if inside:
        return f'<{child}> may not stand inside <{sorted(inside)[0]}>'
    return paragraph_problem(parents, child)


def paragraph_problem(parents, child):
    """A block anywhere below a <p> would end it, except inside a table cell."""
    if child not in BLOCK or 'svg' in parents:
        return None
    for name in reversed(parents):
        if name in ('td', 'th', 'caption', 'button'):
            return None
        if name == 'p':
            return f'<{child}> may not stand inside <p>'
    return None


def shown(child):
    return {'#text': 'text', '#markup': 'markup'}.get(child, f'<{child}>')
