// Our figures of credentials beside those of npm's packages, in the same run:
// bench/credentials_peer.mjs BENCH_CREDENTIALS DOCUMENT
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import jsonld from 'jsonld';
import { documentLoader, newIssuer, verify } from '../tests/interop/verifier.mjs';
import { rate } from './rate.mjs';

const [program, file] = process.argv.slice(2);
const { version } = createRequire(import.meta.url)('jsonld/package.json');

function figure(name, value, unit) {
	console.log(`figure ${name} ${Number(value.toPrecision(4))} ${unit}`);
}

const { issuer, issue } = await newIssuer();
const badge = JSON.parse(fs.readFileSync(file, 'utf8'));
badge.issuer.id = issuer;
delete badge.credentialStatus; // neither looks it up
const signed = await issue(structuredClone(badge));
const text = JSON.stringify(signed);
const canonizing = { algorithm: 'RDFC-1.0', base: null, safe: true, documentLoader };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-credentials-'));
const peer_badge = path.join(folder, 'badge.json');
fs.writeFileSync(peer_badge, text);
const ours = {};
try {
	const output = execFileSync(program, [peer_badge], { encoding: 'utf8' });
	for (const line of output.trim().split('\n')) {
		const [, name, value] = line.split(' ');
		ours[name] = Number(value);
		console.log(line);
	}
} finally {
	fs.rmSync(folder, { recursive: true });
}

console.log(`# node ${process.version}, jsonld ${version}, one thread, ${text.length} bytes`);
const theirs = {
	issue_eddsa_rdfc: await rate(() => issue(structuredClone(badge))),
	verify_eddsa_rdfc: await rate(async () => {
		const { verified } = await verify(JSON.parse(text));
		if (!verified)
			throw new Error('not verified');
	}),
	canonize: await rate(() => jsonld.canonize(JSON.parse(text), canonizing)),
};
for (const [name, value] of Object.entries(theirs))
	figure(`${name}_js`, value, 'per_s');
figure('issue_eddsa_rdfc_vs_digitalbazaar',
	ours.issue_eddsa_rdfc / theirs.issue_eddsa_rdfc, 'ratio');
figure('verify_eddsa_rdfc_vs_digitalbazaar',
	ours.verify_eddsa_rdfc_foreign / theirs.verify_eddsa_rdfc, 'ratio');
figure('canonize_vs_jsonld_js', ours.canonize / theirs.canonize, 'ratio');
