"""The part of JSON Schema (2020-12) that content/schema uses. Any other keyword is refused."""

import json
import os
import re

KNOWN = {'$ref', '$defs', '$schema', 'title', 'description', 'type', 'enum', 'required',
         'properties', 'patternProperties', 'additionalProperties', 'minProperties', 'items',
         'minItems', 'maxItems', 'uniqueItems', 'pattern', 'minLength', 'maxLength', 'minimum',
         'maximum'}

TYPES = {'object': dict, 'array': list, 'string': str, 'integer': int}


class SchemaError(Exception):
    """A schema that this reader does not understand."""


class Schemas:
    """The schema files of one folder."""

    def __init__(self, folder):
        self.folder, self.loaded = folder, {}

    def load(self, name):
        if name not in self.loaded:
            with open(os.path.join(self.folder, name), encoding='utf-8') as f:
                self.loaded[name] = json.load(f)
        return self.loaded[name]

    def check(self, name, value):
        """[(path, message)] of what is wrong with value."""
        found = []
        self._check(name, self.load(name), value, (), found)
        return found

    def _resolve(self, name, ref):
        file, _, pointer = ref.partition('#')
        name = file or name
        schema = self.load(name)
        for part in filter(None, pointer.split('/')):
            if part not in schema:
                raise SchemaError(f'{ref} leads nowhere')
            schema = schema[part]
        return name, schema

    def _check(self, name, schema, value, path, found):
        unknown = set(schema) - KNOWN
        if unknown:
            raise SchemaError(f'{name}: unknown keyword {sorted(unknown)[0]}')
        if '$ref' in schema:
            self._check(*self._resolve(name, schema['$ref']), value, path, found)
        wanted = schema.get('type')
        if wanted and (not isinstance(value, TYPES[wanted]) or isinstance(value, bool)):
            found.append((path, f'is not of type {wanted}'))
            return
        if 'enum' in schema and value not in schema['enum']:
            found.append((path, f'{value!r} is none of {schema["enum"]}'))
        check = {dict: self._object, list: self._array, str: self._string, int: self._number}
        if type(value) in check:
            check[type(value)](name, schema, value, path, found)

    def _object(self, name, schema, value, path, found):
        for key in schema.get('required', ()):
            if key not in value:
                found.append((path, f'"{key}" is missing'))
        if len(value) < schema.get('minProperties', 0):
            found.append((path, 'is empty'))
        for key, item in value.items():
            patterns = schema.get('patternProperties', {}).items()
            inner = [s for p, s in patterns if re.search(p, key)]
            if key in schema.get('properties', {}):
                inner.append(schema['properties'][key])
            if not inner and schema.get('additionalProperties') is False:
                found.append((path + (key,), f'"{key}" is unknown here'))
            for s in inner:
                self._check(name, s, item, path + (key,), found)

    def _array(self, name, schema, value, path, found):
        if not schema.get('minItems', 0) <= len(value) <= schema.get('maxItems', len(value)):
            found.append((path, f'has {len(value)} items'))
        if schema.get('uniqueItems') and len({json.dumps(v) for v in value}) < len(value):
            found.append((path, 'has the same item twice'))
        for i, item in enumerate(value):
            self._check(name, schema.get('items', {}), item, path + (i,), found)

    def _string(self, _, schema, value, path, found):
        if not schema.get('minLength', 0) <= len(value) <= schema.get('maxLength', len(value)):
            found.append((path, f'has {len(value)} characters'))
        if 'pattern' in schema and not re.search(schema['pattern'], value):
            found.append((path, f'"{value}" does not fit {schema["pattern"]}'))

    def _number(self, _, schema, value, path, found):
        if not schema.get('minimum', value) <= value <= schema.get('maximum', value):
            found.append((path, f'{value} is out of range'))
