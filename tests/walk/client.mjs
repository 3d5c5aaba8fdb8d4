// A bare client that sends just what it is told, unlike a browser; it keeps its cookies.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 20 });

export class Client {
	constructor(url) {
		this.url = url;
		this.cookies = new Map();
	}

	keep(headers) {
		for (const line of headers['set-cookie'] ?? []) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
			if (value)
				this.cookies.set(name, value);
			else
				this.cookies.delete(name);
		}
	}

	// { status, headers, text }; a header that is undefined is not sent.
	send(method, path, body = '', headers = {}) {
		const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
		const all = Object.entries({
			'accept-language': 'nl',
			'content-length': Buffer.byteLength(body),
			cookie,
			...headers,
		});
		const sent = Object.fromEntries(all.filter(([, value]) => value !== undefined));
		return new Promise((resolve, reject) => {
			const url = new URL(path, this.url);
			const asked = request(url, { method, headers: sent, agent }, (answer) => {
				this.keep(answer.headers);
				const parts = [];
				answer.on('data', (part) => parts.push(part));
				answer.on('end', () => resolve({
					status: answer.statusCode, headers: answer.headers,
					text: Buffer.concat(parts).toString(),
				}));
			});
			asked.on('error', reject);
			asked.end(body);
		});
	}

	get(path) {
		return this.send('GET', path);
	}

	// The token that its forms carry.
	async token() {
		const { text } = await this.get('/help');
		return text.match(/name="form_token" value="([^"]+)"/)[1];
	}

	// As a form of our own page sends it, but for what `change` says.
	async post(path, fields, change = {}) {
		const all = { form_token: await this.token(), ...fields, ...change.fields };
		return this.send('POST', path, new URLSearchParams(all).toString(), {
			origin: this.url, 'content-type': 'application/x-www-form-urlencoded',
			...change.headers,
		});
	}
}
