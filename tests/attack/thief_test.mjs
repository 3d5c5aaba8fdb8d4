// A thief with a copy of the disk, a reader of the logs, and a real installation beside a demo.
//
//	node --test-reporter=tap tests/attack/thief_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { demo, PROGRAM, real, rows } from './place.mjs';
import { encode, FORM, register, settle, signIn, somebody, Visitor } from './visitor.mjs';

const QUESTION = '/passport/questions/who.self';
const SENTENCE = 'Niemand weet van mijn kwartelmoes op zolder.';
const FORMER = 'Eerst stond hier iets over drie wasberen.';
const KEY_BYTES = 32;
const ENDS = 60_000; // ms in which a program that does not start has ended
const WHERE = 'WHERE person = ? AND question = ?';

let site;
let anna;
let ben;

async function writer(sentences) {
	const who = await settle(site);
	await who.visitor.post('/passport/route/at-school', { choice: 'yes' });
	await who.visitor.post('/passport/route/going-to', { choice: 'mbo' });
	for (const [i, answer] of sentences.entries()) {
		const reply = await who.visitor.post(QUESTION, {
			answer,
			version: String(i),
			go: 'stay',
		});
		assert.equal(reply.status, 303);
	}
	return who;
}

before(async () => {
	site = await real();
	anna = await writer([FORMER, SENTENCE]);
	ben = await writer(['Ben schrijft over zijn fiets.', 'Ben schrijft weer over zijn fiets.']);
});
after(async () => {
	site.post.close();
	await site.end();
});

function files(folder = site.data) {
	return readdirSync(folder).map((name) => ({
		name,
		bytes: readFileSync(join(folder, name)),
	}));
}

// Each text as it stands, as UTF-16, as base64 and hexadecimal of its bytes.
function spellings(text) {
	const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
	const texts = [
		bytes,
		Buffer.from(bytes.toString('hex')),
		Buffer.from(bytes.toString('base64').slice(0, -4)),
		Buffer.from(bytes.toString('base64url').slice(0, -4)),
	];
	return Buffer.isBuffer(text)
		? texts
		: [...texts, Buffer.from(text, 'utf16le'), Buffer.from(encodeURIComponent(text))];
}

function assertNowhere(text, where, what) {
	for (const { name, bytes } of where)
		for (const spelling of spellings(text))
			assert.ok(!bytes.includes(spelling), `${what} stands in ${name}`);
}

// What has to stay inside: everything that somebody typed, and what opens anything.
function secrets(who) {
	return {
		password: who.password,
		session: who.visitor.cookies.get('__Host-session'),
		sentence: SENTENCE,
		former: FORMER,
	};
}

test('the disk holds no answer, password, code or session', async () => {
	const waiting = somebody();
	const visitor = new Visitor(site);
	await register(visitor, waiting);
	const code = await site.mailedCode(waiting.mail);
	for (const [what, text] of Object.entries({
		...secrets(anna),
		pending: waiting.password,
		visit: visitor.cookies.get('__Host-visit'),
	}))
		assertNowhere(text, files(), what);
	assertNowhere(Buffer.from(secrets(anna).session, 'base64url'), files(), 'session bytes');
	assert.ok(
		!files().some(({ bytes }) =>
			bytes.includes(` ${code.slice(0, 3)} ${code.slice(3)}`),
		),
	);
	const [stored] = rows(
		site,
		'leerpas.db',
		'SELECT hash FROM registration WHERE mail = ?',
		waiting.mail,
	);
	assert.match(stored[0], /^\$argon2id\$v=19\$m=(19456|[2-9]\d{4}|\d{6,}),t=[2-9],p=1\$/);
});

test('mail on its way is sealed, and wiped when it has gone', async () => {
	assertNowhere('Dit is je code', files(), 'a mail');
	for (const mail of rows(site, 'leerpas.db', 'SELECT state, body FROM mail'))
		assert.ok(mail[0] === 'waiting' || mail[1] === null);
});

test('keys and answers are kept apart: neither file, nor a backup, opens an answer', () => {
	const master = readFileSync(join(site.folder, 'master.key'));
	assert.equal(master.length, KEY_BYTES);
	assertNowhere(master, files(), 'the master key');
	const names = (file) =>
		rows(site, file, 'SELECT name FROM sqlite_master WHERE type = ?', 'table').flat();
	assert.ok(
		!names('leerpas.db').some((name) => /key/.test(name)),
		'no keys beside the answers',
	);
	assert.ok(
		!names('keys.db').some((name) => /answer|person|mail/.test(name)),
		'no answers beside the keys',
	);
	const wrapped = rows(site, 'keys.db', 'SELECT wrapped FROM data_key').flat();
	assert.ok(wrapped.length >= 3 && new Set(wrapped).size === wrapped.length);
	for (const hex of wrapped) {
		assert.ok(hex.length / 2 > KEY_BYTES + 24, 'sealed, with room for nonce and tag');
		assert.ok(
			!files()
				.filter(({ name }) => name.startsWith('leerpas.db'))
				.some(({ bytes }) => bytes.includes(Buffer.from(hex, 'hex'))),
		);
	}
});

test('a backup holds the answers sealed, no keys, and only its owner may read it', () => {
	const folder = join(site.folder, 'backup');
	mkdirSync(folder, { mode: 0o755 });
	execFileSync(PROGRAM, ['backup', '--settings', site.settings, folder]);
	assert.deepEqual(readdirSync(folder), ['leerpas.db']);
	assert.equal(statSync(join(folder, 'leerpas.db')).mode & 0o777, 0o600);
	assertNowhere(SENTENCE, files(folder), 'an answer');
	for (const hex of rows(site, 'keys.db', 'SELECT wrapped FROM data_key').flat())
		assertNowhere(Buffer.from(hex, 'hex'), files(folder), 'a key');
	const again = spawnSync(PROGRAM, ['backup', '--settings', site.settings, folder]);
	assert.notEqual(again.status, 0, 'and is never overwritten');
});

test('equal answers look different on disk', async () => {
	for (const { visitor } of [anna, ben])
		await visitor.post('/passport/questions/who.free', {
			answer: 'Dit schrijven er twee.', version: 0, go: 'stay',
		});
	const equal = "SELECT body FROM answer WHERE question = 'who.free'";
	const bodies = rows(site, 'leerpas.db', equal).flat();
	assert.equal(bodies.length, 2);
	const nonces = bodies.map((hex) => hex.slice(2, 50));
	assert.equal(new Set(nonces).size, bodies.length);
});

/* --- rows that were moved --- */

async function personOf(who) {
	return rows(
		site,
		'leerpas.db',
		'SELECT person FROM address WHERE mail = ?',
		who.mail,
	)[0][0];
}

async function withMoved(change, check) {
	const kept = rows(site, 'leerpas.db', 'SELECT person, question, hex(body) FROM answer');
	change();
	try {
		await check();
	} finally {
		for (const [person, question, hex] of kept)
			rows(
				site,
				'leerpas.db',
				`UPDATE answer SET body = x'${hex}' ` + WHERE,
				person,
				question,
			);
	}
}

test('an answer moved to another person does not open, and says nothing', async () => {
	const [a, b] = [await personOf(anna), await personOf(ben)];
	const seen = async () => {
		for (const path of [QUESTION, '/passport/read', '/passport/chapters/who']) {
			const { status, text } = await ben.visitor.get(path);
			assert.equal(status, 200, path);
			assert.ok(!/kwartelmoes|fiets|vault|sealed|\.c\b/.test(text), path);
		}
		assert.equal((await anna.visitor.get(QUESTION)).status, 200);
	};
	const from =
		'UPDATE answer SET body = (SELECT body FROM answer WHERE person = ?) ' +
		'WHERE person = ?';
	await withMoved(() => rows(site, 'leerpas.db', from, a, b), seen);
	const flip =
		'UPDATE answer SET body = ' +
		"CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB) " +
		'WHERE person = ?';
	await withMoved(() => rows(site, 'leerpas.db', flip, b), seen);
	await withMoved(
		() => rows(site, 'leerpas.db', "UPDATE answer SET body = x'' WHERE person = ?", b),
		seen,
	);
	assert.ok((await ben.visitor.get(QUESTION)).text.includes('weer over zijn fiets'));
});

test('an answer of one question does not open at another', async () => {
	const b = await personOf(ben);
	const move =
		'INSERT INTO answer (person, question, answered, version, changed, body) ' +
		'SELECT person, ?, answered, version, changed, body FROM answer ' +
		WHERE;
	rows(site, 'leerpas.db', move, 'who.proud', b, 'who.self');
	const { status, text } = await ben.visitor.get('/passport/questions/who.proud');
	rows(site, 'leerpas.db', 'DELETE FROM answer WHERE question = ?', 'who.proud');
	assert.equal(status, 200);
	assert.ok(!text.includes('fiets'));
});

/* --- logs, errors, the process --- */

test('logs at their most talkative hold nothing that somebody typed, nor who it was', async () => {
	const odd = new Visitor(site);
	await odd.get('/passport/questions/kwartelmoes?x=kwartelmoes', {
		'User-Agent': 'kwartelmoes',
		Referer: 'https://kwartelmoes',
	});
	await odd.post('/sign-in', { mail: anna.mail, password: 'kwartelmoes op brood' });
	await odd.post('/register', {
		name: 'kwartelmoes.nl',
		mail: 'kwartelmoes',
		password: 'kwartelmoes op brood',
	});
	await odd.send(
		'POST',
		'/register',
		{ 'Content-Type': FORM, Origin: 'https://kwartelmoes' },
		encode({ name: 'kwartelmoes' }),
	);
	await odd.send('BREW', '/kwartelmoes', { Host: 'kwartelmoes' });
	await odd.get('/health', { Cookie: 'session=kwartelmoes' });
	const log = [{ name: 'the log', bytes: site.logBytes() }];
	assert.ok(log[0].bytes.length > 1000);
	for (const text of [
		'kwartelmoes',
		'fiets',
		FORMER,
		anna.name,
		anna.mail,
		anna.mail.split('@')[0],
		ben.mail,
		anna.password,
		anna.visitor.cookies.get('__Host-session'),
		anna.visitor.address,
	])
		assertNowhere(text, log, text);
	for (const [id] of rows(site, 'leerpas.db', 'SELECT public FROM person'))
		assertNowhere(Buffer.from(id, 'hex'), log, 'a public id');
});

test('an error page tells a number to ask about, and nothing of the inside', async () => {
	for (const [method, path] of [
		['GET', '/nowhere'],
		['PUT', '/passport'],
		['POST', '/sign-in'],
		['GET', '/passport/questions/nope'],
	])
		for (const Accept of ['text/html', 'application/json']) {
			const { text } = await anna.visitor.send(method, path, { Accept });
			assert.doesNotMatch(
				text,
				/sqlite|\.c:\d|src\/|libmicrohttpd|errno|0\.1\.0|\/tmp\//i,
				`${method} ${path}`,
			);
		}
});

test('neither the command line nor the environment of the process holds a secret', () => {
	const { pid } = site.process;
	const cmdline = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
	assert.deepEqual(cmdline.slice(1), ['serve', '--settings', site.settings]);
	const master = readFileSync(join(site.folder, 'master.key'));
	assertNowhere(
		master,
		[{ name: 'environ', bytes: readFileSync(`/proc/${pid}/environ`) }],
		'the master key',
	);
});

test('a crash leaves no core file with keys in it', () => {
	// A process that may not be dumped has its files in /proc owned by root, whoever runs it.
	const user = 65534;
	const script =
		'import os, subprocess, sys, time\n' +
		'os.chdir("/")\n' +
		'os.setgroups([]), os.setgid(65534), os.setuid(65534)\n' +
		'p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)\n' +
		'p.stdout.readline()\n' +
		'print(os.stat(f"/proc/{p.pid}/mem").st_uid)\n' +
		'p.terminate(), p.wait()';
	if (process.getuid() !== 0)
		return assert.equal(statSync(`/proc/${site.process.pid}/mem`).uid, 0);
	const folder = join(site.folder, 'other');
	mkdirSync(folder);
	execFileSync('chown', [`${user}`, folder]);
	chmodSync(site.folder, 0o755);
	// Where another user may run it.
	const program = join(folder, 'leerpas');
	copyFileSync(PROGRAM, program);
	const args = ['-c', script, program, 'demo', '--port', '0', '--data', join(folder, 'd')];
	assert.equal(execFileSync('python3', args).toString().trim(), '0');
});

test('files that hold anything are for their owner alone, even in an open folder', () => {
	assert.equal(statSync(site.data).mode & 0o777, 0o755);
	const names = readdirSync(site.data);
	assert.ok(
		names.includes('leerpas.db') &&
			names.includes('keys.db') &&
			names.some((name) => name.endsWith('-wal')),
	);
	for (const path of [
		...names.map((name) => join(site.data, name)),
		join(site.folder, 'master.key'),
	])
		assert.equal(statSync(path).mode & 0o077, 0, path);
});

/* --- demo and real --- */

test('a real installation has no demo in it', async () => {
	for (const [method, path] of [
		['GET', '/demo'],
		['GET', '/demo/mail'],
		['GET', '/demo/mail/x'],
		['POST', '/demo/be'],
	]) {
		const { status } =
			method === 'GET'
				? await anna.visitor.get(path)
				: await anna.visitor.post(path, { person: 'noor' });
		assert.equal(status, 404, path);
	}
	assert.ok(!(await new Visitor(site).get('/')).text.includes('/demo'));
	const { status } = await signIn(new Visitor(site), {
		mail: 'noor@demo.example',
		password: 'noor noor noor',
	});
	assert.equal(status, 401);
});

test("the demo never starts in a real folder, nor the real thing in a demo's", async () => {
	const inReal = spawnSync(PROGRAM, ['demo', '--port', '0', '--data', site.data], {
		timeout: ENDS,
	});
	assert.notEqual(inReal.status, 0);
	assert.match(inReal.stderr.toString(), /real installation/);
	assert.ok(!existsSync(join(site.data, 'demo.db')));
	const play = await demo();
	await play.stop();
	const settings = join(play.folder, 'leerpas.conf');
	const key = join(play.data, 'master.key');
	writeFileSync(
		settings,
		readFileSync(site.settings, 'utf8')
			.replace(/^folder = .*/m, `folder = ${play.data}`)
			.replace(/^master_key_file = .*/m, `master_key_file = ${key}`)
			.replace(/^listen_port = .*/m, 'listen_port = 0'),
	);
	const inDemo = spawnSync(PROGRAM, ['serve', '--settings', settings], { timeout: ENDS });
	play.remove();
	assert.ok(inDemo.status > 0, `${inDemo.status} ${inDemo.stderr}`);
});

test('cookies of a real installation are bound to the host, and no other name counts', async () => {
	const browser = new Visitor(site);
	const { headers } = await signIn(browser, ben);
	const session = headers['set-cookie'].find((line) => line.startsWith('__Host-session='));
	assert.match(
		session,
		/^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
	);
	assert.equal(headers['strict-transport-security'], 'max-age=31536000');
	const token = browser.cookies.get('__Host-session');
	for (const name of [
		'session',
		'__host-session',
		'__Secure-session',
		' __Host-session ',
		'__Host-session2',
	])
		assert.equal(
			(await new Visitor(site).get('/account', { Cookie: `${name}=${token}` }))
				.status,
			303,
			name,
		);
	const tossed = {
		Cookie: `session=planted; __Host-session=${token}; visit=planted; __Host-sessio=x`,
	};
	assert.equal(
		(await new Visitor(site).get('/account', tossed)).status,
		200,
		'nor does one from a sister site do harm',
	);
});

/* --- last: the process ends --- */

test('a killed process leaves nothing readable, and without its key it stays so', async () => {
	await site.kill();
	for (const [what, text] of Object.entries(secrets(anna)))
		assertNowhere(text, files(), what);
	const key = join(site.folder, 'master.key');
	renameSync(key, `${key}.away`);
	const without = spawnSync(PROGRAM, ['serve', '--settings', site.settings], {
		timeout: ENDS,
	});
	assert.ok(
		without.status > 0 && !existsSync(key),
		'no key is made in place of the one that is missing',
	);
	for (const bytes of [
		Buffer.alloc(KEY_BYTES),
		Buffer.alloc(KEY_BYTES, 7),
		Buffer.alloc(0),
		Buffer.alloc(31, 1),
		Buffer.alloc(33, 1),
	]) {
		writeFileSync(key, bytes, { mode: 0o600 });
		const wrong = spawnSync(PROGRAM, ['serve', '--settings', site.settings], {
			timeout: ENDS,
		});
		assert.ok(
			wrong.status > 0,
			`a wrong key of ${bytes.length} bytes starts: ${wrong.status}`,
		);
	}
	copyFileSync(`${key}.away`, key);
	chmodSync(key, 0o600);
	await site.start();
	assert.ok(
		(await anna.visitor.get(QUESTION)).text.includes(SENTENCE),
		'its own key opens it again',
	);
});
