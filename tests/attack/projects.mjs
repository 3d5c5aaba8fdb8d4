// Youth projects to attack, on a real installation: made by a coordinator as a browser does.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newCoordinator } from './school.mjs';
import { Visitor } from './visitor.mjs';

const TRIES = 600;
const CARD = /sheet__name"[^>]*>([^<]*)<[\s\S]*?sheet__code"[^>]*>([^<]*)</g;
const CODE = /\b(?:[0-9A-Z] ?){5}-(?: ?[0-9A-Z]){5} ?-(?: ?[0-9A-Z]){2}\b/;

export const AINO = { given_name: 'Aino', family_name: 'Virtanen', country: 'FI' };
export const ORDER = {
	whom: 'missing', layout: 'band', signed_how: 'sealed', confirms: 'Sanne de Groot',
};

function made({ status, headers }) {
	if (status !== 303) throw new Error(`not made: ${status}`);
	return headers.location.split('?')[0];
}

// A project below the coordinator's list: its path.
export async function newProject({ visitor, path }, title = 'Rivier') {
	const page = made(await visitor.post(`${path}/new`, { title, type: 'youth-exchange' }));
	const week = { title: 'Kamp', place: 'Gent', starts: '2024-05-01', ends: '2024-05-02' };
	made(await visitor.post(`${page}/activities/new`, week));
	made(await visitor.post(`${page}/parties/new`,
		{ name: 'Huis Zes', place: 'Gent', role: 'applicant' }));
	return page;
}

// A coordinator of that organisation with a project: { visitor, path, page, ... }.
export async function newOrganiser(site, organisation) {
	const who = await newCoordinator(site, organisation);
	return { ...who, page: await newProject(who) };
}

// Keys of who takes part, by name.
export async function keysOf({ visitor, page }) {
	const { text } = await visitor.get(`${page}/people`);
	return [...text.matchAll(/name="who" value="(\w+)"/g)].map(([, key]) => key);
}

// The key of the one who was added.
export async function addPerson(desk, fields = {}) {
	const before = await keysOf(desk);
	made(await desk.visitor.post(`${desk.page}/people/new`,
		{ ...AINO, another: '1', ...fields }));
	return (await keysOf(desk)).find((key) => !before.includes(key));
}

// New cards for these; their codes.
export async function cards({ visitor, page }, ...keys) {
	const fields = keys.map((key) => `who=${key}`).join('&');
	const { text } = await visitor.post(`${page}/people/cards`, fields);
	return [...text.matchAll(CARD)].map(([, , code]) => code);
}

// A browser that came in by a code.
export async function comeIn(site, code) {
	const visitor = new Visitor(site);
	return { visitor, path: made(await visitor.post('/part', { code })) };
}

// Sends a list, as a file of that name.
export function sendList({ visitor, page }, name, bytes) {
	return visitor.sendFile(`${page}/list`, 'list', name, Buffer.from(bytes));
}

/* --- certificates --- */

// Until those that were ordered are there.
export async function untilMade({ visitor, page }) {
	for (let i = 0; i < TRIES; i++) {
		const { text } = await visitor.get(`${page}/certificates`);
		if (!text.includes('<progress')) return text;
		await pause(100);
	}
	throw new Error('the certificates are never made');
}

// Paths of the latest certificates.
export async function issue(desk, fields = {}) {
	made(await desk.visitor.post(`${desk.page}/certificates`, { ...ORDER, ...fields }));
	const text = await untilMade(desk);
	return [...text.matchAll(/href="([^"]*\/certificates\/\w{26})"/g)].map(([, path]) => path);
}

export function wordsOf(pdf) {
	const folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
	const file = join(folder, 'file.pdf');
	writeFileSync(file, pdf);
	const words = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
	rmSync(folder, { recursive: true });
	return words;
}

// The code on its paper.
export async function codeOf({ visitor }, path) {
	return wordsOf((await visitor.get(path)).body).match(CODE)[0].replaceAll(' ', '');
}
