#!/usr/bin/env python3
"""Rows of a statement as JSON, through libpq: rows.py PLACE STATEMENT VALUES

VALUES is a JSON list, one for each ? of the statement. Whole numbers come as such, all else as
text.
"""

import ctypes
import itertools
import json
import re
import sys

WHOLE = (20, 21, 23)  # oids: int8, int2, int4
DONE = (1, 2)  # PGRES_COMMAND_OK, PGRES_TUPLES_OK


def library():
    pq = ctypes.CDLL('libpq.so.5')
    pq.PQconnectdb.restype = pq.PQexecParams.restype = ctypes.c_void_p
    pq.PQgetvalue.restype = pq.PQerrorMessage.restype = ctypes.c_char_p
    return pq


def main(place, statement, values):
    pq, number = library(), itertools.count(1)
    text = re.sub(r'\?', lambda _: f'${next(number)}', statement)
    given = [None if value is None else str(value).encode() for value in json.loads(values)]
    line = ctypes.c_void_p(pq.PQconnectdb(place.encode()))
    got = ctypes.c_void_p(pq.PQexecParams(line, text.encode(), len(given), None,
                                          (ctypes.c_char_p * len(given))(*given), None, None, 0))
    if pq.PQresultStatus(got) not in DONE:
        sys.exit(pq.PQerrorMessage(line).decode())

    def value(row, column):
        if pq.PQgetisnull(got, row, column):
            return None
        said = pq.PQgetvalue(got, row, column).decode()
        return int(said) if pq.PQftype(got, column) in WHOLE else said

    print(json.dumps([[value(row, column) for column in range(pq.PQnfields(got))]
                      for row in range(pq.PQntuples(got))]))


main(*sys.argv[1:])
