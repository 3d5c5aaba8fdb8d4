// A Leerpas with its VC-API on.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, PROGRAM, Site } from '../e2e/site.mjs';

export const V2 = 'https://www.w3.org/ns/credentials/v2';
export const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2';
export const RELATED = 'https://school.example/related.json';
const KEYS = { learner: 'ed25519', school: 'p256', region: 'p384' };

function settings(site, folder, apiPort) {
	return `[server]
public_url = https://leerpas.test
listen_port = ${new URL(site.url).port}
[data]
folder = ${site.data}
master_key_file = ${join(site.folder, 'master.key')}
[log]
level = debug
[vc_api]
folder = ${folder}
port = ${apiPort}
`;
}

export class VcApi {
	// fill(folder) may change what is in the folder before it starts.
	static async start(fill = () => {}) {
		const root = mkdtempSync(join(tmpdir(), 'leerpas-'));
		const conf = join(root, 'leerpas.conf');
		const words = ['serve', '--settings', conf, '--vc-api'];
		const site = new Site(root, await freePort(), words);
		const api = new VcApi();
		api.site = site;
		api.folder = join(root, 'vc-api');
		api.port = await freePort();
		api.url = `http://localhost:${api.port}`;
		mkdirSync(api.folder);
		writeFileSync(conf, settings(site, api.folder, api.port));
		execFileSync(PROGRAM, ['key', 'make', join(root, 'master.key')]);
		api.#makeKeys();
		api.#makeDocuments();
		fill(api.folder);
		await site.start();
		return api;
	}

	#makeKeys() {
		const file = (name) => join(this.folder, name);
		this.dids = Object.fromEntries(Object.entries(KEYS).map(([name, type]) => {
			const make = ['credential', 'key', 'new', '--type', type];
			const words = [...make, file(`${name}.key`)];
			return [name, execFileSync(PROGRAM, words, { encoding: 'utf8' }).trim()];
		}));
		for (let i = 0; i < 2; i++)
			execFileSync(PROGRAM, ['key', 'token', file('tokens')]);
		this.tokens = readFileSync(file('tokens'), 'utf8').trim().split('\n');
	}

	#makeDocuments() {
		const vocabulary = 'https://www.w3.org/ns/credentials/examples#';
		const examples = { '@context': { '@vocab': vocabulary } };
		writeFileSync(join(this.folder, 'examples.json'), JSON.stringify(examples));
		writeFileSync(join(this.folder, 'related.json'), 'a related resource\n');
		writeFileSync(join(this.folder, 'documents'),
			`${EXAMPLES}=examples.json\n${RELATED}=related.json\n`);
	}

	end() {
		return this.site.end();
	}

	// { status, type, headers, body }; a header of null is left out.
	async send(path, body, { method = 'POST', ...headers } = {}) {
		const all = {
			'content-type': 'application/json',
			authorization: `Bearer ${this.tokens[0]}`, ...headers,
		};
		for (const [name, value] of Object.entries(all))
			if (value === null)
				delete all[name];
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		const answer = await fetch(this.url + path, { method, headers: all, body: text });
		const type = answer.headers.get('content-type');
		const said = await answer.text();
		return {
			status: answer.status, type, headers: answer.headers,
			body: type?.includes('json') ? JSON.parse(said) : said,
		};
	}

	issue(credential, suite = 'eddsa-rdfc-2022', key = 'learner') {
		const path = `/vc/${suite}/${key}/credentials/issue`;
		return this.send(path, { credential, options: {} });
	}

	verify(verifiableCredential) {
		const options = { checks: ['proof'] };
		return this.send('/vc/credentials/verify', { verifiableCredential, options });
	}

	verifyPresentation(verifiablePresentation, options = {}) {
		return this.send('/vc/presentations/verify', { verifiablePresentation, options });
	}
}
