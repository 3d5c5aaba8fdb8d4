// What the routes of partners of projects answer: as ROUTES of walk_test.mjs.
import { NO_PROJECT } from './part_routes.mjs';

const EDITORS = '/projects/{organisation}/{key}/editors';

export const EDITOR_ROUTES = {
	'GET /projects': { person: 200 },
	'GET /projects/invitation': { anyone: [200, 200], limit: 'guess' },
	'POST /projects/invitation': {
		anyone: [422, 422], limit: 'guess', fields: { code: 'AAAAA-AAAAA' },
	},
	'POST /projects/invitation/accept': { person: 303, limit: 'guess' },
	[`GET ${EDITORS}`]: NO_PROJECT,
	[`GET ${EDITORS}/{item}`]: NO_PROJECT,
	[`POST ${EDITORS}/{item}`]: NO_PROJECT,
	[`POST ${EDITORS}/{item}/stop`]: NO_PROJECT,
	[`POST ${EDITORS}/{item}/resume`]: NO_PROJECT,
	[`POST ${EDITORS}/{item}/again`]: NO_PROJECT,
	'POST /projects/{organisation}/{key}/people/{item}/editor': NO_PROJECT,
};
