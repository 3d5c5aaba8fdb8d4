// Walks every route that the running program has, as every role, in every way that must fail and
// the one that must not. A route that the table below does not name fails the test.
//
//	node --test-reporter=tap tests/walk/walk_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Site, PROGRAM } from '../e2e/site.mjs';
import { Client } from './client.mjs';
import { EDITOR_ROUTES } from './editor_routes.mjs';
import { walkEditors } from './editor_walk.mjs';
import { LEARNING_ROUTES } from './learning_routes.mjs';
import { NOBODYS, NO_PROJECT, PART_ROUTES } from './part_routes.mjs';

const QUESTION = '/passport/questions/who.self';
const COORDINATORS = { role: 'coordinator', status: 404, path: [NOBODYS, 'other'] };
const MARK = 'Noor'; // stands on the pages of the first learner only

// What each route answers: to nobody, and to somebody who is signed in. `path`: of a pattern, and
// of what is not there. `fields`: what a form sends. `own`: shows what is the learner's own.
// `keeps`: signing in brings along what was written. `role`: whose page it is; what it answers to
// who plays that role in the demo, all others being refused.
const ROUTES = {
	'GET /': { anyone: [200, 303] },
	'GET /help': { anyone: [200, 200] },
	'GET /health': { anyone: [200, 200] },
	'GET /who-sees-what': { anyone: [200, 200] },
	'GET /accessibility': { anyone: [200, 200] },
	'GET /deleted': { anyone: [200, 200] },
	'GET /account/delete': { person: 200 },
	'GET /account/export': { person: 200 },
	'POST /account/export': { person: 303 },
	'GET /account/export/file': { person: 404 },
	'GET /account/import': { person: 200 },
	'POST /account/import': { person: 422 },
	'POST /account/import/choose': { person: 404, fields: { parts: 'answers' } },
	'POST /account/import/drop': { person: 303 },
	'POST /account/delete': { person: 303, fields: { when: 'later' } },
	'GET /.well-known/security.txt': { anyone: [404, 404] },
	'GET /.well-known/did.json': { anyone: [200, 200] },
	'GET /credentials/status/{list}': { anyone: [404, 404], path: ['99'] },
	'POST /language': { anyone: [303, 303], fields: { language: 'fr', back: '/help' } },
	'GET /register': { anyone: [200, 303] },
	'POST /register': { anyone: [422, 422], limit: 'guess', fields: { name: 'x' } },
	'GET /register/confirm': { anyone: [303, 303] },
	'POST /register/confirm': {
		anyone: [303, 303], limit: 'guess', fields: { code: '123456' },
	},
	'POST /register/again': { anyone: [404, 404], limit: 'guess' },
	'GET /sign-in': { anyone: [200, 303] },
	'POST /sign-in': {
		anyone: [401, 401], limit: 'guess', fields: { mail: 'a@b.nl', password: 'x' },
	},
	'GET /sign-in/mail': { anyone: [200, 200] },
	'POST /sign-in/mail': { anyone: [422, 422], limit: 'guess', fields: { mail: 'x' } },
	'GET /sign-in/code': { anyone: [303, 303] },
	'POST /sign-in/code': {
		anyone: [303, 303], limit: 'guess', fields: { code: '123456' },
	},
	'POST /sign-in/again': { anyone: [404, 404], limit: 'guess' },
	'GET /forgot': { anyone: [200, 200] },
	'POST /forgot': { anyone: [422, 422], limit: 'guess', fields: { mail: 'x' } },
	'GET /forgot/code': { anyone: [303, 303] },
	'POST /forgot/code': {
		anyone: [303, 303], limit: 'guess', fields: { code: '123456' },
	},
	'POST /forgot/again': { anyone: [404, 404], limit: 'guess' },
	'GET /forgot/new': { anyone: [303, 303] },
	'POST /forgot/new': {
		anyone: [303, 303], limit: 'guess', fields: { password: 'paarse fiets in zeven' },
	},
	'POST /sign-out': { person: 303 },
	'GET /account': { person: 200, own: true },
	'GET /sign-in/factor': { anyone: [303, 303] },
	'POST /sign-in/factor': {
		anyone: [303, 303], limit: 'guess', fields: { code: '123456' },
	},
	'GET /account/prove': { person: 200 },
	'POST /account/prove': { person: 422, limit: 'guess', fields: { proof: 'x' } },
	'POST /account/prove/mail': { person: 200, limit: 'guess' },
	'GET /account/addresses': { person: 200 },
	'POST /account/addresses/add': { person: 422, limit: 'guess', fields: { mail: 'x' } },
	'GET /account/addresses/confirm': { person: 303 },
	'POST /account/addresses/confirm': {
		person: 303, limit: 'guess', fields: { code: '123456' },
	},
	'POST /account/addresses/again': { person: 404, limit: 'guess' },
	'POST /account/addresses/remove': { person: 404, fields: { mail: 'a@b.example' } },
	'POST /account/addresses/choose': { person: 404, fields: { mail: 'a@b.example' } },
	'POST /account/addresses/ends': { person: 404, fields: { mail: 'a@b.example' } },
	'GET /account/password': { person: 200 },
	'POST /account/password': {
		person: 422, limit: 'guess', fields: { old: 'x', password: 'x' },
	},
	'GET /account/photo': { person: 200 },
	'POST /account/photo': { person: 422 },
	'GET /account/photo/file': { person: 404 },
	'POST /account/photo/remove': { person: 303 },
	'GET /account/roles': { person: 200 },
	'POST /account/roles/{key}/mail': {
		person: 404, path: [NOBODYS, 'other'], fields: { mail: '' },
	},
	'GET /account/notices': { person: 200 },
	'POST /account/notices': { person: 303, fields: { talk: 'now' } },
	'GET /account/birth-date': { person: 200 },
	'POST /account/birth-date': { person: 422, fields: { born: 'x' } },
	'POST /account/birth-date/forget': { person: 303 },
	'GET /account/sessions': { person: 200 },
	'POST /account/sessions/end': { person: 303 },
	'POST /account/sessions/{key}/end': { person: 404, path: ['1', '2'] },
	'GET /account/second-factor': { person: 200 },
	'POST /account/second-factor/begin': { person: 303 },
	'GET /account/second-factor/setup': { person: 303 },
	'POST /account/second-factor/setup': {
		person: 422, limit: 'guess', fields: { code: '123456' },
	},
	'POST /account/second-factor/codes': { person: 404 },
	'POST /account/second-factor/end': { person: 303 },
	'GET /account/log': { person: 200, own: true },
	'GET /passport': { person: 200, own: true },
	'GET /passport/read': { person: 200, own: true },
	'GET /passport/paper': { person: 200, own: true },
	'GET /passport/versions': { person: 200 },
	'POST /passport/no-parent': { person: 303 },
	'POST /passport/versions': { person: 303 },
	'GET /passport/versions/{key}': { person: 404, path: ['x'] },
	'GET /passport/versions/{key}/paper': { person: 404, path: ['x'] },
	'GET /passport/versions/{key}/pictures/{question}': { person: 404, path: ['x'] },
	'POST /passport/versions/{key}/delete': { person: 404, path: ['x'] },
	'GET /passport/route': { person: 200 },
	'POST /passport/route': { person: 422, fields: { 'at-school': 'yes' } },
	'POST /passport/undo-route': { person: 303 },
	'GET /passport/route/{key}': { person: 303, path: ['at-school', 'other'] },
	'POST /passport/route/{key}': {
		person: 303, path: ['at-school', 'other'], fields: { choice: 'yes' },
	},
	'GET /passport/chapters/{key}': { person: 200, own: true, path: ['who', 'other'] },
	'GET /passport/questions/{key}': { person: 200, own: true, path: ['who.self', 'other'] },
	'POST /passport/questions/{key}': {
		person: 303, keeps: true, path: ['who.self', 'other'],
		fields: { answer: 'Noor loopt hier rond.', version: '1', go: 'stay' },
	},
	'GET /passport/questions/{key}/history': {
		person: 200, own: true, path: ['who.self', 'other'],
	},
	'POST /passport/questions/{key}/history': {
		person: 404, path: ['who.self', 'other'], fields: { version: '99', seen: '1' },
	},
	'GET /passport/questions/{key}/picture': { person: 404, path: ['can.made', 'who.self'] },
	'POST /passport/questions/{key}/picture': {
		person: 422, keeps: true, path: ['can.made', 'who.self'],
		fields: { answer: 'Een kast', version: '0', go: 'stay' },
	},
	'GET /passport/talk': { person: 200 },
	'GET /passport/talk/invite': { person: 200 },
	'POST /passport/talk/invite': { person: 422, fields: { mail: 'x' } },
	'GET /passport/talk/code': { person: 200 },
	'POST /passport/talk/code': {
		person: 422, limit: 'guess', fields: { code: 'AAAAA-AAAAA' },
	},
	'POST /passport/talk/add': { person: 422, limit: 'guess', fields: { code: 'AAAAA-AAAAA' } },
	'GET /passport/talk/card': { person: 200 },
	'GET /passport/talk/card/{key}': { person: 200, path: ['who', 'other'] },
	'GET /passport/talk/card/{key}/paper/{language}': {
		person: 200, path: ['who', 'other'],
	},
	'GET /passport/access': { person: 200 },
	'GET /passport/access/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/access/{key}': {
		person: 404, path: [NOBODYS, 'other'],
		fields: { scopes: 'who', ends: '2026-12-31' },
	},
	'POST /passport/access/{key}/stop': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/access/{key}/answer': {
		person: 404, path: [NOBODYS, 'other'], fields: { go: 'yes' },
	},
	'POST /passport/access/{key}/undo': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/access/{key}/again': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/access/{key}/send': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/questions/{key}/comment': {
		person: 404, keeps: true, path: ['who.self', 'other'],
		fields: { holder: NOBODYS, answer: 'Dag' },
	},
	'POST /passport/questions/{key}/talked': {
		person: 404, path: ['who.self', 'other'], fields: { holder: NOBODYS, talked: '1' },
	},
	'POST /passport/questions/{key}/ask': {
		person: 404, path: ['who.self', 'other'], fields: { holder: NOBODYS },
	},
	'GET /passport/share': { person: 200 },
	'POST /passport/share': { person: 303 },
	'GET /passport/share/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'GET /passport/share/{key}/what': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/what': {
		person: 404, path: [NOBODYS, 'other'], fields: { scopes: 'who' },
	},
	'GET /passport/share/{key}/whom': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/whom': {
		person: 404, path: [NOBODYS, 'other'], fields: { purpose: 'mbo' },
	},
	'GET /passport/share/{key}/until': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/until': {
		person: 404, path: [NOBODYS, 'other'], fields: { ends: '2999-01-01', places: '1' },
	},
	'GET /passport/share/{key}/change': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/change': {
		person: 404, path: [NOBODYS, 'other'],
		fields: { scopes: 'who', ends: '2999-01-01', places: '1' },
	},
	'GET /passport/share/{key}/eyes': { person: 404, path: [NOBODYS, 'other'] },
	'GET /passport/share/{key}/paper': { person: 404, path: [NOBODYS, 'other'] },
	'GET /passport/share/{key}/code/{file}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/begin': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/stop': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/change/undo': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/undo': { person: 404, path: [NOBODYS, 'other'] },
	'POST /passport/share/{key}/visitors/{visitor}': {
		person: 404, path: [NOBODYS, 'other'], fields: { go: 'yes' },
	},
	'GET /passport/receivers': { person: 200 },
	'POST /passport/receivers/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'GET /s': { anyone: [200, 200] },
	'POST /s': { anyone: [422, 422], limit: 'guess', fields: { code: 'x' } },
	'GET /s/answer': { anyone: [200, 200] },
	'POST /s/answer': {
		anyone: [422, 422], limit: 'guess', fields: { key: 'x', go: 'yes' },
	},
	'GET /shared': { person: 200 },
	'GET /shared/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /shared/{key}': {
		person: 404, path: [NOBODYS, 'other'], fields: { go: 'handled' },
	},
	'GET /with': { person: 200 },
	'GET /with/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /with/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /with/{key}/consent': {
		person: 404, path: [NOBODYS, 'other'], fields: { say: 'no' },
	},
	'GET /with/{key}/photo': { person: 404, path: [NOBODYS, 'other'] },
	'GET /with/{key}/{part}': { person: 404, path: [NOBODYS, 'other'] },
	'GET /with/{key}/{part}/card': { person: 404, path: [NOBODYS, 'other'] },
	'GET /with/{key}/{part}/pictures/{question}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /with/{key}/{part}/comment': {
		person: 404, keeps: true, path: [NOBODYS, 'other'],
		fields: { question: 'who.self', answer: 'Dag' },
	},
	'POST /with/{key}/{part}/talked': {
		person: 404, path: [NOBODYS, 'other'],
		fields: { question: 'who.self', talked: '1' },
	},
	'GET /invited': { anyone: [200, 200], limit: 'guess' },
	'POST /invited': { anyone: [422, 422], limit: 'guess', fields: { code: 'AAAAA-AAAAA' } },
	'POST /invited/accept': { person: 303, limit: 'guess' },
	'POST /invited/decline': { anyone: [303, 303], limit: 'guess' },
	'GET /me/code': { person: 200 },
	'POST /me/code': { person: 303 },
	'GET /me/code/{file}': { person: 404 },
	'GET /invitation': { anyone: [200, 200] },
	'POST /invitation': { anyone: [422, 422], limit: 'guess', fields: { code: 'AAAAA-AAAAA' } },
	'POST /invitation/accept': {
		anyone: [422, 422], limit: 'guess', fields: { code: 'AAAAA-AAAAA' },
	},
	'POST /invitation/join': { person: 422, limit: 'guess', fields: { code: 'AAAAA-AAAAA' } },
	'GET /mentor/{organisation}': { role: 'mentor', status: 200 },
	'POST /mentor/{organisation}/remind': { role: 'mentor', status: 303 },
	'GET /mentor/{organisation}/code': { role: 'mentor', status: 200 },
	'POST /mentor/{organisation}/code': { role: 'mentor', status: 303 },
	'GET /mentor/{organisation}/code/{file}': { role: 'mentor', status: 404 },
	'GET /organisation/{organisation}': { role: 'organisation_admin', status: 200 },
	'POST /organisation/{organisation}/members/{key}/end': {
		role: 'organisation_admin', status: 404, path: ['x', 'other'],
	},
	'POST /organisation/{organisation}/members/{key}/resume': {
		role: 'organisation_admin', status: 404, path: ['x', 'other'],
	},
	'GET /organisation/{organisation}/invite': { role: 'organisation_admin', status: 200 },
	'POST /organisation/{organisation}/invite': {
		role: 'organisation_admin', status: 303,
		fields: { name: 'Wil', mail: 'wil@zuiderlaan.example' },
	},
	'POST /organisation/{organisation}/invitations/{key}/withdraw': {
		role: 'organisation_admin', status: 404, path: ['x', 'other'],
	},
	'GET /organisation/{organisation}/words': { role: 'organisation_admin', status: 200 },
	'POST /organisation/{organisation}/words': {
		role: 'organisation_admin', status: 303, fields: { name: 'Zuiderlaan College' },
	},
	'GET /organisation/{organisation}/receiving': { role: 'organisation_admin', status: 200 },
	'POST /organisation/{organisation}/receiving': {
		role: 'organisation_admin', status: 422, fields: { purpose: 'mbo' },
	},
	'POST /organisation/{organisation}/receiving/remove': {
		role: 'organisation_admin', status: 303,
	},
	'GET /organisation/{organisation}/cards': { role: 'organisation_admin', status: 200 },
	'POST /organisation/{organisation}/cards': {
		role: 'organisation_admin', status: 422, fields: { names: '' },
	},
	'POST /organisation/{organisation}/cards/paper': {
		role: 'organisation_admin', status: 422, fields: { name: 'Noor' },
	},
	'POST /organisation/{organisation}/cards/{key}/replace': {
		role: 'organisation_admin', status: 404, path: ['x', 'other'],
	},
	'GET /mentor/{organisation}/cards': { role: 'mentor', status: 200 },
	'POST /mentor/{organisation}/cards': {
		role: 'mentor', status: 422, fields: { names: '' },
	},
	'POST /mentor/{organisation}/cards/paper': {
		role: 'mentor', status: 422, fields: { name: 'Noor' },
	},
	'POST /mentor/{organisation}/cards/{key}/replace': {
		role: 'mentor', status: 404, path: ['x', 'other'],
	},
	'GET /projects/{organisation}': { role: 'coordinator', status: 200 },
	'GET /projects/{organisation}/new': { role: 'coordinator', status: 200 },
	'POST /projects/{organisation}/new': {
		role: 'coordinator', status: 422, fields: { title: '' },
	},
	'GET /projects/{organisation}/{key}': NO_PROJECT,
	'GET /projects/{organisation}/{key}/basics': NO_PROJECT,
	'POST /projects/{organisation}/{key}/basics': {
		...NO_PROJECT,
		fields: { title: 'X', type: 'own' },
	},
	'GET /projects/{organisation}/{key}/text': NO_PROJECT,
	'POST /projects/{organisation}/{key}/text': NO_PROJECT,
	'GET /projects/{organisation}/{key}/goals': NO_PROJECT,
	'POST /projects/{organisation}/{key}/goals': NO_PROJECT,
	'GET /projects/{organisation}/{key}/history': NO_PROJECT,
	'GET /projects/{organisation}/{key}/longer': NO_PROJECT,
	'POST /projects/{organisation}/{key}/longer': {
		...NO_PROJECT, fields: { until: '2999-01-01', reason: 'x' },
	},
	'GET /projects/{organisation}/{key}/close': COORDINATORS,
	'POST /projects/{organisation}/{key}/close': COORDINATORS,
	'POST /projects/{organisation}/{key}/reopen': COORDINATORS,
	'GET /projects/{organisation}/{key}/activities/{item}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/activities/{item}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/activities/{item}/remove': NO_PROJECT,
	'POST /projects/{organisation}/{key}/activities/{item}/restore': NO_PROJECT,
	'GET /projects/{organisation}/{key}/parties/{item}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/parties/{item}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/parties/{item}/remove': NO_PROJECT,
	'POST /projects/{organisation}/{key}/parties/{item}/restore': NO_PROJECT,
	'GET /projects/{organisation}/{key}/parties/{item}/logo': NO_PROJECT,
	'GET /projects/{organisation}/{key}/people': NO_PROJECT,
	'GET /projects/{organisation}/{key}/people/{item}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/{item}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/{item}/remove': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/{item}/restore': NO_PROJECT,
	'GET /projects/{organisation}/{key}/list': NO_PROJECT,
	'POST /projects/{organisation}/{key}/list': {
		...NO_PROJECT,
		fields: { rows: 'a;b' },
	},
	'GET /projects/{organisation}/{key}/list/columns': NO_PROJECT,
	'POST /projects/{organisation}/{key}/list/columns': NO_PROJECT,
	'POST /projects/{organisation}/{key}/list/order': {
		...NO_PROJECT,
		fields: { order: 'day' },
	},
	'POST /projects/{organisation}/{key}/list/mend': {
		...NO_PROJECT,
		fields: { 'fix-2-mail': 'x' },
	},
	'POST /projects/{organisation}/{key}/list/bring': NO_PROJECT,
	'POST /projects/{organisation}/{key}/list/drop': NO_PROJECT,
	'GET /projects/{organisation}/{key}/list/rest/{format}': NO_PROJECT,
	'GET /projects/{organisation}/{key}/template/{format}': NO_PROJECT,
	'GET /projects/{organisation}/{key}/table/{format}': NO_PROJECT,
	'POST /projects/{organisation}/{key}/batches/{item}/undo': NO_PROJECT,
	'POST /projects/{organisation}/{key}/batches/{item}/restore': NO_PROJECT,
	'GET /projects/{organisation}/{key}/certificates': NO_PROJECT,
	'POST /projects/{organisation}/{key}/certificates': NO_PROJECT,
	'GET /projects/{organisation}/{key}/certificates/zip': NO_PROJECT,
	'POST /projects/{organisation}/{key}/certificates/mail': NO_PROJECT,
	'POST /projects/{organisation}/{key}/certificates/paper': {
		...NO_PROJECT, fields: { people: NOBODYS },
	},
	'GET /projects/{organisation}/{key}/certificates/print': NO_PROJECT,
	'GET /projects/{organisation}/{key}/certificates/{item}': NO_PROJECT,
	'GET /projects/{organisation}/{key}/certificates/{item}/withdraw': NO_PROJECT,
	'POST /projects/{organisation}/{key}/certificates/{item}/withdraw': {
		...NO_PROJECT, fields: { reason: 'x' },
	},
	'GET /verify': { anyone: [200, 200] },
	'POST /verify': { anyone: [422, 422], limit: 'guess', fields: { code: 'x' } },
	...PART_ROUTES,
	...LEARNING_ROUTES,
	...EDITOR_ROUTES,
	'GET /account/settings': { person: 200, own: true },
	'POST /account/settings': { person: 422, fields: { name: '' } },
	'GET /card': { anyone: [200, 200] },
	'POST /card': { anyone: [422, 422], limit: 'guess', fields: { code: 'x' } },
	'POST /card/pin': { anyone: [422, 422], limit: 'guess', fields: { code: 'x', pin: 'x' } },
	'POST /card/anew': { anyone: [422, 422], limit: 'guess', fields: { code: 'x', anew: 'x' } },
	'GET /card/sign-in': { anyone: [200, 200] },
	'POST /card/sign-in': {
		anyone: [401, 401], limit: 'guess', fields: { sign_in: 'noor-00000', pin: 'x' },
	},
	'POST /card/news': { person: 303 },
	'GET /demo': { anyone: [200, 200] },
	'POST /demo/be': { anyone: [303, 303], fields: { person: 'sem' } },
	'GET /demo/mail': { anyone: [200, 200] },
	'GET /demo/mail/{key}': { anyone: [404, 404], path: ['1'] },
};

// Who plays a role in the demo.
const PLAYERS = { organisation_admin: 'farida', mentor: 'joost', coordinator: 'sanne' };

let site;
let school; // where they do
let house; // where the coordinator does
before(async () => {
	site = await Site.demo();
	const find = async (role, path) => {
		const { text } = await (await as(PLAYERS[role])).get('/account');
		return text.match(path)[1];
	};
	school = await find('organisation_admin', /"\/organisation\/(\w+)"/);
	house = await find('coordinator', /"\/projects\/(\w+)"/);
});
after(() => site?.end());

const printed = execFileSync(PROGRAM, ['routes'], { encoding: 'utf8' })
	.trim().split('\n').map((line) => line.split(' '));
const routes = printed.map(([method, pattern]) => {
	const route = ROUTES[`${method} ${pattern}`] ?? {};
	const [here, gone] = (route.path ?? ['']).map((key) => pattern.replace('{key}', key));
	return { method, pattern, ...route, here, gone, name: `${method} ${pattern}` };
});
const reading = routes.filter(({ method }) => method === 'GET');
const sending = routes.filter(({ method }) => method !== 'GET');

// A client of each role: fresh, for a request may end its session.
async function as(role) {
	const client = new Client(site.url);
	await client.get('/sign-in');
	if (role !== 'nobody')
		await client.post('/demo/be', { person: role });
	return client;
}

const pathOf = (path) => path
	.replace('{organisation}', path.startsWith('/projects/') ? house : school)
	.replace('{language}', 'tr');
const visitors = ({ role }) => ['nobody', 'noor', 'ivo', ...role ? [PLAYERS[role]] : []];

// participant: what it answers to somebody who is signed in, and took part in nothing; nobody is
// asked for a code.
const statusFor = ({ anyone, person, participant, keeps, role: whose, status }, role) => {
	if (participant)
		return role === 'nobody' ? 303 : participant;
	if (whose && role !== 'nobody')
		return role === PLAYERS[whose] ? status : 403;
	if (anyone)
		return anyone[role === 'nobody' ? 0 : 1];
	if (role !== 'nobody')
		return person;
	return keeps ? 401 : 303; // to sign in
};

test('the table names every route, with who may and its limit', () => {
	const said = Object.entries(ROUTES).map(([name, route]) => [
		...name.split(' '),
		route.anyone ? 'anyone' : route.participant ? 'participant'
			: route.need ?? route.role ?? 'person',
		route.limit ?? '-',
	]);
	const lines = (rows) => rows.map((row) => row.join(' ')).sort();
	assert.deepEqual(lines(printed), lines(said));
});

for (const route of reading)
	for (const role of visitors(route))
		test(`${route.name}: ${role}`, async () => {
			const client = await as(role);
			const answer = await client.get(pathOf(route.here));
			assert.equal(answer.status, statusFor(route, role));
			if (route.own && role === 'noor')
				assert.ok(answer.text.includes(MARK));
			if (role !== 'noor' && route.here !== '/demo')
				assert.ok(!answer.text.includes(MARK));
			const head = await client.send('HEAD', pathOf(route.here));
			assert.deepEqual([head.status, head.text], [answer.status, '']);
			if (!route.anyone && role === 'nobody')
				assert.match(answer.headers.location,
					route.participant ? /^\/part$/ : /^\/sign-in\?back=%2F/);
			if (!route.person || !route.gone)
				return;
			const gone = await client.get(pathOf(route.gone));
			assert.equal(gone.status, role === 'nobody' ? 303 : 404);
		});

test('pages of a person are in no cache', async () => {
	const client = await as('noor');
	for (const { here } of reading.filter(({ person }) => person))
		assert.equal((await client.get(here)).headers['cache-control'], 'no-store', here);
});

for (const route of sending)
	for (const role of visitors(route))
		test(`${route.name}: ${role}`, async () => {
			const sent = async (change) => {
				const client = await as(role);
				return client.post(pathOf(route.here), route.fields ?? {}, change);
			};
			const other = await as('marloes');
			const token = await other.token();
			// what must fail: whoever it is, then by who it is
			const refused = [
				[403, { headers: { origin: 'https://evil.example' } }],
				[403, { headers: { origin: 'null' } }],
				[403, { headers: { origin: undefined } }],
				[403, { headers: { 'sec-fetch-site': 'cross-site' } }],
				[403, { headers: { 'sec-fetch-site': 'same-site' } }],
				[422, { headers: { 'content-type': 'text/plain' } }],
				[422, { headers: { 'content-type': 'application/json' } }],
				[422, { headers: { 'content-type': undefined } }],
			];
			const isUnknown = !route.anyone && role === 'nobody';
			const forged = isUnknown ? statusFor(route, role) : 403;
			for (const form_token of ['', 'x', token])
				refused.push([forged, { fields: { form_token } }]);
			for (const [status, change] of refused) {
				const answer = await sent(change);
				assert.equal(answer.status, status, JSON.stringify(change));
			}
			assert.equal((await sent()).status, statusFor(route, role));
		});

test('pages of a project, as its partners find them', () => walkEditors(as, house));

test('what is refused changes nothing', async () => {
	const noor = await as('noor');
	const read = async () => (await noor.get('/passport/read')).text
		.replaceAll(/name="form_token" value="[^"]+"/g, '');
	const before = await read();
	const nobody = await as('nobody');
	const ivo = await as('ivo');
	const [, version] = (await ivo.get(QUESTION)).text.match(/name="version" value="(\d+)"/);
	const fields = { answer: 'Dit schreef een ander.', version, go: 'stay' };
	await nobody.post(QUESTION, fields);
	await noor.post(QUESTION, fields, { fields: { form_token: await ivo.token() } });
	await noor.post(QUESTION, fields, { headers: { origin: 'https://evil.example' } });
	await ivo.post(QUESTION, fields);
	assert.equal(await read(), before);
	assert.match((await ivo.get('/passport/read')).text, /Dit schreef een ander/);
});

// Another pattern may hold there too: /with/{key}/{part} at /with/{key}/consent.
const patternOf = (here) => new RegExp(`^${here.replace(/\{\w+\}/g, '[^/]+')}$`);

test('other methods are refused, and the right ones named', async () => {
	const noor = await as('noor');
	for (const { here } of routes)
		for (const method of ['PUT', 'PATCH', 'DELETE']) {
			const { status, headers } = await noor.send(method, pathOf(here));
			assert.equal(status, 405, `${method} ${here}`);
			const fits = (route) => patternOf(route.pattern).test(pathOf(here));
			const allowed = routes.filter(fits).map((route) => route.method)
				.flatMap((name) => name === 'GET' ? ['GET', 'HEAD'] : name);
			const named = headers.allow.split(', ').sort();
			assert.deepEqual(named, [...new Set(allowed)].sort());
		}
});

test('a limit slows down who guesses, and nobody else', async () => {
	const { limit } = ROUTES['POST /register/confirm'];
	assert.equal(limit, 'guess');
	const client = await as('nobody');
	const answers = [];
	while (answers.length < 600 && !answers.includes(429)) {
		const some = Array.from({ length: 20 }, () =>
			client.post('/register/confirm', { code: '123456' }));
		answers.push(...(await Promise.all(some)).map(({ status }) => status));
	}
	assert.ok(answers.includes(429), 'it ends');
	assert.ok(answers.length > 200, 'but not soon');
	assert.equal((await client.get('/register')).status, 200);
});
