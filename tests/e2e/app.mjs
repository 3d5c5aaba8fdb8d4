// An authenticator app (RFC 6238): the code of a secret as the page shows it, some steps from now.
import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

function bytesOf(secret) {
	const bits = [...secret.replaceAll(' ', '')]
		.map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
	return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

export function appCode(secret, steps = 0) {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + steps));
	const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
	const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, '0');
}
