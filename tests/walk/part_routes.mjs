// What the routes of own pages of projects answer, and those that invite to them: as ROUTES of
// walk_test.mjs.
export const NOBODYS = '00000000000000000000000000'; // a key that nothing has

export const PART_ROUTES = {
	'GET /projects/{organisation}/{key}/people/invite': {
		role: 'coordinator', status: 404, path: [NOBODYS, 'other'],
	},
	'POST /projects/{organisation}/{key}/people/invite': {
		role: 'coordinator', status: 404, path: [NOBODYS, 'other'],
	},
	'POST /projects/{organisation}/{key}/people/cards': {
		role: 'coordinator', status: 404, path: [NOBODYS, 'other'],
		fields: { who: NOBODYS },
	},
	'POST /projects/{organisation}/{key}/people/cards/paper': {
		role: 'coordinator', status: 404, path: [NOBODYS, 'other'],
		fields: { name: 'Noor', language: 'nl', code: 'x' },
	},
	'GET /part': { anyone: [200, 200] },
	'POST /part': { anyone: [422, 422], limit: 'guess', fields: { code: 'x' } },
	'GET /part/mine': { person: 200 },
	'GET /part/{key}': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/data': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/data': {
		participant: 404, path: [NOBODYS, 'other'],
		fields: { given_name: 'A', family_name: 'B', country: 'BE' },
	},
	'POST /part/{key}/close': { participant: 303, path: [NOBODYS, 'other'] },
	'POST /part/{key}/claim': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/undo': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/certificate': { participant: 404, path: [NOBODYS, 'other'] },
	'POST /part/{key}/certificate': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/certificate/file': { participant: 404, path: [NOBODYS, 'other'] },
	'GET /part/{key}/certificate/credential': { participant: 404, path: [NOBODYS, 'other'] },
};
