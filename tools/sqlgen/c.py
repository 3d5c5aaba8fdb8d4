"""The C that comes out."""
import os
import re

from .language import ENGINES, LISTS, TYPES, Item


def c_type(item):
    t = TYPES[item.type]
    if item.list:
        return f"struct {LISTS[item.type]} "
    if item.nullable and not t.none:
        return f"const {t.c} *"
    return t.c + " "


def c_string(text, indent):
    """A C literal, in pieces that keep lines short."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    pieces = re.findall(r"(?:\\.|[^\\]){1,80}", escaped) or [""]
    return ("\n" + indent).join(f'"{p}"' for p in pieces)


def c_outputs(s):
    t = TYPES[s.columns[0].type] if s.columns else None
    if s.shape == "none":
        return []
    if s.shape == "count":
        return ["int64_t *ret_count"]
    if s.row:
        return [{"one": f"struct {s.row} *ret_row", "maybe": f"struct {s.row} **ret_row",
                 "many": f"struct {s.row}_list *ret_rows"}[s.shape]]
    if s.shape == "many":
        return [f"struct {LISTS[s.columns[0].type]} *ret_values"]
    item = Item("", s.columns[0].type, s.shape == "maybe" or s.columns[0].nullable)
    return [f"{c_type(item)}*ret_value"]


def needs_arena(s):
    return s.shape == "many" or (s.shape == "maybe" and s.row) or any(
        TYPES[c.type].c == "struct str" or (c.nullable and not TYPES[c.type].none) or
        (s.shape == "maybe" and not TYPES[c.type].none) for c in s.columns)


def may_be_soon(s):
    """Several such statements can be begun before the first is waited for."""
    return s.shape in ("many", "none") or s.shape == "maybe" and s.row


def c_prototype(s, suffix=""):
    args = ["struct tx *tx"] + (["struct arena *a"] if needs_arena(s) else [])
    args += [f"{c_type(p)}{p.name}" for p in s.params] + c_outputs(s)
    lines = [f"err_t {s.name}{suffix}("]
    for i, arg in enumerate(args):
        piece = arg + (", " if i + 1 < len(args) else ")")
        if len(lines[-1].expandtabs(8)) + len(piece) > 98:
            lines[-1] = lines[-1].rstrip()
            lines.append("\t")
        lines[-1] += piece
    return "\n".join(lines)


def c_header(store, statements, rows):
    out = [f"/* Made by tools/gen_sql from the SQL of the store \"{store}\". */", "#pragma once",
           "", '#include "db/statement.h"', "",
           f"/* To open a {store} database with. */",
           f"extern const struct db_schema {store}_schema;"]
    for name, columns in rows.items():
        out += ["", f"struct {name} {{"]
        out += [f"\t{c_type(c)}{c.name};" + (" /* none: NULL */" if c.nullable else "")
                for c in columns]
        out += ["};", f"struct {name}_list {{", f"\tstruct {name} *at;", "\tsize_t len;", "};"]
    for s in statements:
        out.append("")
        if s.doc:
            out.append("/* " + "\n * ".join(s.doc) + " */")
        out.append(c_prototype(s) + ";")
        if may_be_soon(s):
            out.append(c_prototype(s, "_soon") + ";")
    return "\n".join(out) + "\n"


def c_columns(name, columns, struct):
    out = [f"static const struct db_item {name}[] = {{"]
    for c in columns:
        at = f"offsetof(struct {struct}, {c.name})" if struct else "0"
        out.append(f'\t{{"{c.name or "value"}", {TYPES[c.type].kind}, '
                   f'{str(c.nullable).lower()}, {str(c.list).lower()}, {at}}},')
    return out + ["};"]


def c_statement(s):
    columns = f"{s.row}_columns" if s.row else f"{s.name}_columns" if s.columns else "NULL"
    size = f"sizeof(struct {s.row})" if s.row else \
        f"sizeof({c_type(s.columns[0]).strip()})" if s.columns else "0"
    params = f"{s.name}_params" if s.params else "NULL"
    return ["\t{", f'\t\t.name = "{s.name}",', f"\t\t.writes = {str(s.writes).lower()},"] + [
        f"\t\t.{e} = {c_string(s.texts[e], chr(9) * 4)}," for e in ENGINES] + [
        f"\t\t.params = {params},", f"\t\t.param_count = {len(s.params)},",
        f"\t\t.columns = {columns},", f"\t\t.column_count = {len(s.columns)},",
        f"\t\t.row_size = {size},", "\t},"]


def c_call(s, table, index):
    st = f"&{table}[{index}]"
    given = "in" if s.params else "NULL"
    arena = "a" if needs_arena(s) else "NULL"
    if s.shape == "none":
        return [f"\treturn tx_run(tx, {st}, {given});"]
    if s.shape == "count":
        return [f"\treturn tx_count(tx, {st}, {given}, ret_count);"]
    if s.shape == "many":
        kind = f"{s.row}_list" if s.row else LISTS[s.columns[0].type]
        ret = "ret_rows" if s.row else "ret_values"
        return ["\tvoid *at;", "\tsize_t len;",
                f"\tTRY(tx_many(tx, {arena}, {st}, {given}, &at, &len));",
                f"\t*{ret} = (struct {kind}){{at, len}};", "\treturn NULL;"]
    if s.shape == "maybe":
        t = TYPES[s.columns[0].type]
        by_value = not s.row and t.none
        made = f"{t.c} value" if by_value else \
            f"struct {s.row} *row = arena_make(a, struct {s.row})" if s.row else \
            f"{t.c} *row = arena_make(a, {t.c})"
        into, got = ("&value", f"found ? value : ({t.c}){{0}}") if by_value else \
            ("row", "found ? row : NULL")
        return [f"\t{made};", "\tbool found;",
                f"\tTRY(tx_maybe(tx, {arena}, {st}, {given}, {into}, &found));",
                f"\t*{'ret_row' if s.row else 'ret_value'} = {got};", "\treturn NULL;"]
    ret = "ret_row" if s.row else "ret_value"
    return [f"\treturn tx_one(tx, {arena}, {st}, {given}, {ret});"]


def c_value(p):
    t = TYPES[p.type]
    if p.list:
        return f"{{.s = {{(const char *){p.name}.at, {p.name}.len}}}}"
    if not p.nullable:
        return f"{{{t.value.format(x=p.name)}}}"
    if t.none:
        return f"{{{t.value.format(x=p.name)}, .null = {t.none.format(x=p.name)}}}"
    if p.type == "public_id":
        return (f"{{.s = {{{p.name} ? (const char *){p.name}->bytes : NULL, "
                f"sizeof({p.name}->bytes)}}, .null = !{p.name}}}")
    return f"{{.n = {p.name} ? *{p.name} : 0, .null = !{p.name}}}"


def c_call_soon(s, table, index):
    if s.shape == "none":
        return [f"\treturn tx_run_soon(tx, &{table}[{index}], {'in' if s.params else 'NULL'});"]
    ret = "ret_row" if s.shape == "maybe" else "ret_rows" if s.row else "ret_values"
    into = f"(void **){ret}" if s.shape == "maybe" else f"(void **)&{ret}->at, &{ret}->len"
    return [f"\treturn tx_{s.shape}_soon(tx, a, &{table}[{index}], {'in' if s.params else 'NULL'},",
            f"\t\t{into});"]


def c_body(s, call):
    out = ["{"]
    if s.params:
        out += ["\tconst struct db_value in[] = {"]
        out += [f"\t\t{c_value(p)}," for p in s.params] + ["\t};"]
    return out + call + ["}"]


def c_function(s, table, index):
    out = ["", c_prototype(s)] + c_body(s, c_call(s, table, index))
    if may_be_soon(s):
        out += ["", c_prototype(s, "_soon")] + c_body(s, c_call_soon(s, table, index))
    return out


def c_migrations(store, migrations):
    out = ["", f"static const struct db_migration {store}_migrations[] = {{"]
    for m in migrations:
        out += ["\t{", f"\t\t.number = {m.number},", f'\t\t.name = "{m.name}",',
                f'\t\t.hash = "{m.hash}",']
        out += [f"\t\t.{e} = {c_string(m.texts[e], chr(9) * 4)}," for e in ENGINES] + ["\t},"]
    return out + ["\t{0},", "};"]


def c_tables(store, tables, everything):
    """What each table is copied by; NULL where it has no number of its own."""
    out = ["", f"static const struct db_table {store}_tables[] = {{"]
    for t in tables:
        at = {what: everything.index(s) for what, s in t.statements.items()}
        out += ["\t{", f'\t\t.name = "{t.name}",']
        out += [f"\t\t.{what} = &{store}_statements[{i}]," for what, i in at.items()]
        out += [f"\t\t.key = {{{', '.join(str(index) for index in t.key_columns())}}},", "\t},"]
    return out + ["\t{0},", "};"]


def c_source(args, every, rows, migrations, tables):
    ledger, statements, copies = every
    store, table = args.store, f"{args.store}_statements"
    everything = ledger[1] + statements + copies
    out = [f"/* Made by tools/gen_sql from the SQL of the store \"{store}\". */",
           f'#include "db/{os.path.basename(args.header)}"', "", "#include <stddef.h>", ""]
    for name, columns in rows.items():
        out += c_columns(f"{name}_columns", columns, name)
    for s in everything:
        if s.columns and not (s.row and s.row in rows):
            out += c_columns(f"{s.row or s.name}_columns", s.columns, "")
        if s.params:
            out += c_columns(f"{s.name}_params", s.params, "")
    out += ["", f"static const struct db_statement {table}[] = {{"]
    for s in everything:
        size = c_statement(s)
        if s in ledger[1] or s in copies: # read value by value, never into a struct
            size = [line for line in size if ".row_size" not in line]
        out += size
    out += ["};"] + c_migrations(store, [ledger[0]] + migrations)
    out += c_tables(store, tables, everything)
    out += ["", f"const struct db_schema {store}_schema = {{", f'\t.name = "{store}",',
            f"\t.wipes = {str(args.wipe).lower()},", f"\t.statements = {table},",
            f"\t.statement_count = {len(everything)},", f"\t.migrations = {store}_migrations,",
            f"\t.tables = {store}_tables,", "};"]
    for i, s in enumerate(statements, len(ledger[1])):
        out += c_function(s, table, i)
    return "\n".join(out) + "\n"
