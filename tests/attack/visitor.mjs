// A browser that obeys nobody: its cookies, its address and every header as the attacker likes.
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';

const WAIT = 30_000;
const TOKEN = /name="form_token" value="([^"]*)"/;

export const FORM = 'application/x-www-form-urlencoded';
export const QUESTION = '/passport/questions/who.self';

function newAddress() {
	const part = () => Math.floor(Math.random() * 254) + 1;
	return `10.${part()}.${part()}.${part()}`;
}

export function encode(fields) {
	return new URLSearchParams(fields).toString();
}

export class Visitor {
	// The proxy on the loopback says where the visitor comes from: else, where nobody was.
	constructor(site, address = newAddress()) {
		this.site = site;
		this.address = address;
		this.cookies = new Map();
		this.agent = new Agent({ keepAlive: true, maxSockets: 64 });
	}

	// Another browser with the same cookies and address.
	twin() {
		const other = new Visitor(this.site, this.address);
		other.cookies = new Map(this.cookies);
		return other;
	}

	#keepCookies(reply) {
		for (const line of reply.headers['set-cookie'] ?? []) {
			const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
			if (/max-age=0\b/i.test(line)) this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
	}

	#headers(more) {
		const headers = {
			Host: new URL(this.site.origin).host,
			'X-Forwarded-For': this.address,
		};
		if (this.cookies.size)
			headers.Cookie = [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
		for (const [name, value] of Object.entries({ ...headers, ...more })) {
			headers[name] = value;
			if (value === null) delete headers[name];
		}
		return headers;
	}

	// { status, headers, text, body, bytes } of the answer; a header of null is left out.
	send(method, path, more = {}, body = undefined) {
		const headers = this.#headers(more);
		if (body !== undefined && headers['Content-Length'] === undefined)
			headers['Content-Length'] = Buffer.byteLength(body);
		const options = {
			method,
			path,
			headers,
			agent: this.agent,
			port: this.site.port,
			host: '127.0.0.1',
		};
		return new Promise((resolve, reject) => {
			const req = request(options, (res) => {
				const parts = [];
				res.on('data', (part) => parts.push(part));
				res.on('end', () => {
					const sent = Buffer.concat(parts);
					const packed = res.headers['content-encoding'] === 'gzip';
					const body = packed ? gunzipSync(sent) : sent;
					const reply = {
						status: res.statusCode,
						headers: res.headers,
						text: body.toString(),
						body,
						bytes: sent.length,
					};
					this.#keepCookies(reply);
					resolve(reply);
				});
			});
			req.setTimeout(WAIT, () =>
				req.destroy(new Error(`no answer to ${method} ${path}`)),
			);
			req.on('error', reject);
			req.end(body);
		});
	}

	get(path, more) {
		return this.send('GET', path, more);
	}

	// The token that a page's forms carry now.
	async token(path = '/help') {
		const { text } = await this.get(path);
		return text.match(TOKEN)[1];
	}

	// Fields as a browser sends them, from a page of ours; a string is sent as it is.
	async post(path, fields, more = {}) {
		const token = this.fixed ?? (await this.token());
		const body =
			typeof fields === 'string'
				? `form_token=${token}&${fields}`
				: encode({ form_token: token, ...fields });
		return this.send(
			'POST',
			path,
			{ 'Content-Type': FORM, Origin: this.site.origin, ...more },
			body,
		);
	}

	// One file, and other fields, as a browser sends it.
	async sendFile(path, field, name, bytes, fields = {}) {
		const token = this.fixed ?? (await this.token());
		const part = (head) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
		const all = Object.entries({ form_token: token, ...fields });
		const body = Buffer.concat([
			...all.map(([key, value]) =>
				Buffer.from(`${part(`name="${key}"`)}${value}\r\n`)),
			Buffer.from(part(`name="${field}"; filename="${name}"`)),
			bytes,
			Buffer.from('\r\n--x--\r\n'),
		]);
		const type = 'multipart/form-data; boundary=x';
		return this.send(
			'POST', path, { 'Content-Type': type, Origin: this.site.origin }, body);
	}

	// Fetches the form's token once, for what must be quick.
	async hurry() {
		this.fixed = await this.token();
		return this;
	}

	async save(question, fields) {
		const reply = await this.post(`/passport/questions/${question}`, fields, {
			Accept: 'application/json',
		});
		return { ...reply, json: JSON.parse(reply.text) };
	}
}

// Somebody of the demo world, signed in.
export async function invented(site, person, address) {
	const visitor = new Visitor(site, address);
	await visitor.post('/demo/be', { person });
	return visitor;
}

export function register(visitor, who) {
	return visitor.post('/register', {
		name: who.name,
		mail: who.mail,
		password: who.password,
	});
}

export function signIn(visitor, who, more = {}) {
	return visitor.post('/sign-in', { mail: who.mail, password: who.password, ...more });
}

let count = 0;
export function somebody() {
	count++;
	const key = `q${process.pid}x${count}`;
	return {
		name: `Zwerfkei ${key}`,
		mail: `${key}@post.example`,
		password: `paarse fiets ${key} straat`,
	};
}

// Registers somebody with the code that site.mailedCode finds.
export async function settle(site, who = somebody(), address = undefined) {
	const visitor = new Visitor(site, address);
	await register(visitor, who);
	const code = await site.mailedCode(who.mail);
	const reply = await visitor.post('/register/confirm', { code });
	if (reply.status !== 303) throw new Error(`not confirmed: ${reply.status}`);
	return { ...who, visitor };
}

// Somebody with a route, and the mark that their forms carry.
export async function writer(site) {
	const who = await settle(site);
	await who.visitor.post('/passport/route/at-school', { choice: 'yes' });
	await who.visitor.post('/passport/route/going-to', { choice: 'mbo' });
	const { text } = await who.visitor.get(QUESTION);
	return { ...who, owner: text.match(/name="owner" value="([^"]*)"/)[1] };
}

// What the server says to these bytes until it closes or is silent for a while.
export function raw(site, bytes, silence = 1500) {
	return new Promise((resolve) => {
		const parts = [];
		const socket = connect(site.port, '127.0.0.1', () => socket.write(bytes));
		socket.setTimeout(silence, () => socket.destroy());
		socket.on('data', (part) => parts.push(part));
		socket.on('error', () => {});
		socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
	});
}
