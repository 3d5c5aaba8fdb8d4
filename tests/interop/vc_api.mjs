// A Leerpas with its VC-API on, and a signer of our own beside it: eddsa-jcs-2022 in a few lines,
// to sign also what no sound program would.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, PROGRAM, Site } from '../e2e/site.mjs';

export const V2 = 'https://www.w3.org/ns/credentials/v2';
export const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2';
export const RELATED = 'https://school.example/related.json';
export const KEYS = { learner: 'ed25519', school: 'p256', region: 'p384' };

function settings(site, folder, apiPort) {
	return `[server]
public_url = https://leerpas.test
listen_port = ${new URL(site.url).port}
[data]
folder = ${site.data}
master_key_file = ${join(site.folder, 'master.key')}
[log]
level = debug
[vc_api]
folder = ${folder}
port = ${apiPort}
`;
}

export class VcApi {
	// fill(folder) may change what is in the folder before it starts.
	static async start(fill = () => {}) {
		const root = mkdtempSync(join(tmpdir(), 'leerpas-'));
		const conf = join(root, 'leerpas.conf');
		const words = ['serve', '--settings', conf, '--vc-api'];
		const site = new Site(root, await freePort(), words);
		const api = new VcApi();
		api.site = site;
		api.folder = join(root, 'vc-api');
		api.port = await freePort();
		api.url = `http://localhost:${api.port}`;
		mkdirSync(api.folder);
		writeFileSync(conf, settings(site, api.folder, api.port));
		execFileSync(PROGRAM, ['key', 'make', join(root, 'master.key')]);
		api.#makeKeys();
		api.#makeDocuments();
		fill(api.folder);
		await site.start();
		return api;
	}

	#makeKeys() {
		const file = (name) => join(this.folder, name);
		this.dids = Object.fromEntries(Object.entries(KEYS).map(([name, type]) => {
			const make = ['credential', 'key', 'new', '--type', type];
			const words = [...make, file(`${name}.key`)];
			return [name, execFileSync(PROGRAM, words, { encoding: 'utf8' }).trim()];
		}));
		for (let i = 0; i < 2; i++)
			execFileSync(PROGRAM, ['key', 'token', file('tokens')]);
		this.tokens = readFileSync(file('tokens'), 'utf8').trim().split('\n');
	}

	#makeDocuments() {
		const vocabulary = 'https://www.w3.org/ns/credentials/examples#';
		const examples = { '@context': { '@vocab': vocabulary } };
		writeFileSync(join(this.folder, 'examples.json'), JSON.stringify(examples));
		writeFileSync(join(this.folder, 'related.json'), 'a related resource\n');
		writeFileSync(join(this.folder, 'documents'),
			`${EXAMPLES}=examples.json\n${RELATED}=related.json\n`);
	}

	end() {
		return this.site.end();
	}

	// { status, type, headers, body }; a header of null is left out.
	async send(path, body, { method = 'POST', ...headers } = {}) {
		const all = {
			'content-type': 'application/json',
			authorization: `Bearer ${this.tokens[0]}`, ...headers,
		};
		for (const [name, value] of Object.entries(all))
			if (value === null)
				delete all[name];
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const answer = await fetch(this.url + path, { method, headers: all, body: text });
		const type = answer.headers.get('content-type');
		const said = await answer.text();
		return {
			status: answer.status, type, headers: answer.headers,
			body: type?.includes('json') ? JSON.parse(said) : said,
		};
	}

	issue(credential, suite = 'eddsa-rdfc-2022', key = 'learner') {
		const path = `/vc/${suite}/${key}/credentials/issue`;
		return this.send(path, { credential, options: {} });
	}

	verify(verifiableCredential) {
		const options = { checks: ['proof'] };
		return this.send('/vc/credentials/verify', { verifiableCredential, options });
	}

	verifyPresentation(verifiablePresentation, options = {}) {
		return this.send('/vc/presentations/verify', { verifiablePresentation, options });
	}
}

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58(bytes) {
	let text = '';
	const zeros = '1'.repeat(bytes.findIndex((byte) => byte));
	for (let n = BigInt(`0x${bytes.toString('hex')}`); n; n /= 58n)
		text = DIGITS[Number(n % 58n)] + text;
	return zeros + text;
}

// RFC 8785 for what tests write: no numbers but small integers.
function canonical(value) {
	if (Array.isArray(value))
		return `[${value.map(canonical).join()}]`;
	if (value === null || typeof value !== 'object')
		return JSON.stringify(value);
	const names = Object.keys(value).sort().filter((name) => value[name] !== undefined);
	const members = names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
	return `{${members.join()}}`;
}

const hash = (value) => createHash('sha256').update(canonical(value)).digest();

export class Signer {
	constructor() {
		const { publicKey, privateKey } = generateKeyPairSync('ed25519');
		const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
		const text = `z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), raw]))}`;
		this.did = `did:key:${text}`;
		this.method = `${this.did}#${text}`;
		this.privateKey = privateKey;
	}

	sign(document, more = {}) {
		const proof = {
			type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022',
			verificationMethod: this.method, proofPurpose: 'assertionMethod',
			'@context': document['@context'], ...more,
		};
		const data = Buffer.concat([hash(proof), hash(document)]);
		const proofValue = `z${base58(sign(null, data, this.privateKey))}`;
		return { ...document, proof: { ...proof, proofValue } };
	}

	present(presentation, more = {}) {
		return this.sign(presentation, { proofPurpose: 'authentication', ...more });
	}
}
