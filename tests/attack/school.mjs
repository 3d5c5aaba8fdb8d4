// Organisations to attack, on a real installation: admins, mentors, learners with a card.
import { execFileSync } from 'node:child_process';
import { appCode } from '../e2e/app.mjs';
import { PROGRAM } from './place.mjs';
import { Visitor } from './visitor.mjs';

const LONG_CODE = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/;
export const PIN = '271828';
export const PASSWORD = 'acht natte paraplu\'s';

let count = 0;
const newMail = (name) => `${name}${++count}@post.example`;

// A second lock for who has just come in.
async function lock(visitor) {
	await visitor.post('/account/second-factor/begin', {});
	const { text } = await visitor.get('/account/second-factor/setup');
	const [, secret] = text.match(/lock-key" translate="no">([^<]+)/);
	const code = appCode(secret);
	const { status } = await visitor.post('/account/second-factor/setup', { code });
	if (status !== 200) throw new Error(`no second lock: ${status}`);
	return secret;
}

// Takes a role with its code: { visitor, path, mail, password, secret }.
export async function take(site, code, mail) {
	const visitor = new Visitor(site);
	const fields = { code, name: 'Wil', password: PASSWORD };
	const { status, headers } = await visitor.post('/invitation/accept', fields);
	if (status !== 303) throw new Error(`not accepted: ${status}`);
	const secret = await lock(visitor);
	return { visitor, path: headers.location, mail, password: PASSWORD, secret };
}

// The code that the operator prints for a new admin.
export function inviteAdmin(site, organisation, mail = newMail('admin'), role) {
	const words = ['admin', 'add', '--settings', site.settings, '--mail', mail,
		'--organisation', organisation, '--print', ...role ? ['--role', role] : []];
	const [code] = execFileSync(PROGRAM, words, { encoding: 'utf8' }).match(LONG_CODE);
	return { code, mail };
}

export async function newAdmin(site, organisation) {
	const { code, mail } = inviteAdmin(site, organisation);
	return take(site, code, mail);
}

export async function newCoordinator(site, organisation) {
	const role = 'coordinator';
	const { code, mail } = inviteAdmin(site, organisation, newMail(role), role);
	return take(site, code, mail);
}

// Of the invitation that comes to the address, among other mail.
export async function invitationCode(site, mail) {
	for (let n = 1; ; n++) {
		const letters = await site.untilMailed(mail, n);
		const found = letters.map((text) => text.match(LONG_CODE)).find(Boolean);
		if (found) return found[0];
	}
}

// The code that an admin's invitation brings by mail.
export async function inviteMentor(site, admin, mail = newMail('mentor')) {
	const { status } = await admin.visitor.post(`${admin.path}/invite`, { name: 'Wil', mail });
	if (status !== 303) throw new Error(`not invited: ${status}`);
	return { code: await invitationCode(site, mail), mail };
}

export async function newMentor(site, admin) {
	const { code, mail } = await inviteMentor(site, admin);
	return take(site, code, mail);
}

function cardsOn(text) {
	const codes = [...text.matchAll(/sheet__code" translate="no">([^<]+)/g)];
	const names = [...text.matchAll(/translate="no">(\w+-\w{5})</g)];
	return codes.map(([, code], i) => ({ code, name: names[i][1] }));
}

export async function newCards(staff, names) {
	const fields = { names: names.join('\n') };
	return cardsOn((await staff.visitor.post(`${staff.path}/cards`, fields)).text);
}

// The name by which the desk replaces somebody's card.
export async function keyOf(staff, name) {
	const { text } = await staff.visitor.get(`${staff.path}/cards`);
	const [item] = text.split('<li ').filter((part) => part.includes(`>${name}<`));
	return item?.match(/\/cards\/(\w+)\/replace/)[1];
}

export async function replaceCard(staff, name) {
	const key = await keyOf(staff, name);
	const reply = await staff.visitor.post(`${staff.path}/cards/${key}/replace`, {});
	return cardsOn(reply.text)[0];
}

// A learner whose card is in use, with a passport that holds the mark.
export async function newLearner(site, staff, mark) {
	const [card] = await newCards(staff, ['Noor']);
	const visitor = new Visitor(site);
	await visitor.post('/card/pin', { code: card.code, pin: PIN });
	await visitor.post('/passport/route/at-school', { choice: 'yes' });
	await visitor.post('/passport/route/going-to', { choice: 'mbo' });
	const { text } = await visitor.get('/passport/questions/who.self');
	const [, owner] = text.match(/name="owner" value="([^"]*)"/);
	const fields = { answer: mark, version: '0', go: 'stay', owner };
	const { status } = await visitor.post('/passport/questions/who.self', fields);
	if (status !== 303) throw new Error(`not saved: ${status}`);
	return { visitor, card, mark };
}

export function signInByCard(visitor, card, pin = PIN) {
	return visitor.post('/card/sign-in', { sign_in: card.name, pin });
}
