// Every page of a project as each who may come near it finds it: who coordinates it, the partner of
// all of it, the partner of own participants, one whose time is over, and a stranger.
import assert from 'node:assert/strict';

const NELE = { name: 'Nele', language: 'nl', role: 'own', country: 'BE' };
const BASICS = { title: 'Water verbindt', type: 'youth-exchange' };
const DAY = 24 * 3600 * 1000;
const day = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

// What each answers, in that order. {own}: whom the partner of some entered; {other}: not.
const ANSWERS = {
	'': [200, 200, 200, 403, 403],
	'/history': [200, 200, 200, 403, 403],
	'/basics': [200, 200, 403, 403, 403],
	'/text': [200, 200, 403, 403, 403],
	'/activities/new': [200, 200, 403, 403, 403],
	'/parties/new': [200, 200, 403, 403, 403],
	'/editors': [200, 200, 403, 403, 403],
	'/editors/new': [200, 200, 403, 403, 403],
	'/people': [200, 200, 200, 403, 403],
	'/people/new': [200, 200, 200, 403, 403],
	'/people/invite': [200, 200, 200, 403, 403],
	'/people/print': [200, 200, 200, 403, 403],
	'/people/thank': [200, 200, 200, 403, 403],
	'/numbers': [200, 200, 200, 403, 403],
	'/people/{own}': [200, 200, 200, 403, 403],
	'/people/{other}': [200, 200, 404, 403, 403],
	'/people/{own}/learning': [404, 404, 404, 403, 403],
	'/people/{other}/learning': [404, 404, 404, 403, 403],
	'/list': [200, 200, 200, 403, 403],
	'/template/csv': [200, 200, 200, 403, 403],
	'/table/csv': [200, 200, 200, 403, 403],
	'/certificates': [200, 200, 200, 403, 403],
};
// The same of what is sent.
const SENT = {
	'/people/{other}/remove': [303, 303, 404, 403, 403],
	'/people/{other}/restore': [404, 404, 404, 403, 403],
	'/people/{other}/editor': [303, 303, 403, 403, 403],
	'/basics': [303, 303, 403, 403, 403],
	'/editors/new': [422, 422, 403, 403, 403],
};

// The code of the mail to that address, which is on its way.
async function codeFor(client, mail) {
	const link = new RegExp(`href="/demo/mail/([^"]+)"[^]*?${mail}`);
	for (let i = 0; i < 600; i++) {
		const found = (await client.get('/demo/mail')).text
			.split('<li>').find((part) => part.includes(mail))?.match(link);
		if (found)
			return (await client.get(`/demo/mail/${found[1]}`)).text
				.match(/\/projects\/invitation#([0-9A-Z-]+)/)[1];
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`no mail to ${mail}`);
}

// That person of the demo becomes a partner.
async function invite(coordinator, partner, project, fields) {
	const sent = await coordinator.post(`${project}/editors/new`, { ...NELE, ...fields });
	assert.equal(sent.status, 303);
	const code = await codeFor(coordinator, fields.mail);
	await partner.post('/projects/invitation', { code });
	const taken = await partner.post('/projects/invitation/accept', {});
	assert.equal(taken.headers.location, project);
}

const keyOf = (text, name) =>
	text.match(new RegExp(`value="(\\w{26})"[^>]*> <strong[^>]*>${name},`))[1];

// as: makes a client of somebody of the demo; house: the key of the coordinator's organisation.
export async function walkEditors(as, house) {
	const who = [];
	for (const name of ['sanne', 'marloes', 'joost', 'farida', 'noor'])
		who.push(await as(name));
	const [sanne, whole, some, ended] = who;
	const { text } = await sanne.get(`/projects/${house}`);
	const project = text.match(/href="(\/projects\/\w+\/\w{26})"/)[1];
	await invite(sanne, whole, project, { mail: 'a@a.example', role: 'whole', ends: day(30) });
	await invite(sanne, some, project, { mail: 'b@b.example', ends: day(30) });
	await invite(sanne, ended, project, { mail: 'c@c.example', ends: day(30) });
	const list = (await sanne.get(`${project}/editors`)).text;
	const [last] = [...list.matchAll(/editors\/(\w{26})"/g)].slice(-1);
	await sanne.post(`${project}/editors/${last[1]}/stop`, {});
	await some.post(`${project}/people/new`,
		{ given_name: 'Olavi', family_name: 'Aavik', country: 'EE' });
	await sanne.post(`${project}/people/new`,
		{ given_name: 'Mees', family_name: 'Aarts', country: 'NL' });
	const people = (await sanne.get(`${project}/people`)).text;
	const fill = (path) => project + path.replace('{own}', keyOf(people, 'Aavik'))
		.replace('{other}', keyOf(people, 'Aarts'));
	for (const [path, answers] of Object.entries(ANSWERS))
		for (const [i, client] of who.entries()) {
			const { status, text: page } = await client.get(fill(path));
			assert.equal(status, answers[i], `GET ${path}: ${i}`);
			assert.ok(client !== some || !page.includes('Aarts'), `${path} of others`);
		}
	for (const [path, answers] of Object.entries(SENT))
		for (const [i, client] of [...who.entries()].reverse()) {
			const { status } = await client.post(fill(path), BASICS);
			assert.equal(status, answers[i], `POST ${path}: ${i}`);
			if (path.endsWith('/remove') && status === 303)
				await client.post(fill(path.replace('remove', 'restore')), {});
		}
}
