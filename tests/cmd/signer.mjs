// A signer of our own: eddsa-jcs-2022 in a few lines, to sign also what no sound program would.
import {
	createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign,
} from 'node:crypto';
import { readFileSync } from 'node:fs';

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58(bytes) {
	let text = '';
	for (let n = BigInt(`0x${bytes.toString('hex')}`); n; n /= 58n)
		text = DIGITS[n % 58n] + text;
	return '1'.repeat(bytes.findIndex((byte) => byte)) + text;
}

// The private key in a file that leerpas credential key new made.
function readKey(file) {
	const digits = [...readFileSync(file, 'utf8').trim().slice(1)];
	const number = digits.reduce((n, c) => n * 58n + BigInt(DIGITS.indexOf(c)), 0n);
	const seed = number.toString(16).slice(-64);
	const key = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
	return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
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
	// With the Ed25519 key of a file, or a new one.
	constructor(file) {
		this.privateKey = file ? readKey(file) : generateKeyPairSync('ed25519').privateKey;
		const { x } = createPublicKey(this.privateKey).export({ format: 'jwk' });
		const raw = Buffer.from(x, 'base64url');
		const text = `z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), raw]))}`;
		this.did = `did:key:${text}`;
		this.method = `${this.did}#${text}`;
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
