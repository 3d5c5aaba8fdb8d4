// The same canonical N-Quads by npm's rdf-canonize and by ours, from the same statements, and each
// from what the other made: tests/interop/rdfc_test.mjs CANONICALIZE ROUNDS [FOLDER_OF_N_QUADS]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import rdfCanonize from 'rdf-canonize';

const [program, rounds, folder] = process.argv.slice(2);

function ours(texts) {
	const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
	const options = { input, encoding: 'utf8', maxBuffer: 1 << 30 };
	return execFileSync(program, ['nquads'], options).trim().split('\n')
		.map((line) => JSON.parse(line));
}

const theirs = (text, maxWorkFactor = 3) => rdfCanonize.canonize(text, {
	algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', maxWorkFactor,
});

// The same numbers every time: graphs are made at random, but the same ones.
function random(seed) {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor(state / 2 ** 32 * below);
	};
}
const pick = random(20261122);

const others = [
	'<urn:a:1>', '<https://a.example/b#c>', '"x"', '"x"@en', '"Zoë \u{1F600}"@nl-BE',
	'"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"a \\"quote\\" and a \\\\"',
	'"line\\nfeed\\ttab\\rreturn"', '"\\u0001\\u007f\\u00e9"', '""',
];

// Few predicates, so that many blank nodes look alike.
function graph() {
	const nodes = Array.from({ length: 1 + pick(6) }, (_, i) => `_:n${i}`);
	const node = () => nodes[pick(nodes.length)];
	const object = () => pick(4) ? node() : others[pick(others.length)];
	const subject = () => pick(8) ? node() : '<urn:a:1>';
	const name = () => ['', '', ' <urn:g>', ` ${node()}`][pick(4)];
	return Array.from({ length: 1 + pick(12) }, () =>
		`${subject()} <urn:p${pick(2)}> ${object()}${name()} .\n`);
}

// All nodes that look the same: what takes the most work.
function alike(n) {
	const lines = [];
	for (let i = 0; i < n; i++)
		lines.push(`_:n${i} <urn:p> _:n${(i + 1) % n} .\n`);
	return lines;
}

// In another order, with other labels.
function disguised(lines) {
	const labels = new Map();
	const other = (label) => labels.get(label) ??
		labels.set(label, `_:x${1000 - labels.size}`).get(label);
	return lines.map((line) => [pick(1 << 20), line.replace(/_:\w+/g, other)])
		.sort(([a], [b]) => a - b).map(([, line]) => line);
}

const graphs = [
	...Array.from({ length: Number(rounds) }, graph), ...[1, 2, 3, 5, 7].map(alike),
];
const texts = graphs.map((lines) => lines.join(''));

async function compare(inputs) {
	const made = ours(inputs);
	for (const [i, input] of inputs.entries())
		assert.equal(made[i].nquads, await theirs(input), input + made[i].error);
	return made.map(({ nquads }) => nquads);
}

test('the same from the same statements', async () => {
	await compare(texts);
});

test('the same from statements in another order with other labels', async () => {
	const made = ours(texts).map(({ nquads }) => nquads);
	const again = graphs.map((lines) => disguised(lines).join(''));
	assert.deepEqual(await compare(again), made);
});

test('what one made, the other leaves as it is', async () => {
	const made = ours(texts).map(({ nquads }) => nquads);
	for (const text of made)
		assert.equal(await theirs(text), text);
	const other = await Promise.all(texts.map((text) => theirs(text)));
	assert.deepEqual(ours(other).map(({ nquads }) => nquads), other);
});

const skip = !folder && 'no vectors here';
test('the same of the W3C vectors, and poison is refused', { skip }, async () => {
	const files = fs.readdirSync(folder).filter((name) => name.endsWith('-in.nq')).sort();
	const inputs = files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
	const made = ours(inputs);
	let refused = 0;
	for (const [i, input] of inputs.entries()) {
		// Without a result of its own it is a graph that nobody should work on.
		const file = path.join(folder, files[i].replace('-in.nq', '-rdfc10.nq'));
		if (fs.existsSync(file)) {
			assert.equal(made[i].nquads, await theirs(input), files[i]);
			continue;
		}
		refused++;
		assert.ok(made[i].error, files[i]);
		await assert.rejects(theirs(input, 2), files[i]);
	}
	assert.ok(refused > 0 && files.length > 60);
});
