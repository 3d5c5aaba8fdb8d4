import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { entry, table } from './contexts.mjs';

const v2 = 'https://www.w3.org/ns/credentials/v2';
const { contexts } = createRequire(import.meta.url)('@digitalbazaar/credentials-context');

test('a published context has its published bytes', () => {
	const { text, published } = entry(v2, contexts.get(v2));
	assert.equal(published, true);
	assert.equal(text.length, 10131);
	assert.deepEqual(JSON.parse(text), contexts.get(v2));
});

test('a context that was changed does not pass for the published one', () => {
	const changed = structuredClone(contexts.get(v2));
	changed['@context'].name = 'https://evil.example/name';
	assert.throws(() => entry(v2, changed), /not what its specification publishes/);
});

test('other contexts are compact', () => {
	const url = 'https://x.example/c';
	assert.deepEqual(entry(url, { a: 1 }), { url, text: '{"a":1}', published: false });
});

test('text is quoted for C', () => {
	const text = '{"a":"??/ \\"b\\" ' + 'é'.repeat(100) + '"}';
	const c = table([{ url: 'urn:a', text, published: false }]);
	assert.ok(!c.includes('??'));
	assert.ok(c.endsWith('\t\tfalse},\n\t{0}\n};\n'));
});
