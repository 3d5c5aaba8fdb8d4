// Credentials of ours checked by @digitalbazaar/vc, and theirs by ours, with all four suites:
// tests/interop/suites_test.mjs PROGRAM BADGE [FOLDER_OF_SCHEMAS]
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as ecdsaKey from '@digitalbazaar/ecdsa-multikey';
import * as ecdsaRdfc from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as ed25519Key from '@digitalbazaar/ed25519-multikey';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as eddsaRdfc from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import jsonld from 'jsonld';
import { Program } from '../cmd/program.mjs';
import { documentLoader } from './verifier.mjs';

const p = new Program(process.argv[2]);
after(() => p.end());
const badge = JSON.parse(readFileSync(process.argv[3], 'utf8'));
const schemas = process.argv[4];

const forSigning = (suite) => suite.createSignCryptosuite?.() ?? suite.cryptosuite;
const forChecking = (suite) => suite.createVerifyCryptosuite?.() ?? suite.cryptosuite;

const pairs = [
	['eddsa-rdfc-2022', eddsaRdfc, 'ed25519'], ['eddsa-jcs-2022', eddsaJcs, 'ed25519'],
	['ecdsa-rdfc-2019', ecdsaRdfc, 'p256'], ['ecdsa-rdfc-2019', ecdsaRdfc, 'p384'],
	['ecdsa-jcs-2019', ecdsaJcs, 'p256'], ['ecdsa-jcs-2019', ecdsaJcs, 'p384'],
];
const keys = Object.fromEntries(['ed25519', 'p256', 'p384'].map((type) => [type, p.key(type)]));

async function theyVerify(credential, suite) {
	const proof = new DataIntegrityProof({ cryptosuite: forChecking(suite) });
	const checkStatus = async () => ({ verified: true }); // the list cannot be reached here
	const options = { credential, suite: proof, documentLoader, checkStatus };
	return (await vc.verifyCredential(options)).verified;
}

// The private half of a key of ours, as theirs.
async function theirSigner(type) {
	const { file, did } = keys[type];
	const publicKeyMultibase = did.slice('did:key:'.length);
	const pair = await (type === 'ed25519' ? ed25519Key : ecdsaKey).from({
		'@context': 'https://w3id.org/security/multikey/v1', type: 'Multikey',
		id: `${did}#${publicKeyMultibase}`, controller: did, publicKeyMultibase,
		secretKeyMultibase: readFileSync(file, 'utf8').trim(),
	});
	return pair.signer();
}

const documents = (type) => [
	{ ...badge, issuer: { ...badge.issuer, id: keys[type].did } },
	{
		'@context': ['https://www.w3.org/ns/credentials/v2'],
		type: ['VerifiableCredential'],
		issuer: keys[type].did, validFrom: '2026-01-01T00:00:00Z',
		name: { '@value': 'Zoë ✓ \u{1F600}', '@language': 'nl' },
		description: { '@value': 'مدرسة', '@language': 'ar', '@direction': 'rtl' },
		credentialSubject: [{ id: 'urn:example:a' }, { id: 'urn:example:b' }],
	},
];

// Each a change that somebody might try.
const forgeries = {
	'another name': (it) => ({ ...it, name: 'Something else' }),
	'another subject': (it) => ({ ...it, credentialSubject: { id: 'urn:example:c' } }),
	'another direction': (it) => ({
		...it, description: { '@value': 'مدرسة', '@language': 'ar', '@direction': 'ltr' },
	}),
	'another end': (it) => ({ ...it, validUntil: '2099-01-01T00:00:00Z' }),
	'another time of signing': (it) => {
		const [proof] = [it.proof].flat();
		return { ...it, proof: [{ ...proof, created: '2026-01-02T00:00:00Z' }] };
	},
};

for (const [name, suite, type] of pairs) {
	test(`${name}, ${type}: theirs verify ours, and not what was changed`, async () => {
		for (const document of documents(type)) {
			const signed = p.issue(keys[type], document, ['--suite', name]);
			assert.equal(await theyVerify(signed, suite), true);
			for (const [what, forge] of Object.entries(forgeries))
				assert.equal(await theyVerify(forge(signed), suite), false, what);
		}
	});

	test(`${name}, ${type}: ours verify theirs, and not what was changed`, async () => {
		for (const credential of documents(type)) {
			const proof = new DataIntegrityProof({
				signer: await theirSigner(type), cryptosuite: forSigning(suite),
			});
			const signed = await vc.issue({ credential, suite: proof, documentLoader });
			const good = p.verify(signed);
			assert.equal(good.result, 'verified', JSON.stringify(good.findings));
			for (const [what, forge] of Object.entries(forgeries)) {
				const { result, findings } = p.verify(forge(signed));
				assert.equal(result, 'not_verified', what);
				const codes = findings.map(({ code }) => code);
				assert.ok(codes.includes('proof.wrong'), what);
			}
		}
	});
}

test('what is signed is what jsonld makes of it', async () => {
	for (const document of documents('ed25519')) {
		const options = {
			base: null, safe: true, rdfDirection: 'i18n-datatype', documentLoader,
		};
		const { stdout } = p.run(['canonicalize', '-'], JSON.stringify(document));
		assert.equal(stdout, await jsonld.canonize(document, options));
	}
});

test('a presentation of theirs, for one who asked', async () => {
	const [, document] = documents('p256');
	document.credentialSubject = { id: keys.ed25519.did };
	const signed = p.issue(keys.p256, document);
	const presentation = vc.createPresentation({
		verifiableCredential: [signed], holder: keys.ed25519.did, verify: false,
	});
	const suite = new DataIntegrityProof({
		signer: await theirSigner('ed25519'), cryptosuite: forSigning(eddsaRdfc),
	});
	const shown = await vc.signPresentation({
		presentation, suite, challenge: 'abc', domain: 'receiver.example', documentLoader,
	});
	const good = p.verify(shown, ['--challenge', 'abc', '--domain', 'receiver.example']);
	assert.equal(good.result, 'verified', JSON.stringify(good.findings));
	assert.equal(good.answers.holder, true);
	const codes = ({ findings }) => findings.map(({ code }) => code);
	assert.deepEqual(codes(p.verify(shown, ['--challenge', 'xyz'])), ['proof.challenge']);
	assert.deepEqual(codes(p.verify(shown, ['--domain', 'other.example'])), ['proof.domain']);
	const stolen = { ...shown, holder: keys.p256.did };
	assert.notEqual(p.verify(stolen).result, 'verified');
});

// In their place: the schema that their verifier asks for is at hand, nothing else is.
function answerSchemas(t) {
	const asked = [];
	const name = 'ob_v3p0_achievementcredential_schema.json';
	t.mock.method(globalThis, 'fetch', async (url) => {
		asked.push(String(url));
		if (!schemas || !String(url).endsWith(name))
			throw new Error('nothing is fetched');
		return new Response(readFileSync(join(schemas, name)));
	});
	// It tells at length what it could not fetch; what is printed here is read as results.
	for (const say of ['log', 'warn', 'error'])
		t.mock.method(console, say, () => {});
	return { asked, name };
}

test('the verifier of the Digital Credentials Consortium takes ours', async (t) => {
	const { asked, name } = answerSchemas(t);
	const { verifyCredential } = await import('@digitalcredentials/verifier-core');
	const [document] = documents('ed25519');
	delete document.credentialStatus;
	const signed = p.issue(keys.ed25519, document);
	const check = (credential) => verifyCredential({ credential, knownDIDRegistries: [] });
	const good = await check(structuredClone(signed));
	const valid = Object.fromEntries(good.log.map((entry) => [entry.id, entry.valid]));
	assert.equal(good.errors, undefined);
	// No registry is given: that the issuer stands in none is their only objection.
	const expected = { valid_signature: true, expiration: true, registered_issuer: false };
	assert.deepEqual(valid, expected);
	const [{ results }] = good.additionalInformation;
	if (schemas)
		assert.deepEqual(results.map(({ result }) => result), [{ valid: true }]);
	for (const [what, forge] of Object.entries(forgeries)) {
		const { errors } = await check(forge(structuredClone(signed)));
		assert.deepEqual(errors.map(({ name }) => name), ['invalid_signature'], what);
	}
	assert.ok(asked.every((url) => url.endsWith(name)), 'only the schema is asked for');
});
