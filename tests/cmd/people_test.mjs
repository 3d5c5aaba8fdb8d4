// leerpas admin, account: an installation without a mail server, its first admin, and help with an
// account from the command line.
//
//	node --test-reporter=tap tests/cmd/people_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, PROGRAM, Site } from '../e2e/site.mjs';
import { appCode } from '../e2e/app.mjs';
import { Client } from '../walk/client.mjs';

const MAIL = 'rita@zuiderlaan.example';
const NAME = 'Rita van Zuiderlaan';
const PASSWORD = 'acht natte paraplu\'s';

const folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
const conf = join(folder, 'leerpas.conf');
let site;

// typed: what standard input brings.
const run = (words, typed = '') => spawnSync(PROGRAM, words,
	{ encoding: 'utf8', input: typed, env: { ...process.env, SUDO_UID: '1001' } });
const account = (words, typed) => run(['account', ...words, '--settings', conf], typed);

async function install() {
	const port = await freePort();
	const key = join(folder, 'master.key');
	run(['key', 'make', key]);
	const values = {
		public_url: `http://localhost:${port}`, listen_port: port,
		folder: join(folder, 'data'), master_key_file: key,
	};
	const text = Object.entries(values).reduce((all, [name, value]) =>
		all.replace(new RegExp(`^${name} =.*$`, 'm'), `${name} = ${value}`),
	run(['settings']).stdout);
	writeFileSync(conf, text);
	return new Site(folder, port, ['serve', '--settings', conf]);
}

before(async () => {
	site = await install();
});
after(async () => {
	await site?.stop();
	rmSync(folder, { recursive: true });
});

let code;

test('nothing is made where there is no installation', () => {
	const { status, stderr } = account(['show', '--mail', MAIL]);
	assert.notEqual(status, 0);
	assert.match(stderr, /holds no installation/);
});

test('an admin is invited, by a code that is handed over', async () => {
	await site.start();
	const { status, stdout, stderr } = run(['admin', 'add', '--settings', conf, '--mail', MAIL,
		'--name', NAME, '--organisation', 'Zuiderlaan College', '--print']);
	assert.equal(status, 0, stderr);
	[code] = stdout.match(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
	assert.ok(!stdout.includes(`#${code}`) && !stdout.includes(NAME));
});

test('the admin makes an account with it', async () => {
	const client = new Client(site.url);
	const fields = { code, name: NAME, password: PASSWORD };
	const { status, headers } = await client.post('/invitation/accept', fields);
	assert.equal(status, 303);
	assert.match(headers.location, /^\/organisation\/\w+$/);
	const page = await client.get(headers.location);
	assert.equal(page.status, 303);
	assert.match(page.headers.location, /^\/account\/second-factor/, 'a second lock first');
});

test('wrong words', () => {
	const wrong = [
		['admin', 'add', '--settings', conf, '--mail', 'x', '--organisation', 'Y'],
		['admin', 'add', '--settings', conf, '--mail', MAIL],
		['admin', 'remove', '--settings', conf, '--mail', MAIL, '--organisation', 'Y'],
		['admin', 'add', '--settings', conf, '--mail', MAIL, '--organisation', 'Y',
			'--role', 'mentor'],
		['account', 'show', '--settings', conf],
		['account', 'show', '--settings', conf, '--mail', MAIL, '--id', 'x'],
		['account', 'read', '--settings', conf, '--mail', MAIL],
		['account', 'show', '--mail', MAIL],
	];
	for (const words of wrong)
		assert.equal(run(words).status, 65, words.join(' '));
});

test('or by mail', () => {
	const { status, stdout } = run(['admin', 'add', '--settings', conf,
		'--mail', 'wil@zuiderlaan.example', '--organisation', 'zuiderlaan college']);
	assert.equal(status, 0);
	assert.ok(!/[0-9A-Z]{5}-[0-9A-Z]{5}/.test(stdout));
});

let id;

test('an account is shown without name, address or content', () => {
	const { status, stdout, stderr } = account(['show', '--mail', MAIL]);
	assert.equal(status, 0, stderr);
	[, id] = stdout.match(/^account: (\w{26})$/m);
	assert.match(stdout, /^addresses: 1$/m);
	assert.match(stdout, /^sessions: 1$/m);
	assert.match(stdout, /^role: organisation_admin, Zuiderlaan College$/m);
	assert.ok(!stdout.includes(NAME) && !stdout.includes(MAIL));
	assert.equal(account(['show', '--id', id]).stdout, stdout);
	assert.notEqual(account(['show', '--mail', 'other@zuiderlaan.example']).status, 0);
});

test('sessions are ended', () => {
	const { stdout } = account(['end-sessions', '--id', id]);
	assert.match(stdout, /^1 sessions/);
	assert.match(account(['show', '--id', id]).stdout, /^sessions: 0$/m);
});

test('a second factor that is not there is not taken off', () => {
	for (const words of [['--id', id], ['--id', id, '--witness', MAIL]])
		assert.notEqual(account(['reset-second-factor', ...words], '123456\n').status, 0);
	assert.notEqual(account(['confirm-reset', '--witness', MAIL], 'AAAAA-AAAAA\n').status, 0);
});

// An admin with a second lock: { mail, secret }.
async function admin(name) {
	const mail = `${name}@zuiderlaan.example`;
	const { stdout } = run(['admin', 'add', '--settings', conf, '--mail', mail,
		'--organisation', 'Zuiderlaan College', '--print']);
	const [key] = stdout.match(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
	const client = new Client(site.url);
	await client.post('/invitation/accept', { code: key, name, password: PASSWORD });
	await client.post('/account/second-factor/begin', {});
	const { text } = await client.get('/account/second-factor/setup');
	const [, secret] = text.match(/lock-key" translate="no">([^<]+)/);
	// The step before this one, so that the next is still unused; it may end just now.
	const lock = () => client.post(
		'/account/second-factor/setup', { code: appCode(secret, -1) });
	const { status } = await lock();
	assert.equal(status === 422 ? (await lock()).status : status, 200);
	return { mail, secret };
}

test('a second factor goes when two admins prove that they want it', async () => {
	const [ada, bo, cas] = [await admin('ada'), await admin('bo'), await admin('cas')];
	const reset = (who, typed) => account(
		['reset-second-factor', '--mail', ada.mail, '--witness', who.mail], typed);
	const confirm = (who, ...typed) => account(
		['confirm-reset', '--witness', who.mail], typed.join('\n'));
	assert.notEqual(reset(bo, '').status, 0);
	assert.notEqual(reset(bo, appCode(cas.secret)).status, 0, 'the code of another');
	const asked = reset(bo, `${appCode(bo.secret)}\n`);
	assert.equal(asked.status, 0, asked.stderr);
	const [key] = asked.stdout.match(/[0-9A-Z]{5}-[0-9A-Z]{5}/);
	assert.notEqual(confirm(bo, key, appCode(bo.secret, 1)).status, 0, 'alone');
	assert.notEqual(confirm(cas, key, '000000').status, 0);
	assert.match(account(['show', '--mail', ada.mail]).stdout, /^second factor: yes$/m);
	const done = confirm(cas, key, appCode(cas.secret));
	assert.equal(done.status, 0, done.stderr);
	assert.match(account(['show', '--mail', ada.mail]).stdout, /^second factor: no$/m);
});

test('erasing names what it does, and wants the id once more', () => {
	assert.match(account(['erase', '--mail', MAIL]).stdout, /for ever/);
	assert.notEqual(account(['erase', '--mail', MAIL, '--confirm', 'x']).status, 0);
	assert.equal(account(['show', '--id', id]).status, 0);
	assert.equal(account(['erase', '--mail', MAIL, '--confirm', id]).status, 0);
	assert.notEqual(account(['show', '--mail', MAIL]).status, 0);
});

test('the log of the program knows nobody', () => {
	const log = site.logBytes().toString();
	assert.ok(!log.includes(MAIL) && !log.includes(NAME) && !log.includes(code));
	assert.ok(!readFileSync(conf, 'utf8').includes(code));
});
