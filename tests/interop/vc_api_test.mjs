// The VC-API as the W3C test suites use it: what the data model demands (VC 2.0, sections 4 and 5),
// what it refuses, and the four suites. tests/interop/vc_api_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Signer } from '../cmd/signer.mjs';
import { EXAMPLES, RELATED, V2, VcApi } from './vc_api.mjs';

let api;
before(async () => {
	api = await VcApi.start();
});
after(() => api?.end());

const signer = new Signer();
const plain = (issuer, more = {}) => ({
	'@context': [V2, EXAMPLES],
	type: ['VerifiableCredential'],
	issuer,
	credentialSubject: { id: 'did:example:subject' },
	...more,
});
const codes = ({ body }) => body.problemDetails?.map(({ code }) => code);

const sha256 = createHash('sha256').update('a related resource\n').digest();
const other = createHash('sha256').update('another').digest();
const sri = (digest) => `sha256-${digest.toString('base64')}`;
const multibase = (digest) =>
	`u${Buffer.concat([Buffer.from([0x12, 32]), digest]).toString('base64url')}`;
const related = (more) => ({ relatedResource: [{ id: RELATED, ...more }] });

// What must be taken.
const GOOD = {
	'nothing special': {},
	'only the first context': { '@context': [V2] },
	'an object among the contexts': {
		'@context': [V2, { Own: 'https://a.example/Own' }],
		type: ['VerifiableCredential', 'Own'],
	},
	'an id that is no web address': { id: 'urn:uuid:7f0d6a52-0e41-4d4c-9a0c-3f1fd4a6f801' },
	'a type that is an address': { type: ['https://a.example/T', 'VerifiableCredential'] },
	'a type of a context': { type: ['VerifiableCredential', 'ExampleDegreeCredential'] },
	'several subjects': { credentialSubject: [{ id: 'did:example:a' }, { degree: 'B' }] },
	'an issuer that says more': (issuer) => ({
		issuer: { id: issuer, name: 'School', description: 'Of the town' },
	}),
	'an issuer in two languages': (issuer) => ({
		issuer: {
			id: issuer, name: [
				{ '@value': 'School', '@language': 'nl' },
				{ '@value': 'مدرسة', '@language': 'ar', '@direction': 'rtl' },
			],
		},
	}),
	'a name with a language': { name: { '@value': 'Naam', '@language': 'nl' } },
	'a description': { description: 'Text' },
	'parts of seconds': { validFrom: '2023-01-01T00:00:00.123456Z' },
	'another time zone': { validFrom: '2023-01-01T00:00:00-05:00' },
	'the same moment for both': {
		validFrom: '2099-01-01T01:00:00+01:00', validUntil: '2099-01-01T00:00:00Z',
		early: true,
	},
	'a status': { credentialStatus: { id: 'https://a.example/1', type: 'ExampleStatus' } },
	'a status without an id': { credentialStatus: { type: 'ExampleStatus' } },
	'several schemas': {
		credentialSchema: ['a', 'b'].map((id) =>
			({ id: `https://a.example/${id}`, type: 'ExampleSchema' })),
	},
	'a renewal service': { refreshService: { id: 'https://a.example/r', type: 'ExampleR' } },
	'terms of use': {
		termsOfUse: [{ type: 'IssuerPolicy' }, { id: 'urn:a:1', type: 'Other' }],
	},
	'evidence': { evidence: [{ type: 'ExampleEvidence' }, { type: ['A', 'B'] }] },
	'a related resource': related({ digestSRI: sri(sha256) }),
	'one by multibase': related({ digestMultibase: multibase(sha256) }),
	'one in hexadecimal': related({ digestSRI: `sha256-${sha256.toString('hex')}` }),
	'one with a media type': related({ digestSRI: sri(sha256), mediaType: 'text/plain' }),
	'one that is not at hand': {
		relatedResource: [{ id: 'https://a.example/x', digestSRI: sri(other) }],
	},
};

// What must be refused, and with which code.
const gone = undefined;
const extra = { '@value': 'A', '@language': 'en', url: 'did:example:1' };
const WRONG = {
	'no context': ['context.missing', { '@context': gone }],
	'another context first': ['context.first', { '@context': [EXAMPLES, V2] }],
	'only another context': ['context.first', { '@context': [EXAMPLES] }],
	'a context that is no address': ['context.form',
		{ '@context': [V2, 'https ://not-a-url/contexts/example/v1'] }],
	'a context that is a number': ['context.form', { '@context': [V2, 123192875] }],
	'an id of null': ['id.form', { id: null }],
	'two ids': ['id.form', { id: ['urn:a:1', 'urn:a:2'] }],
	'an id that is no address': ['id.form', { id: 'not-a-url' }],
	'two ids of a subject': ['id.form', { credentialSubject: { id: ['urn:a:1', 'urn:a:2'] } }],
	'no type': ['type.missing', { type: gone }],
	'only another type': ['type.missing', { type: ['ExampleTestCredential'] }],
	'a name with more in it': ['name.form', { name: extra }],
	'a description with more in it': ['name.form', { description: extra }],
	'an issuer name with more in it': ['name.form',
		(issuer) => ({ issuer: { id: issuer, name: extra } })],
	'an issuer description with more in it': ['name.form',
		(issuer) => ({ issuer: { id: issuer, description: extra } })],
	'no issuer': ['issuer.missing', { issuer: gone }],
	'an issuer that is no address': ['issuer.form', { issuer: 'not-a-url' }],
	'an issuer of null': ['issuer.form', { issuer: null }],
	'an issuer without id': ['issuer.form', { issuer: { name: 'School' } }],
	'an issuer with an id of null': ['issuer.form', { issuer: { id: null } }],
	'an issuer whose id is no address': ['issuer.form', { issuer: { id: 'not-a-url' } }],
	'no subject': ['subject.missing', { credentialSubject: gone }],
	'a subject without claims': ['subject.empty', { credentialSubject: {} }],
	'one of several without claims': ['subject.empty',
		{ credentialSubject: [{ id: 'did:example:a' }, {}] }],
	'a subject that is a text': ['subject.form', { credentialSubject: 'did:example:a' }],
	'a beginning that is no time': ['date.form', { validFrom: 'yesterday' }],
	'an end that is no time': ['date.form', { validUntil: '2020-13-01' }],
	'an end before the beginning': ['date.order',
		{ validFrom: '2024-01-02T00:00:00Z', validUntil: '2024-01-01T00:00:00Z' }],
	'a status without type': ['status.form', { credentialStatus: { id: 'urn:a:1' } }],
	'a status with two ids': ['status.form',
		{ credentialStatus: { id: ['urn:a:1', 'urn:a:2'], type: 'ExampleStatus' } }],
	'a status whose id is no address': ['status.form',
		{ credentialStatus: { id: 'not-a-url', type: 'ExampleStatus' } }],
	'a status of type 2': ['status.form', { credentialStatus: { id: 'urn:a:1', type: 2 } }],
	'a schema without type': ['schema.form', { credentialSchema: { id: 'urn:a:1' } }],
	'a schema without id': ['schema.form', { credentialSchema: { type: 'ExampleSchema' } }],
	'a schema with a number as id': ['schema.form',
		{ credentialSchema: { id: 5, type: 'ExampleSchema' } }],
	'a renewal service without type': ['refresh.form', { refreshService: { id: 'urn:a:1' } }],
	'terms of use without type': ['terms.form', { termsOfUse: [{ id: 'urn:a:1' }] }],
	'evidence without type': ['evidence.form', { evidence: [{ id: 'urn:a:1' }] }],
	'related resources that are texts': ['related.form', { relatedResource: [RELATED] }],
	'a related resource without id': ['related.form',
		{ relatedResource: [{ digestSRI: sri(sha256) }] }],
	'the same related resource twice': ['related.twice', {
		relatedResource: [
			{ id: RELATED, digestSRI: sri(sha256) },
			{ id: RELATED, digestSRI: sri(sha256) },
		],
	}],
	'a related resource without digest': ['related.digest_missing', related({})],
	'a wrong digest': ['related.digest_wrong', related({ digestSRI: sri(other) })],
	'a wrong digest in hexadecimal': ['related.digest_wrong',
		related({ digestSRI: `sha256-${other.toString('hex')}` })],
	'a wrong digest by multibase': ['related.digest_wrong',
		related({ digestMultibase: multibase(other) })],
	'a digest by multibase that is none': ['related.digest_form',
		related({ digestMultibase: 'uZm9ydHktdHdvIGJ5dGVzLCBubyBtdWx0aWhhc2g' })],
};

// What only linked data shows to be wrong: where it is signed, and where that is checked.
const UNLINKED = {
	'a type that no context explains': ['term.unknown',
		{ '@context': [V2], type: ['VerifiableCredential', 'UnmappedType'] }],
	'a type explained by what is no address': ['jsonld.invalid', {
		'@context': [V2, { Own: 'https ://not-a-url#Own' }],
		type: ['VerifiableCredential', 'Own'],
	}],
	'a member that no context explains': ['term.unknown', { '@context': [V2], stray: 'x' }],
	'a context that is not known': ['context.unknown',
		{ '@context': [V2, 'https://unknown.example/context'] }],
	'a protected term defined anew': ['jsonld.invalid', {
		'@context': [V2, { VerifiableCredential: 'https://a.example/Other' }],
	}],
	'one of its own defined anew': ['jsonld.invalid', {
		'@context': [V2, { '@protected': true, Own: 'https://a.example/Own' },
			{ Own: 'https://a.example/Other' }],
		type: ['VerifiableCredential', 'Own'],
	}],
};

const made = (issuer, change) =>
	plain(issuer, typeof change === 'function' ? change(issuer) : change);

async function refuses(answer, code) {
	const { status, type, body } = await answer;
	assert.equal(status, 400, JSON.stringify(body));
	assert.equal(type, 'application/problem+json');
	assert.equal(body.status, 400);
	assert.equal(body.verified, false);
	const found = body.problemDetails.map((it) => it.code);
	assert.ok(found.includes(code), `${code}: ${found}`);
	assert.ok(!found.includes('proof.wrong'), 'the signature itself fits');
}

for (const [name, { early, ...change }] of Object.entries(GOOD).map(([name, change]) =>
	[name, typeof change === 'function' ? { ...change('did:key:x'), make: change } : change]))
	test(`taken: ${name}`, async () => {
		const { make } = change;
		const of = (issuer) => made(issuer, make ?? change);
		const issued = await api.issue(of(api.dids.learner));
		assert.equal(issued.status, 201, JSON.stringify(issued.body));
		const { proof: [proof], ...document } = issued.body;
		assert.deepEqual(document, JSON.parse(JSON.stringify(of(api.dids.learner))));
		assert.equal(proof.cryptosuite, 'eddsa-rdfc-2022');
		for (const signed of [issued.body, signer.sign(of(signer.did))]) {
			const { status, body } = await api.verify(signed);
			assert.equal(status, early ? 400 : 200, JSON.stringify(body));
			assert.equal(body.verified, !early);
			if (early)
				assert.deepEqual(codes({ body }), ['validity.not_yet']);
		}
	});

for (const [name, [code, change]] of Object.entries(WRONG))
	test(`refused: ${name}`, async () => {
		await refuses(api.issue(made(api.dids.learner, change)), code);
		await refuses(api.verify(signer.sign(made(signer.did, change))), code);
	});

for (const [name, [code, change]] of Object.entries(UNLINKED))
	test(`refused: ${name}`, async () => {
		const document = made(signer.did, change);
		await refuses(api.issue(made(api.dids.learner, change)), code);
		const { proof } = signer.sign(document);
		delete proof['@context'];
		const signed = { ...document, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } };
		await refuses(api.verify(signed), code);
	});

test('a credential without proof is not verified', async () => {
	await refuses(api.verify(plain(signer.did)), 'proof.missing');
});

test('what is no credential at all', async () => {
	for (const value of [null, 5, 'text', [], {}])
		for (const { status, body } of [await api.issue(value), await api.verify(value)]) {
			assert.equal(status, 400);
			assert.equal(body.verified, false);
		}
});

const pairs = [
	['eddsa-rdfc-2022', 'learner'], ['eddsa-jcs-2022', 'learner'],
	['ecdsa-rdfc-2019', 'school'], ['ecdsa-jcs-2019', 'school'],
	['ecdsa-rdfc-2019', 'region'], ['ecdsa-jcs-2019', 'region'],
];

for (const [suite, key] of pairs)
	test(`${suite}, ${key}: issued, verified, and not what was changed`, async () => {
		const { status, body } = await api.issue(plain(api.dids[key]), suite, key);
		assert.equal(status, 201);
		const [proof] = body.proof;
		assert.equal(proof.type, 'DataIntegrityProof');
		assert.equal(proof.cryptosuite, suite);
		assert.equal(proof.proofPurpose, 'assertionMethod');
		assert.ok(proof.verificationMethod.startsWith(`${api.dids[key]}#z`));
		assert.match(proof.proofValue, /^z[1-9A-HJ-NP-Za-km-z]+$/);
		const good = await api.verify(body);
		assert.equal(good.status, 200);
		assert.deepEqual(good.body, { verified: true, problemDetails: [] });
		const shown = (change) => api.verify({ ...body, proof: [{ ...proof, ...change }] });
		const wrong = {
			'proof.suite': { cryptosuite: 'eddsa-2021' },
			'proof.purpose': { proofPurpose: 'authentication' },
			'proof.form': { proofValue: 'uAAAA' },
			'proof.wrong': { created: '2020-01-01T00:00:00Z' },
			'proof.date': { created: 'yesterday' },
			'proof.chain': { previousProof: 'urn:a:1' },
			'method.form': { verificationMethod: 'urn:a:1#key' },
		};
		for (const [code, change] of Object.entries(wrong)) {
			const answer = await shown(change);
			assert.equal(answer.status, 400, code);
			assert.ok(codes(answer).includes(code), `${code}: ${codes(answer)}`);
		}
		for (const name of ['type', 'proofPurpose', 'verificationMethod', 'proofValue'])
			assert.equal((await shown({ [name]: gone })).status, 400, name);
		const credentialSubject = { id: 'did:example:b' };
		const forged = await api.verify({ ...body, credentialSubject });
		assert.deepEqual(codes(forged), ['proof.wrong']);
	});

test('a key issues in its own name only, with suites that take it', async () => {
	await refuses(api.issue(plain(signer.did)), 'issuer.key');
	const path = (suite, key) => `/vc/${suite}/${key}/credentials/issue`;
	const refused = [
		path('eddsa-rdfc-2022', 'school'), path('ecdsa-rdfc-2019', 'learner'),
		path('eddsa-rdfc-2022', 'nobody'), path('eddsa-2021', 'learner'),
		path('eddsa-rdfc-2022', '..%2Flearner'), path('Ed25519Signature2020', 'learner'),
	];
	for (const it of refused)
		assert.equal((await api.send(it, { credential: {} })).status, 404, it);
});

const presented = (holder, more = {}) => ({
	'@context': [V2, EXAMPLES], type: ['VerifiablePresentation'], holder, ...more,
});

test('presentations', async () => {
	const issued = (await api.issue(plain(api.dids.learner))).body;
	const good = {
		'empty': presented(signer.did),
		'without holder': presented(gone),
		'with an id': presented(signer.did, { id: 'urn:a:1' }),
		'with another type': presented(signer.did,
			{ type: ['VerifiablePresentation', 'Own'] }),
		'holder as an object': presented({ id: signer.did }),
		'one credential': presented(signer.did, { verifiableCredential: issued }),
		'two credentials': presented(signer.did,
			{ verifiableCredential: [issued, issued] }),
		'self-asserted': presented(signer.did,
			{ verifiableCredential: [plain(signer.did)] }),
	};
	for (const [name, document] of Object.entries(good)) {
		const { status, body } = await api.verifyPresentation(signer.present(document));
		assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
	}
});

test('presentations that are refused', async () => {
	const enveloped = {
		'@context': V2, id: 'data:application/vc+jwt,eyJ',
		type: 'EnvelopedVerifiableCredential',
	};
	const unknown = 'https://example.com/unknown', acme = 'did:example:acme';
	const within = (...verifiableCredential) => ({ verifiableCredential });
	const wrong = [
		['context.missing', { '@context': gone }],
		['context.first', { '@context': [EXAMPLES, V2] }],
		['context.first', { '@context': [EXAMPLES] }],
		['context.form', { '@context': [V2, 'https ://not-a-url/contexts/example/v1'] }],
		['context.form', { '@context': [V2, 123192875] }],
		['type.missing', { type: gone }],
		['type.missing', { type: ['Other'] }],
		['id.form', { id: 'not-a-url' }],
		['holder.form', { holder: {} }],
		['holder.form', { holder: 5 }],
		['presentation.credential', within('https://a.example/credential')],
		['presentation.credential', within(5)],
		['presentation.credential', within({ ...enveloped, type: gone })],
		['presentation.credential', within({ ...enveloped, '@context': gone })],
		['presentation.credential', within({ ...enveloped, id: 'urn:a:1' })],
		// what nobody but the holder vouches for
		['proof.missing', { holder: gone, ...within(plain(signer.did)) }],
		['proof.missing', within(plain(acme))],
		['subject.missing', within(plain(signer.did, { credentialSubject: gone }))],
		['holder.key', { holder: acme, ...within(plain(acme)) }],
	];
	for (const [code, change] of wrong) {
		const document = presented(signer.did, change);
		await refuses(api.verifyPresentation(signer.present(document)), code);
	}
	const strange = signer.present(presented(signer.did, { '@context': [V2, unknown] }));
	delete strange.proof['@context'];
	strange.proof.cryptosuite = 'eddsa-rdfc-2022';
	await refuses(api.verifyPresentation(strange), 'context.unknown');
	await refuses(api.verifyPresentation(presented(signer.did)), 'proof.missing');
	const { proof, ...document } = signer.present(presented(signer.did));
	const proofValue = 'z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh';
	const broken = { ...document, proof: { ...proof, proofValue } };
	await refuses(api.verifyPresentation(broken), 'proof.form');
});

test('a presentation for who asked', async () => {
	const asked = { challenge: 'abc', domain: 'receiver.example' };
	const shown = signer.present(presented(signer.did), asked);
	assert.equal((await api.verifyPresentation(shown, asked)).status, 200);
	const refused = [
		['proof.challenge', { challenge: 'xyz' }],
		['proof.domain', { domain: 'other.example' }],
	];
	for (const [code, options] of refused)
		await refuses(api.verifyPresentation(shown, options), code);
	const stale = await api.verifyPresentation(signer.present(presented(signer.did)), asked);
	assert.deepEqual(codes(stale).sort(), ['proof.challenge', 'proof.domain']);
	assert.equal((await api.verifyPresentation(shown, { challenge: 5 })).status, 400);
	assert.equal((await api.verifyPresentation(shown, 'x')).status, 400);
});

test('a problem says what it is about', async () => {
	const document = plain(api.dids.learner, { evidence: [{ id: 'urn:a:1' }] });
	const { body } = await api.issue(document);
	assert.deepEqual(body, {
		type: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
		title: 'Its evidence lacks a kind.', status: 400, verified: false,
		problemDetails: [{
			type: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
			title: 'Its evidence lacks a kind.', detail: 'evidence',
			code: 'evidence.form', about: 'form', level: 'problem',
		}],
	});
});
