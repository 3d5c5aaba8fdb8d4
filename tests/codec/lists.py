#!/usr/bin/env python3
"""Lists of participants as other programs write them, and broken ones: lists.py FOLDER

All whole workbooks say the same: the headings and PEOPLE below, in the sheet "Deelnemers". They are
put together here, part by part; Python's own zipfile packs them. So do texts of all Europe; those
of one alphabet have somebody of their own.
"""

import io
import os
import sys
import zipfile

HEAD = ['First name', 'Last name', 'Country', 'Date of birth', 'E-mail', 'Role']
PEOPLE = [
    ['Zoë', 'O’Neil & Søn', 'Belgium', 39541, 'zoe@post.example', 'participant'],
    ['Γιώργος', 'Παπαδόπουλος', 'Greece', 39447, '', 'participant'],
    ['Ayşe', 'Yılmaz', 'Türkiye', 39872, 'ayse@post.example', 'team member'],
]
DAYS = {39541: '2008-04-03', 39447: '2007-12-31', 39872: '2009-02-28'}
DAYS_TO_1904 = 1462

OPEN = 'http://schemas.openxmlformats.org/'
MAIN = OPEN + 'spreadsheetml/2006/main'
RELATIONS = OPEN + 'officeDocument/2006/relationships'
STRICT_MAIN = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
STRICT_RELATIONS = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escaped(text):
    return text.replace('&', '&amp;').replace('<', '&lt;')


# --- parts ---

def relations(rows, kind=RELATIONS):
    inside = ''.join(f'<Relationship Id="{key}" Type="{kind}/{what}" Target="{target}"/>'
                     for key, what, target in rows)
    return f'{XML}<Relationships xmlns="{OPEN}package/2006/relationships">{inside}</Relationships>'


def package(target='xl/workbook.xml', kind=RELATIONS):
    return relations([('rId1', 'officeDocument', target)], kind)


def workbook(sheets, before=''):
    inside = ''.join(f'<sheet name="{name}" sheetId="{i + 1}" r:id="{key}"{more}/>'
                     for i, (name, key, more) in enumerate(sheets))
    return (f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
            f'<sheets>{inside}</sheets></workbook>')


def worksheet(rows, before='', after=''):
    return (f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>'
            f'{after}</worksheet>')


def styles(*codes):
    formats = ''.join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>'
                      for i, code in enumerate(codes))
    cells = ''.join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(codes)))
    return (f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
            f'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>{cells}</cellXfs></styleSheet>')


# Each cell once, as spreadsheets share them; of a name the first letter is bold.
class Shared:
    def __init__(self):
        self.texts = []

    def number(self, text):
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)

    def part(self):
        return (f'{XML}<sst xmlns="{MAIN}" count="{len(self.texts)}">'
                + ''.join(self.item(text) for text in self.texts) + '</sst>')

    @staticmethod
    def item(text):
        if text.isascii():
            return f'<si><t>{escaped(text)}</t></si>'
        return (f'<si><r><rPr><b/><sz val="11"/></rPr><t>{escaped(text[:1])}</t></r>'
                f'<r><t xml:space="preserve">{escaped(text[1:])}</t></r>'
                '<rPh sb="0" eb="1"><t>pronounced</t></rPh></si>')


def place(row, column):
    return f'{"ABCDEF"[column]}{row}'


def shared_rows(shared, days_off=0, style=1, formula=None):
    out = []
    for number, row in enumerate([HEAD, *PEOPLE], 1):
        cells = []
        for column, value in enumerate(row):
            at = place(number, column)
            if isinstance(value, int):
                cells.append(f'<c r="{at}" s="{style}"><v>{value - days_off}</v></c>')
            elif formula and '@' in value:
                cells.append(f'<c r="{at}" t="str"><f>{formula}</f><v>{value}</v></c>')
            elif value:
                cells.append(f'<c r="{at}" s="0" t="s"><v>{shared.number(value)}</v></c>')
            else:
                cells.append(f'<c r="{at}" s="0"/>')
        out.append(f'<row r="{number}" spans="1:6" x14ac:dyDescent="0.25" '
                   'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
                   + ''.join(cells) + '</row>')
    return ''.join(out)


def plain_rows(cell, prefix=''):
    return ''.join(f'<{prefix}row>' + ''.join(cell(value) for value in row) + f'</{prefix}row>'
                   for row in [HEAD, *PEOPLE])


# --- shapes ---

# Sheets by their relation, not by their number; lists to choose from in a hidden one before it.
def excel(days_off=0, before='', style=1):
    shared = Shared()
    rows = shared_rows(shared, days_off, style, 'LOWER(H2)')
    lists = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    return {
        '[Content_Types].xml': f'{XML}<Types xmlns="{OPEN}package/2006/content-types"/>',
        '_rels/.rels': package(),
        'docProps/app.xml': f'{XML}<Properties/>',
        'xl/workbook.xml': workbook(
            [('Lijsten', 'rId2', ' state="hidden"'), ('Deelnemers', 'rId7', '')], before),
        'xl/_rels/workbook.xml.rels': relations([
            ('rId2', 'worksheet', 'worksheets/sheet1.xml'),
            ('rId3', 'theme', 'theme/theme1.xml'), ('rId4', 'styles', 'styles.xml'),
            ('rId5', 'sharedStrings', 'sharedStrings.xml'),
            ('rId7', 'worksheet', 'worksheets/sheet3.xml')]),
        'xl/worksheets/sheet1.xml': lists,
        'xl/worksheets/sheet3.xml': worksheet(
            rows, '<dimension ref="A1:F4"/><cols><col min="1" max="6" width="18"/></cols>',
            '<autoFilter ref="A1:F4"/><dataValidations><dataValidation sqref="C2:C99">'
            '<formula1>Lijsten!A:A</formula1></dataValidation></dataValidations>'),
        'xl/sharedStrings.xml': shared.part(),
        'xl/styles.xml': styles('[$-813]d\\ mmmm\\ yyyy;@'),
    }


# A thousand rows that have a look and nothing in them; what a formula of its own last gave.
def google():
    shared = Shared()
    empty = ''.join(f'<row r="{n}" ht="15.75" customHeight="1">'
                    + ''.join(f'<c r="{place(n, c)}" s="1"/>' for c in range(6)) + '</row>'
                    for n in range(5, 1001))
    rows = shared_rows(shared, 0, 2, 'IFERROR(__xludf.DUMMYFUNCTION("LOWER(H2)"),"")')
    return {
        'xl/drawings/drawing1.xml': f'{XML}<wsDr/>',
        'xl/worksheets/sheet1.xml': worksheet(rows + empty, '<sheetViews/><sheetFormatPr/>'),
        'xl/sharedStrings.xml': shared.part(),
        'xl/styles.xml': styles('d&quot;/&quot;m&quot;/&quot;yyyy'),
        'xl/workbook.xml': workbook([('Deelnemers', 'rId4', ' state="visible"')], '<workbookPr/>'),
        'xl/_rels/workbook.xml.rels': relations([
            ('rId2', 'styles', 'styles.xml'), ('rId3', 'sharedStrings', 'sharedStrings.xml'),
            ('rId4', 'worksheet', 'worksheets/sheet1.xml')]),
        '_rels/.rels': package(),
        '[Content_Types].xml': f'{XML}<Types xmlns="{OPEN}package/2006/content-types"/>',
    }


# What programs write that write row by row: no places, no shared strings, no looks.
def inline():
    def cell(value):
        if isinstance(value, int):
            return f'<c><v>{value}</v></c>'
        return f'<c t="inlineStr"><is><t>{escaped(value)}</t></is></c>' if value else '<c/>'
    return simple(worksheet(plain_rows(cell)))


def simple(sheet, more=None):
    return {
        '_rels/.rels': package(), 'xl/workbook.xml': workbook([('Deelnemers', 'rId1', '')]),
        'xl/_rels/workbook.xml.rels': relations([('rId1', 'worksheet', 'worksheets/sheet1.xml')]),
        'xl/worksheets/sheet1.xml': sheet, **(more or {})}


# Every name with a prefix, every target from the root, days as text.
def prefixed(space=MAIN, kind=RELATIONS, day=lambda n: ('str', DAYS[n])):
    def cell(value):
        form, text = day(value) if isinstance(value, int) else ('str', value)
        return f'<x:c t="{form}"><x:v>{escaped(text)}</x:v></x:c>'
    rows = plain_rows(cell, 'x:')
    return {
        '_rels/.rels': package('/xl/workbook.xml', kind),
        'xl/workbook.xml': f'{XML}<x:workbook xmlns:x="{space}"><x:sheets><x:sheet '
                           f'xmlns:q="{kind}" name="Deelnemers" sheetId="1" q:id="R1"/>'
                           '</x:sheets></x:workbook>',
        'xl/_rels/workbook.xml.rels': relations(
            [('R1', 'worksheet', '/xl/worksheets/sheet.xml')], kind),
        'xl/worksheets/sheet.xml': f'{XML}<x:worksheet xmlns:x="{space}"><x:sheetData>{rows}'
                                   '</x:sheetData></x:worksheet>'}


def strict():
    return prefixed(STRICT_MAIN, STRICT_RELATIONS, lambda n: ('d', f'{DAYS[n]}T00:00:00'))


# --- packing ---

# Cannot go back, so that lengths follow the files.
class Stream(io.RawIOBase):
    def __init__(self):
        self.bytes = io.BytesIO()

    def writable(self):
        return True

    def write(self, piece):
        return self.bytes.write(piece)


def packed(parts, stream=False, zip64=False, method=zipfile.ZIP_DEFLATED, encoding='utf-8'):
    out = Stream() if stream else io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 6, 1, 12, 0, 0))
            info.compress_type = method
            info.create_system = 0
            with archive.open(info, 'w', force_zip64=zip64) as part:
                part.write(text.replace('UTF-8', 'UTF-16').encode(encoding)
                           if encoding == 'utf-16' else text.encode(encoding))
    return (out.bytes if stream else out).getvalue()


def long_rows(count):
    return worksheet(''.join(
        f'<row><c t="inlineStr"><is><t>Aino {n * 7919 % 99991}</t></is></c></row>'
        for n in range(count)))


def wholes():
    parts = excel()
    return {
        'excel': packed(parts),
        'excel-1904': packed(excel(DAYS_TO_1904, '<workbookPr date1904="1"/>', 2)),
        'google': packed(google(), stream=True),
        'inline': packed(inline()),
        'prefixed': packed(prefixed(), encoding='utf-8-sig'),
        'strict': packed(strict()),
        'stored': packed(parts, method=zipfile.ZIP_STORED),
        'utf-16': packed(parts, encoding='utf-16'),
        'zip64': packed(parts, zip64=True),
        'zip64-streamed': packed(parts, stream=True, zip64=True),
    }


BOMB = '<!DOCTYPE a [<!ENTITY a "ha">' + ''.join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip('abcdefgh', 'bcdefghi')) + ']>'
FETCH = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def broken():
    whole = packed(excel())
    cell = '<row><c t="inlineStr"><is><t>&a;</t></is></c></row>'
    merges = ''.join(f'<mergeCell ref="A1:F{80000 + n * 7919 % 9973}"/>' for n in range(9000))
    return {
        'cut': whole[:-40],
        'joined': whole + whole[:99],
        'document': packed({'[Content_Types].xml': '<a/>', 'word/document.xml': '<a/>'}),
        'opendocument': packed({'mimetype': 'application/vnd.oasis.opendocument.spreadsheet'}),
        'binary': packed({'xl/workbook.bin': 'x'}),
        'old': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(500),
        'page': b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>A</td>',
        'entities': packed(simple(worksheet(cell).replace('<worksheet', BOMB + '<worksheet'))),
        'fetched': packed(simple(worksheet(cell).replace('<worksheet', FETCH + '<worksheet'))),
        'deep': packed(simple(worksheet('<row>' * 5000))),
        'bomb': packed(simple(worksheet(' ' * (8 << 20)))),
        'merged': packed(simple(worksheet(
            '<row><c><v>1</v></c></row>' * 3000, after=f'<mergeCells>{merges}</mergeCells>'))),
        'long': packed(simple(long_rows(100000))),
        'wide': packed(simple(worksheet(
            '<row/><row>' + '<c><v>1</v></c>' * 300 + '</row>'))),
    }


# --- text ---

ALPHABETS = {
    'windows-1250': ('cp1250', 'Michał', 'Wiśniewski', 'Polska'),
    'windows-1251': ('cp1251', 'Иван', 'Георгиев', 'България'),
    'windows-1252': ('cp1252', 'Zoë', 'Müller', 'België'),
    'windows-1253': ('cp1253', 'Μαρία', 'Παπαδοπούλου', 'Ελλάδα'),
    'windows-1254': ('cp1254', 'Ayşe', 'Yılmaz', 'Türkiye'),
    'windows-1257': ('cp1257', 'Jānis', 'Bērziņš', 'Latvija'),
    'macintosh': ('mac_roman', 'Zoë', 'Müller', 'België'),
}


def text(separator, line_end):
    rows = [HEAD, *([DAYS.get(value, value) for value in row] for row in PEOPLE)]
    return line_end.join(separator.join(row) for row in rows) + line_end


def texts():
    tabs = text('\t', '\r\n')
    out = {
        'utf-8': text(',', '\n').encode(),
        'utf-8-returns': text(';', '\r').encode('utf-8-sig'),
        'utf-16le': b'\xff\xfe' + tabs.encode('utf-16-le'),
        'utf-16be': b'\xfe\xff' + tabs.encode('utf-16-be'),
        'utf-16le-bare': tabs.encode('utf-16-le'),
        'utf-16be-bare': tabs.encode('utf-16-be'),
    }
    for name, (encoding, *row) in ALPHABETS.items():
        end = '\r' if name == 'macintosh' else '\r\n'
        out[name] = (';'.join(HEAD[:3]) + end + ';'.join(row) + end).encode(encoding)
    return out


def main(folder):
    files = [(name + '.xlsx', content) for name, content in {**wholes(), **broken()}.items()]
    for name, content in files + [(name + '.csv', content) for name, content in texts().items()]:
        with open(os.path.join(folder, name), 'wb') as out:
            out.write(content)


main(*sys.argv[1:])
