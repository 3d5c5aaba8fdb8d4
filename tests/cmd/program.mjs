// leerpas credential, run from tests, with a folder for its files.
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST = 64 << 20;

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const base58Number = (text) => [...text].reduce((n, c) => n * 58n + BigInt(DIGITS.indexOf(c)), 0n);

function base58(bytes) {
	let text = '';
	for (let n = BigInt(`0x${bytes.toString('hex')}`); n; n /= 58n)
		text = DIGITS[n % 58n] + text;
	return text;
}

const sorted = (value) => value?.constructor === Object
	? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
	: Array.isArray(value) ? value.map(sorted) : value;
const digest = (value) => createHash('sha256').update(JSON.stringify(sorted(value))).digest();

export class Program {
	constructor(path) {
		this.path = path;
		this.folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
		this.env = { ...process.env, LC_ALL: 'C' };
	}

	end() {
		rmSync(this.folder, { recursive: true });
	}

	file(name, content, mode = 0o600) {
		const path = join(this.folder, name);
		const text = typeof content === 'string' ? content : JSON.stringify(content);
		writeFileSync(path, text, { mode });
		return path;
	}

	// { status, stdout, stderr } of leerpas credential; input is standard input.
	run(words, input = '', more = {}) {
		return spawnSync(this.path, ['credential', ...words],
			{ input, encoding: 'utf8', env: this.env, maxBuffer: MOST, ...more });
	}

	// A new key: its file and its did:key.
	key(type, name = type) {
		const file = join(this.folder, `${name}.key`);
		const made = this.run(['key', 'new', '--type', type, file]);
		return { file, did: made.stdout.trim(), status: made.status };
	}

	issue(key, document, words = []) {
		const input = JSON.stringify(document);
		const { status, stdout, stderr } =
			this.run(['issue', '--key', key.file, ...words, '-'], input);
		if (status !== 0)
			throw new Error(`issue: ${status} ${stderr}`);
		return JSON.parse(stdout);
	}

	// A presentation signed with an Ed25519 key (eddsa-jcs-2022); no numbers in it.
	present(key, document) {
		const multikey = base58Number(readFileSync(key.file, 'utf8').trim().slice(1));
		const seed = multikey.toString(16).slice(-64);
		const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
		const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
		const presentation = JSON.parse(JSON.stringify(document));
		const proof = {
			'@context': document['@context'], type: 'DataIntegrityProof',
			cryptosuite: 'eddsa-jcs-2022', proofPurpose: 'authentication',
			verificationMethod: `${key.did}#${key.did.slice('did:key:'.length)}`,
		};
		const hashes = Buffer.concat([digest(proof), digest(presentation)]);
		proof.proofValue = `z${base58(sign(null, hashes, secret))}`;
		return { ...presentation, proof };
	}

	verify(document, words = []) {
		const input = JSON.stringify(document);
		const { status, stdout } = this.run(['verify', '--json', ...words, '-'], input);
		return { status, ...JSON.parse(stdout) };
	}
}
