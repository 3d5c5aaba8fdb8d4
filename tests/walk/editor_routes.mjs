// What the routes of partners of projects answer: as ROUTES of walk_test.mjs.
import { NOBODYS, NO_PROJECT } from './part_routes.mjs';

const EDITORS = '/projects/{organisation}/{key}/editors';
const OF_COORDINATOR = { role: 'coordinator', status: 404, path: [NOBODYS, 'other'] };

export const EDITOR_ROUTES = {
	'GET /projects': { person: 200 },
	'GET /projects/invitation': { anyone: [200, 200], limit: 'guess' },
	'POST /projects/invitation': {
		anyone: [422, 422], limit: 'guess', fields: { code: 'AAAAA-AAAAA' },
	},
	'POST /projects/invitation/accept': { person: 303, limit: 'guess' },
	[`GET ${EDITORS}`]: OF_COORDINATOR,
	[`GET ${EDITORS}/{item}`]: OF_COORDINATOR,
	[`POST ${EDITORS}/{item}`]: OF_COORDINATOR,
	[`POST ${EDITORS}/{item}/stop`]: OF_COORDINATOR,
	[`POST ${EDITORS}/{item}/resume`]: OF_COORDINATOR,
	[`POST ${EDITORS}/{item}/again`]: OF_COORDINATOR,
	'POST /projects/{organisation}/{key}/people/{item}/editor': NO_PROJECT,
};
