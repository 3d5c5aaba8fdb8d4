// The VC-API under attack: without a token, from a browser, with bodies that are too much.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Signer } from '../cmd/signer.mjs';
import { PROGRAM } from '../e2e/site.mjs';
import { V2, VcApi } from '../interop/vc_api.mjs';

const SECRET = 'Zwerfkei van Zuiderzee'; // stands in what is sent
const SOON = 60_000; // ms: with sanitizers, on a machine ten times as slow; without limits, days

let api;
before(async () => {
	api = await VcApi.start();
});
after(() => api?.end());

const routes = execFileSync(PROGRAM, ['routes', '--vc-api'], { encoding: 'utf8' })
	.trim().split('\n').map((line) => line.split(' '));
const member = (path) => path.includes('issue') ? 'credential'
	: path.includes('presentations') ? 'verifiablePresentation' : 'verifiableCredential';
const at = (pattern) =>
	pattern.replace('{suite}', 'eddsa-rdfc-2022').replace('{key}', 'learner');
const paths = routes.map(([, pattern]) => at(pattern));
const signer = new Signer();
const credential = (more = {}) => ({
	'@context': [V2], type: ['VerifiableCredential'], issuer: api.dids.learner,
	credentialSubject: { id: 'urn:example:a' }, name: SECRET, ...more,
});
const presentation = () => signer.present({
	'@context': [V2], type: ['VerifiablePresentation'], holder: signer.did,
});
const bodies = async () => ({
	credential: credential(),
	verifiableCredential: (await api.issue(credential())).body,
	verifiablePresentation: presentation(),
});

test('every route takes who has a token, and nobody else', async () => {
	assert.deepEqual(routes.map((it) => it.join(' ')).sort(), [
		'POST /vc/credentials/verify token -',
		'POST /vc/presentations/verify token -',
		'POST /vc/{suite}/{key}/credentials/issue token -',
	]);
	const [token, second] = api.tokens;
	const flipped = token.replace(/./, (c) => c === 'A' ? 'B' : 'A');
	const refused = [
		{ authorization: null }, { authorization: '' }, { authorization: 'Bearer' },
		{ authorization: `Bearer ${flipped}` }, { authorization: `Bearer ${token}x` },
		{ authorization: `Bearer ${token.slice(1)}` }, { authorization: token },
		{ authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
		{ authorization: null, cookie: `session=${token}; token=${token}` },
		{ authorization: null, 'x-api-key': token },
	];
	const all = await bodies();
	for (const path of paths) {
		const body = { [member(path)]: all[member(path)] };
		for (const headers of refused) {
			const answer = await api.send(path, body, headers);
			assert.equal(answer.status, 401, JSON.stringify(headers));
			assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
			assert.equal(answer.type, 'application/problem+json');
			assert.equal(answer.body.problemDetails, undefined);
		}
		const inQuery = `${path}?access_token=${token}`;
		assert.equal((await api.send(inQuery, body, { authorization: null })).status, 401);
		for (const authorization of [`Bearer ${token}`, `bearer ${second}`]) {
			const { status } = await api.send(path, body, { authorization });
			assert.equal(status, path.includes('issue') ? 201 : 200);
		}
	}
	const absent = '/vc/eddsa-rdfc-2022/nobody/credentials/issue';
	assert.equal((await api.send(absent, {}, { authorization: null })).status, 401,
		'nobody learns which keys there are');
});

test('a page in a browser gets nowhere', async () => {
	const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x',
		'text/plain', null];
	for (const path of paths) {
		for (const type of types) {
			const page = { 'content-type': type, origin: 'https://evil.example' };
			const bare = await api.send(path, 'x=1', { ...page, authorization: null });
			assert.equal(bare.status, 401);
			assert.equal((await api.send(path, 'x=1', page)).status, 415);
		}
		const asked = await api.send(path, undefined, {
			method: 'OPTIONS', origin: 'https://evil.example',
			'access-control-request-method': 'POST',
			'access-control-request-headers': 'authorization,content-type',
		});
		assert.ok(asked.status >= 400);
		for (const name of asked.headers.keys())
			assert.ok(!name.startsWith('access-control'), name);
		const answer = await api.send(path, {}, { origin: 'https://evil.example' });
		for (const name of ['access-control-allow-origin', 'set-cookie'])
			assert.equal(answer.headers.get(name), null);
		assert.equal(answer.headers.get('cache-control'), 'no-store');
		assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
	}
});

test('other methods and paths', async () => {
	for (const path of paths)
		for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
			const body = method === 'GET' ? undefined : '{}';
			const answer = await api.send(path, body, { method });
			assert.equal(answer.status, 405, `${method} ${path}`);
			assert.equal(answer.headers.get('allow'), 'POST');
		}
	for (const path of ['/', '/vc', '/vc/credentials/status', '/help', '/sign-in', '/vc/..%2f'])
		assert.equal((await api.send(path, {})).status, 404, path);
});

// The answer to a body that only begins: fetch would wait for its own end.
function sendHead(path, headers) {
	return new Promise((resolve, reject) => {
		const asked = request(api.url + path, { method: 'POST', headers }, (answer) => {
			answer.resume();
			resolve(answer.statusCode);
			asked.destroy();
		});
		asked.on('error', reject);
		asked.flushHeaders();
	});
}

test('a body that is too long is not even read', async () => {
	const headers = {
		authorization: `Bearer ${api.tokens[0]}`, 'content-type': 'application/json',
		expect: '100-continue',
	};
	for (const length of [(1 << 20) + 1, 1 << 30])
		assert.equal(await sendHead(paths[0], {
			...headers, 'content-length': length,
		}), 413);
	const whole = JSON.stringify({ credential: 'x'.repeat(1 << 20) });
	assert.equal((await api.send(paths[0], whole)).status, 413);
});

async function isRefusedSoon(body) {
	const start = Date.now();
	for (const path of paths) {
		const answer = await api.send(path, body(member(path)));
		assert.ok([400, 413].includes(answer.status), `${answer.status} ${path}`);
		assert.equal(answer.type, 'application/problem+json');
	}
	assert.ok(Date.now() - start < SOON, `${Date.now() - start} ms`);
}

test('JSON that is none, or too much', async () => {
	const texts = [
		'', '{', 'null', '[]', '"x"', '{"options":{}}', '\ufeff{}',
		'{"a":1,"a":2}', '{"a":NaN}',
		'['.repeat(500_000), '{"a":'.repeat(100_000), `[${'0,'.repeat(400_000)}0]`,
		`{"${'x'.repeat(900_000)}":1}`, '{"\\ud800":1}', `{"a":${'9'.repeat(900_000)}}`,
	];
	for (const text of texts)
		await isRefusedSoon(() => text);
	await isRefusedSoon((name) => ({ [name]: credential(), options: [] }));
	await isRefusedSoon((name) => ({ [name]: credential(), options: { challenge: {} } }));
});

const nested = (depth) => {
	let value = 'end';
	for (let i = 0; i < depth; i++)
		value = { '@context': { n: 'urn:n' }, n: value };
	return value;
};

// A clique of blank nodes: canonical labels for it cost more than anybody has.
const clique = (size) => Array.from({ length: size }, (_, i) => ({
	id: `_:b${i}`, p: Array.from({ length: size }, (_, k) => ({ id: `_:b${k}` }))
		.filter((_, k) => k !== i),
}));

test('documents that are work without end', async () => {
	const context = { p: 'urn:p' };
	const terms = Object.fromEntries(Array.from({ length: 9000 }, (_, i) =>
		[`t${i}`, { '@id': `urn:t${i}`, '@context': { [`u${i}`]: `urn:u${i}` } }]));
	const hard = {
		'deep': { '@context': [V2], credentialSubject: nested(200) },
		'a clique': { '@context': [V2, context], credentialSubject: { p: clique(12) } },
		'contexts': { '@context': [V2, terms, terms, terms] },
		'many proofs': {
			proof: Array.from({ length: 500 }, () => signer.sign(credential()).proof),
		},
		'many related': {
			relatedResource: Array.from({ length: 5000 }, (_, i) =>
				({ id: `urn:a:${i}` })),
		},
	};
	for (const [name, more] of Object.entries(hard)) {
		const start = Date.now();
		const document = { ...credential(), ...more };
		const proof = document.proof ?? {
			...signer.sign(document).proof, '@context': undefined,
			cryptosuite: 'eddsa-rdfc-2022',
		};
		for (const answer of [
			await api.issue({ ...document, proof: undefined, ...(more.proof && more) }),
			await api.verify({ ...document, proof }),
		])
			assert.ok([400, 413].includes(answer.status), `${name} ${answer.status}`);
		assert.ok(Date.now() - start < SOON, `${name}: ${Date.now() - start} ms`);
	}
	const many = Array.from({ length: 500 }, () => signer.sign(credential()));
	const shown = signer.present({
		'@context': [V2], type: ['VerifiablePresentation'], holder: signer.did,
		verifiableCredential: many,
	});
	const answer = await api.verifyPresentation(shown);
	assert.deepEqual([answer.status, answer.body.problemDetails.at(-1).code],
		[400, 'form.too_large']);
});

test('names that mean something to others', async () => {
	const odd = ['__proto__', 'constructor', '@graph', 'toString', '$ref'];
	for (const name of odd) {
		const text = JSON.stringify({ credential: credential() })
			.replace('"name":', `"${name}":`);
		assert.equal((await api.send(paths[0], text)).status, 400, name);
	}
});

test('nothing of what was sent is kept or logged, and no token', async () => {
	const all = await bodies();
	for (const path of paths)
		await api.send(path, { [member(path)]: all[member(path)] });
	await api.issue(credential({ evidence: { id: 'urn:a:1' } }));
	const log = api.site.logBytes().toString();
	assert.match(log, /route=\/vc\/\{suite\}\/\{key\}\/credentials\/issue status=201/);
	const kept = readdirSync(api.site.data, { recursive: true, withFileTypes: true })
		.filter((it) => it.isFile())
		.map((it) => readFileSync(join(it.parentPath ?? it.path, it.name), 'latin1'));
	for (const text of [log, ...kept])
		for (const secret of [SECRET, signer.did, ...api.tokens])
			assert.ok(!text.includes(secret), 'found what was sent');
});

// What leerpas serve --vc-api says of a folder.
function refusedStart(change) {
	const { site, folder } = api;
	change(folder);
	const words = ['serve', '--settings', join(site.folder, 'other.conf'), '--vc-api'];
	const settings = readFileSync(join(site.folder, 'leerpas.conf'), 'utf8')
		.replace(/listen_port = \d+/, 'listen_port = 0')
		.replace(/\nport = \d+/, '\nport = 0')
		.replace(site.data, join(site.folder, 'other'));
	writeFileSync(join(site.folder, 'other.conf'), settings);
	const { status, stderr } = spawnSync(PROGRAM, words, { encoding: 'utf8', timeout: 60_000 });
	assert.notEqual(status, 0);
	return stderr;
}

test('a folder that is not in order is no start', () => {
	const file = (name) => join(api.folder, name);
	const tokens = readFileSync(file('tokens'), 'utf8');
	const write = (name, text) => () => writeFileSync(file(name), text, { mode: 0o600 });
	assert.match(refusedStart(() => chmodSync(file('tokens'), 0o644)), /others may read/);
	chmodSync(file('tokens'), 0o600);
	assert.match(refusedStart(write('tokens', 'short\n')), /no token/);
	assert.match(refusedStart(write('tokens', '\n')), /has no token/);
	assert.match(refusedStart(() => rmSync(file('tokens'))), /tokens: No such file/);
	writeFileSync(file('tokens'), tokens, { mode: 0o600 });
	assert.match(refusedStart(write('Ünder.key', 'z')), /make the name of a key/);
	rmSync(file('Ünder.key'));
	assert.match(refusedStart(write('bad.key', 'z')), /holds no private key/);
	assert.match(refusedStart(() => chmodSync(file('bad.key'), 0o604)), /others may read/);
	rmSync(file('bad.key'));
	assert.match(refusedStart(write('documents', 'nothing\n')), /ADDRESS=FILE/);
	assert.match(refusedStart(write('documents', 'urn:a:1=absent\n')), /absent/);
	assert.match(refusedStart(write('documents', 'urn:a:1=tokens\nurn:a:1=tokens\n')), /two/);
	rmSync(file('documents'));
});

test('it is off unless it is asked for', async () => {
	const own = await VcApi.start(() => {});
	await own.site.stop();
	own.site.args = own.site.args.filter((word) => word !== '--vc-api');
	await own.site.start();
	await assert.rejects(own.send(paths[0], {}), 'nothing listens on its port');
	const { status } = await fetch(own.site.url + paths[0], { method: 'POST', body: '{}' });
	assert.equal(status, 404);
	await own.end();
});
