// What the routes of own pages of projects answer, and those that invite to them: as ROUTES of
// walk_test.mjs.
export const NOBODYS = '00000000000000000000000000'; // a key that nothing has
// What a coordinator hears of a project that is not there. Who edits one as a partner is no more
// than a stranger to another.
export const NO_PROJECT = {
	role: 'coordinator', need: 'editor', status: 404, path: [NOBODYS, 'other'],
};

export const PART_ROUTES = {
	'GET /projects/{organisation}/{key}/people/invite': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/invite': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/reminders': {
		...NO_PROJECT,
		fields: { reminders: 'once' },
	},
	'POST /projects/{organisation}/{key}/people/cards': {
		...NO_PROJECT,
		fields: { who: NOBODYS },
	},
	'POST /projects/{organisation}/{key}/people/cards/paper': {
		...NO_PROJECT,
		fields: { name: 'Noor', language: 'nl', code: 'x' },
	},
	'GET /projects/{organisation}/{key}/people/thank': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/thank': NO_PROJECT,
	'GET /projects/{organisation}/{key}/people/print': NO_PROJECT,
	'GET /projects/{organisation}/{key}/numbers': NO_PROJECT,
	'GET /projects/{organisation}/{key}/numbers/extract': NO_PROJECT,
	'GET /projects/{organisation}/{key}/official/list/{format}': NO_PROJECT,
	'GET /projects/{organisation}/{key}/official': NO_PROJECT,
	'POST /projects/{organisation}/{key}/official': NO_PROJECT,
	'POST /projects/{organisation}/{key}/official/keep': NO_PROJECT,
	'GET /projects/{organisation}/{key}/people/{item}/official': NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/{item}/official/remove': NO_PROJECT,
	'GET /projects/{organisation}/specimens': { role: 'coordinator', status: 404 },
	'GET /projects/{organisation}/methods': { role: 'coordinator', status: 200 },
	'GET /projects/{organisation}/methods/paper': { role: 'coordinator', status: 200 },
	'GET /part/{key}/official': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part': { anyone: [200, 200] },
	'POST /part': { anyone: [422, 422], limit: 'guess', fields: { code: 'x' } },
	'GET /part/mine': { person: 200 },
	'GET /kept/{key}': { person: 404, path: [NOBODYS, 'other'] },
	'GET /kept/{key}/certificate/{place}': { person: 404, path: [NOBODYS, 'other'] },
	'GET /kept/{key}/files/{place}': { person: 404, path: [NOBODYS, 'other'] },
	'POST /kept/{key}/remove': { person: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/data': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/data': {
		participant: 404, path: [NOBODYS, 'other'],
		fields: { given_name: 'A', family_name: 'B', country: 'BE' },
	},
	'POST /part/{key}/reminders': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/close': { participant: 303, path: [NOBODYS, 'other'] },
	'POST /part/{key}/claim': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/undo': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/certificate': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/certificate': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/certificate/ask': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/certificate/preview': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/certificate/file': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/certificate/credential': { participant: 404, path: [NOBODYS, 'other'] },
};
