// leerpas credential as somebody types it: tests/cmd/credential_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Program } from './program.mjs';
import { Signer } from './signer.mjs';

const p = new Program(process.argv[2]);
after(() => p.end());

const GOOD = 0, NOT_VERIFIED = 1, USAGE = 64, MALFORMED = 65, UNREADABLE = 66, REFUSED = 77;

const SUITES = ['eddsa-rdfc-2022', 'eddsa-jcs-2022', 'ecdsa-rdfc-2019', 'ecdsa-jcs-2019'];

const key = p.key('ed25519');
const plain = (more = {}) => ({
	'@context': ['https://www.w3.org/ns/credentials/v2'],
	type: ['VerifiableCredential'],
	issuer: key.did,
	credentialSubject: { id: 'urn:example:somebody' },
	...more,
});
const signer = new Signer(key.file);
const issued = p.issue(key, plain());
const codes = ({ findings }) => findings.map(({ code }) => code);
const lines = (text) => text.trimEnd().split('\n');

test('key new makes a file for its owner alone, and never a second time', () => {
	for (const [type, begin] of [['p256', 'zDna'], ['p384', 'z82L']]) {
		const { file, did, status } = p.key(type, `new-${type}`);
		assert.equal(status, GOOD);
		assert.ok(did.startsWith(`did:key:${begin}`));
		assert.equal(statSync(file).mode & 0o777, 0o600);
	}
	assert.match(key.did, /^did:key:z6Mk/);
	assert.match(readFileSync(key.file, 'utf8'), /^z3u2[1-9A-Za-z]+\n$/);
	const before = readFileSync(key.file);
	assert.notEqual(p.key('ed25519').status, GOOD);
	assert.deepEqual(readFileSync(key.file), before);
	const odd = p.run(['key', 'new', '--type', 'rsa', join(p.folder, 'odd')]);
	assert.notEqual(odd.status, GOOD);
	assert.ok(!existsSync(join(p.folder, 'odd')));
});

test('all four suites, on every kind of key that they take', () => {
	const keys = { eddsa: [key], ecdsa: [p.key('p256'), p.key('p384')] };
	for (const suite of SUITES)
		for (const signer of keys[suite.slice(0, 5)]) {
			const document = plain({ issuer: signer.did });
			const signed = p.issue(signer, document, ['--suite', suite]);
			assert.equal(signed.proof[0].cryptosuite, suite);
			assert.equal(p.verify(signed).status, GOOD);
			signed.credentialSubject.id = 'urn:example:other';
			assert.deepEqual(codes(p.verify(signed)), ['proof.wrong']);
		}
});

test('verified', () => {
	const { status, stdout, stderr } = p.run(['verify', p.file('good.json', issued)]);
	assert.equal(status, GOOD);
	assert.equal(stderr, '');
	const said = lines(stdout);
	assert.match(said[0], /good\.json: In order$/);
	assert.match(said[1], /changed\? No/);
	assert.ok(said[2].includes(key.did));
	assert.match(said[3], /valid\? Yes/);
	assert.match(said[4], /A credential alone does not show that/);
	assert.equal(said.length, 5);
});

test('the language of the person', () => {
	const env = { ...p.env, LC_ALL: 'nl_NL.UTF-8' };
	const { stdout } = p.run(['verify', '-'], JSON.stringify(issued), { env });
	assert.match(stdout, /Is het veranderd\?/);
});

test('what is wrong is told where it belongs', () => {
	const changed = { ...issued, credentialSubject: { id: 'urn:example:other' } };
	const wrong = p.run(['verify', '-'], JSON.stringify(changed));
	assert.equal(wrong.status, NOT_VERIFIED);
	assert.match(wrong.stdout, /^-: Not in order\n.*not ruled out\.\n {4}- The signature does/);
	const late = p.issue(key, plain({ validUntil: '2020-01-01T00:00:00Z' }));
	const expired = p.run(['verify', '-'], JSON.stringify(late));
	assert.equal(expired.status, NOT_VERIFIED);
	assert.match(expired.stdout, /valid\? No\.\n {4}- It has expired/);
});

test('a result in JSON', () => {
	const good = p.verify(issued);
	assert.deepEqual(good, {
		status: GOOD, file: '-', result: 'verified', issuer: key.did, findings: [],
		answers: {
			form: true, unchanged: true, issuer_known: true, valid: true, holder: null,
		},
	});
	const bad = p.verify({ ...issued, credentialSubject: { id: 'urn:example:other' } });
	assert.equal(bad.status, NOT_VERIFIED);
	assert.equal(bad.result, 'not_verified');
	assert.equal(bad.answers.unchanged, false);
	assert.deepEqual(bad.findings, [{
		code: 'proof.wrong', about: 'proof', level: 'problem',
		text: 'The signature does not fit: it was changed, or another key signed it.',
		detail: 'proof 1',
	}]);
});

test('an answer is true only where that was shown', () => {
	const context = ['https://www.w3.org/ns/credentials/v2'];
	const nothing = {
		form: true, unchanged: null, issuer_known: null, valid: null, holder: null,
	};
	assert.deepEqual(p.verify(plain()).answers, nothing);
	const words = p.run(['verify', '-'], JSON.stringify(plain())).stdout;
	assert.match(words, /changed\? That cannot be told\./);
	const shown = {
		'@context': context, type: ['VerifiablePresentation'],
		verifiableCredential: [issued],
	};
	assert.deepEqual(p.verify(shown).answers, nothing);
	assert.deepEqual(p.verify({ ...shown, holder: key.did }).answers,
		{ ...nothing, holder: false });
	const late = plain({ validUntil: '2020-01-01T00:00:00Z' });
	assert.deepEqual(p.verify(late).answers, { ...nothing, valid: false });
	const other = p.issue(key, plain());
	other.proof[0].verificationMethod = 'http://school.example/';
	assert.equal(p.verify(other).answers.unchanged, null);
	const asked = ['--challenge', 'abc'];
	const present = (credential, more = {}, by = signer, proof = {}) => p.verify(by.present({
		...shown, holder: by.did, verifiableCredential: [credential].flat(), ...more,
	}, { challenge: 'abc', ...proof }), asked).answers;
	const all = { form: true, unchanged: true, issuer_known: true, valid: true, holder: true };
	const about = (id, more = {}) =>
		signer.sign(plain({ credentialSubject: { id, name: 'x' }, ...more }));
	assert.deepEqual(present(about(key.did)), all);
	assert.deepEqual(present(about('urn:example:other')), { ...all, holder: false });
	assert.deepEqual(present(about()), { ...all, holder: null });
	assert.deepEqual(present(about(key.did), { holder: undefined }), { ...all, holder: null });
	const stranger = new Signer();
	const stolen = present(about(key.did), { holder: key.did }, stranger);
	assert.equal(stolen.holder, false);
	const own = present(plain(), { holder: key.did }, stranger);
	assert.deepEqual(own, { ...all, issuer_known: false, valid: null, holder: false });
	const enveloped = {
		'@context': context, type: 'EnvelopedVerifiableCredential',
		id: 'data:application/vc+jwt,e',
	};
	assert.deepEqual(present(enveloped),
		{ ...all, issuer_known: null, valid: null, holder: null });
	// Whose key it is, nobody at hand can tell.
	const web = 'did:web:school.example';
	const claimed = present(about(web), { holder: web }, stranger,
		{ verificationMethod: stranger.method.replace(stranger.did, web) });
	assert.deepEqual(claimed, { ...all, issuer_known: null, valid: null, holder: null });
	// However much else there is to tell.
	const long = signer.sign(plain({ '@context': [context, Array(101).fill({})].flat(2) }));
	const status = about('urn:example:other', { credentialStatus: { type: 'Unknown' } });
	assert.deepEqual(present([long, status]), { ...all, valid: null, holder: false });
});

test('a presentation shown again is not shown by its holder', () => {
	const presentation = {
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		type: ['VerifiablePresentation'], holder: key.did,
		validUntil: '2099-01-01T00:00:00Z',
		verifiableCredential: [p.issue(key, plain({ credentialSubject: { id: key.did } }))],
	};
	const shown = signer.present(presentation, { challenge: 'abc' });
	const say = (...words) => p.run(['verify', ...words, '-'], JSON.stringify(shown)).stdout;
	assert.equal(p.verify(shown).answers.holder, null);
	assert.match(say(), /did:key:\w+ signed to show it; whether here, nobody asked/);
	assert.equal(p.verify(shown, ['--challenge', 'xyz']).answers.holder, false);
	assert.match(say('--challenge', 'xyz'), /who shows it\? No\./);
	assert.equal(p.verify(shown, ['--challenge', 'abc']).answers.holder, true);
	assert.match(say('--challenge', 'abc'), /Yes: did:key:\w+ signed to show it here/);
	assert.notEqual(p.run(['verify', '--challenge', '', '-'], JSON.stringify(shown)).status, 0,
		'an empty one asks nothing');
	assert.match(say(), /valid\? Yes\.\n/, 'until when, its credentials say alone');
});

test('a signature may begin with a zero', () => {
	let signed;
	for (let i = 0; !signed?.proof.proofValue.startsWith('z1'); i++)
		signed = signer.sign(plain({ id: `urn:example:${i}` }));
	assert.equal(p.verify(signed).status, GOOD);
});

test('malformed', () => {
	const inputs = [
		['', 'form.not_json'], ['\xff', 'form.not_json'],
		['{"a":1,"a":2}', 'form.not_json'],
		['[]', 'form.not_object'], [`"${'x'.repeat(2 << 20)}"`, 'form.too_large'],
		['['.repeat(100000), 'form.too_large'],
		[JSON.stringify({ ...issued, '@context': undefined }), 'context.missing'],
		[JSON.stringify({ ...issued, unknownTerm: 'x' }), 'term.unknown'],
	];
	for (const [input, code] of inputs) {
		const { status, stdout } = p.run(['verify', '--json', '-'], input);
		assert.equal(status, MALFORMED, code);
		const said = JSON.parse(stdout);
		assert.equal(said.result, 'malformed');
		assert.ok(codes(said).includes(code), `${code}: ${codes(said)}`);
	}
});

test('unreadable', () => {
	for (const path of [join(p.folder, 'nothing'), p.folder]) {
		const { status, stdout } = p.run(['verify', '--json', path]);
		assert.equal(status, UNREADABLE);
		const { result, detail } = JSON.parse(stdout);
		assert.equal(result, 'unreadable');
		assert.match(detail, /^cannot read/);
	}
	const closed = spawnSync('/bin/sh', ['-c', '"$0" credential verify - <&-', p.path]);
	assert.equal(closed.status, UNREADABLE);
});

test('the worst of several files is the exit status', () => {
	const good = p.file('good.json', issued);
	const broken = p.file('broken.json', '{');
	const forged = p.file('forged.json', { ...issued, issuer: 'did:web:school.example' });
	const status = (...files) => p.run(['verify', ...files]).status;
	assert.equal(status(good, good), GOOD);
	assert.equal(status(good, forged), NOT_VERIFIED);
	assert.equal(status(broken, good, forged), MALFORMED);
	assert.equal(status(join(p.folder, 'nothing'), broken, good), UNREADABLE);
});

test('a wrong command line', () => {
	const wrong = [
		[], ['verify'], ['bake', '-'], ['verify', '--key', 'x', '-'], ['verify', '--did'],
		['key', 'old', 'x'], ['key', 'new'], ['key', 'new', 'a', 'b'],
		['issue', '--key', 'a', '--key', 'b', '-'],
	];
	for (const words of wrong) {
		const { status, stdout, stderr } = p.run(words);
		assert.equal(status, USAGE, words.join(' '));
		assert.equal(stdout, '');
		assert.match(stderr, /leerpas credential verify/);
	}
});

test('a key that others may read, or that is none, is refused', () => {
	const issue = (file) => p.run(['issue', '--key', file, '-'], JSON.stringify(plain()));
	const open = p.file('open.key', readFileSync(key.file, 'utf8'));
	for (const mode of [0o640, 0o604, 0o666]) {
		chmodSync(open, mode);
		const { status, stdout, stderr } = issue(open);
		assert.equal(status, REFUSED);
		assert.equal(stdout, '');
		assert.match(stderr, /chmod 600/);
	}
	assert.equal(issue(join(p.folder, 'nothing.key')).status, UNREADABLE);
	assert.equal(issue(p.folder).status, MALFORMED);
	const other = p.file('other.key', 'z3u2nonsense');
	const { status, stderr } = issue(other);
	assert.equal(status, MALFORMED);
	assert.ok(!stderr.includes('z3u2'));
});

test('what nobody could verify is not issued', () => {
	const refused = [
		[NOT_VERIFIED, plain({ issuer: 'did:web:school.example' }), []],
		[MALFORMED, plain({ unknownTerm: 'x' }), []],
		[MALFORMED, plain({ type: undefined }), []],
		[MALFORMED, plain(), ['--suite', 'ecdsa-rdfc-2019']],
		[MALFORMED, plain(), ['--suite', 'nonsense']],
		[MALFORMED, plain(), ['--created', 'yesterday']],
	];
	for (const [status, document, words] of refused) {
		const text = JSON.stringify(document);
		const said = p.run(['issue', '--key', key.file, ...words, '-'], text);
		assert.equal(said.status, status, said.stderr);
		assert.equal(said.stdout, '');
		assert.notEqual(said.stderr, '');
	}
	const same = ['--created', '2026-11-22T12:00:00Z'];
	assert.deepEqual(p.issue(key, plain(), same), p.issue(key, plain(), same));
});

test('did:web by a document given beforehand', () => {
	const did = 'did:web:school.example';
	const method = `${did}#key-1`;
	const publicKeyMultibase = key.did.slice('did:key:'.length);
	const file = p.file('did.json', {
		id: did, assertionMethod: [method],
		verificationMethod: [
			{ id: method, type: 'Multikey', controller: did, publicKeyMultibase },
		],
	});
	const signed = p.issue(key, plain({ issuer: did }), ['--method', method]);
	const unreachable = p.verify(signed);
	assert.deepEqual(codes(unreachable), ['method.unreachable', 'proof.unchecked']);
	assert.deepEqual(unreachable.answers, {
		form: true, unchanged: null, issuer_known: null, valid: null, holder: null,
	});
	const told = p.run(['verify', '-'], JSON.stringify(signed)).stdout;
	assert.match(told, /changed\? That cannot be told\./);
	const known = p.run(['verify', '--did', file, '-'], JSON.stringify(signed));
	assert.equal(known.status, GOOD);
	assert.match(known.stdout, /issued it\? did:web:school\.example, whose own document/);
	const none = p.file('no.json', '{}');
	const broken = p.run(['verify', '--did', none, '-'], JSON.stringify(signed));
	assert.equal(broken.status, MALFORMED);
	assert.match(broken.stderr, /no did:web or https address/);
});

test('revoked, by a status list given beforehand', () => {
	const url = 'https://school.example/status/1';
	const bits = Buffer.alloc(131072 / 8);
	bits[0] = 1; // position 7
	const list = p.file('list.json', p.issue(key, plain({
		id: url, type: ['VerifiableCredential', 'BitstringStatusListCredential'],
		credentialSubject: {
			type: 'BitstringStatusList', statusPurpose: 'revocation',
			encodedList: `u${gzipSync(bits).toString('base64url')}`,
		},
	})));
	const at = (position) => p.issue(key, plain({
		credentialStatus: {
			type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
			statusListIndex: position, statusListCredential: url,
		},
	}));
	const unknown = p.verify(at('7'));
	assert.deepEqual([unknown.status, ...codes(unknown)], [GOOD, 'status.unknown']);
	assert.equal(unknown.answers.valid, null);
	const revoked = p.verify(at('7'), ['--status', list]);
	assert.deepEqual([revoked.status, ...codes(revoked)], [NOT_VERIFIED, 'status.revoked']);
	assert.equal(revoked.answers.valid, false);
	assert.equal(revoked.answers.unchanged, true);
	const valid = p.verify(at('8'), ['--status', list]);
	assert.deepEqual([valid.status, ...codes(valid)], [GOOD]);
});

test('contexts and related resources given beforehand', () => {
	const context = 'https://school.example/context?v=1', resource = 'https://school.example/a';
	const contextFile = p.file('context.json', { '@context': { level: 'urn:example:level' } });
	const known = ['--document', `${context}=${contextFile}`];
	const withContext = plain({
		'@context': ['https://www.w3.org/ns/credentials/v2', context],
		credentialSubject: { level: '4' },
	});
	const text = JSON.stringify(withContext);
	const { stdout } = p.run(['canonicalize', ...known, '-'], text);
	assert.match(stdout, /<urn:example:level> "4"/);
	const signed = p.issue(key, withContext, known);
	assert.deepEqual(codes(p.verify(signed)), ['context.unknown']);
	assert.equal(p.verify(signed, known).status, GOOD);
	const digestSRI = `sha256-${createHash('sha256').update('right').digest('base64')}`;
	const related = plain({ relatedResource: [{ id: resource, digestSRI }] });
	const at = (content) => ['--document', `${resource}=${p.file('resource', content)}`];
	const good = p.issue(key, related, at('right'));
	assert.equal(p.verify(good, at('right')).status, GOOD);
	assert.deepEqual(codes(p.verify(good, at('wrong'))), ['related.digest_wrong']);
	const words = ['issue', '--key', key.file, ...at('wrong'), '-'];
	const refused = p.run(words, JSON.stringify(related));
	assert.equal(refused.status, NOT_VERIFIED);
	assert.equal(p.run(['verify', '--document', 'nothing', '-'], '{}').status, MALFORMED);
});

test('canonicalize prints what is signed', () => {
	const context = 'https://www.w3.org/ns/credentials/v2';
	const document = { '@context': context, id: 'urn:a', name: 'B' };
	const text = JSON.stringify(document);
	const rdf = p.run(['canonicalize', '-'], text);
	assert.equal(rdf.stdout, '<urn:a> <https://schema.org/name> "B" .\n');
	const jcs = p.run(['canonicalize', '--suite', 'eddsa-jcs-2022', '-'], text);
	assert.equal(jcs.stdout, `${text}\n`);
	const json = p.run(['canonicalize', '--json', '-'], text);
	assert.equal(JSON.parse(json.stdout).canonical, rdf.stdout);
	const unknown = p.run(['canonicalize', '-'], '{"@context":"https://evil.example"}');
	assert.equal(unknown.status, MALFORMED);
});

test('inspect tells what a document says, and obeys none of it', () => {
	const forged = { ...issued, name: 'A\u001b[2J\u202eB', issuer: 'did:web:school.example' };
	const { status, stdout } = p.run(['inspect', '-'], JSON.stringify(forged));
	assert.equal(status, GOOD);
	assert.match(stdout, /none of it checked/);
	assert.ok(stdout.includes('Name: A?[2J?B'));
	assert.ok(stdout.includes('did:web:school.example'));
	const said = JSON.parse(p.run(['inspect', '--json', '-'], JSON.stringify(forged)).stdout);
	assert.equal(said.result, 'done');
	assert.equal(said.proofs[0].cryptosuite, 'eddsa-rdfc-2022');
	assert.equal(p.run(['inspect', '-'], '[]').status, MALFORMED);
});

test('a thousand documents, one a line; a broken one stops none', () => {
	const documents = Array.from({ length: 1000 }, (_, i) =>
		JSON.stringify(plain({ id: `urn:example:${i + 1}` })));
	documents[499] = '{"broken"';
	documents[699] = `"${'x'.repeat(3 << 20)}"`;
	documents[999] = '7';
	const words = ['issue', '--key', key.file, '--suite', 'eddsa-jcs-2022', '--ndjson', '-'];
	const made = p.run(words, documents.join('\n'));
	assert.equal(made.status, MALFORMED);
	const results = lines(made.stdout).map((line) => JSON.parse(line));
	assert.equal(results.length, 1000);
	const broken = [[499, 'form.not_json'], [699, 'form.too_large'], [999, 'form.not_object']];
	for (const [i, code] of broken) {
		assert.equal(results[i].line, i + 1);
		assert.equal(results[i].result, 'malformed');
		assert.deepEqual(codes(results[i]), [code]);
	}
	const good = results.filter(({ proof }) => proof);
	assert.equal(good.length, 997);
	const again = good.map((it) => JSON.stringify(it)).join('\n');
	const checked = p.run(['verify', '--ndjson', '-'], again);
	assert.equal(checked.status, GOOD);
	const verified = lines(checked.stdout).map((line) => JSON.parse(line));
	assert.deepEqual(verified.map(({ line }) => line), good.map((_, i) => i + 1));
	assert.ok(verified.every(({ result }) => result === 'verified'));
	assert.deepEqual(verified.map(({ id }) => id), good.map(({ id }) => id));
});

test('an answer comes while more is asked', async () => {
	const child = spawn(p.path, ['credential', 'verify', '--ndjson', '-'], { env: p.env });
	const ended = new Promise((resolve) => child.on('close', resolve));
	for (let round = 0; round < 2; round++) {
		child.stdin.write(`${JSON.stringify(issued)}\n`);
		const [bytes] = await Promise.race([
			once(child.stdout, 'data'),
			ended.then(() => assert.fail('it ended')),
		]);
		assert.equal(JSON.parse(bytes).result, 'verified');
	}
	child.stdin.end();
	assert.equal(await ended, GOOD);
});

test('results that cannot be written are no success', () => {
	const file = p.file('good.json', issued);
	const stdio = ['pipe', openSync('/dev/full', 'w'), 'pipe'];
	const full = p.run(['verify', file], '', { stdio });
	assert.equal(full.status, 75);
});
