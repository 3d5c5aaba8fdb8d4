#include "web/routes.h"

/* clang-format off */
#define REAL                    \
	home_routes,            \
	about_routes,           \
	account_routes,         \
	address_routes,         \
	way_routes,             \
	factor_routes,          \
	prove_routes,           \
	session_routes,         \
	settings_routes,        \
	birth_date_routes,      \
	notice_routes,          \
	password_routes,        \
	role_routes,            \
	photo_routes,           \
	log_routes,             \
	leave_routes,           \
	export_routes,          \
	import_routes,          \
	passport_routes,        \
	passport_route_routes,  \
	question_routes,        \
	talk_routes,            \
	access_routes,          \
	share_routes,           \
	receiving_routes,       \
	invited_routes,         \
	share_door_routes,      \
	with_routes,            \
	mentor_routes,          \
	project_routes,         \
	project_part_routes,    \
	editor_routes,          \
	project_text_routes,    \
	project_numbers_routes, \
	project_longer_routes,  \
	project_close_routes,   \
	participant_routes,     \
	participant_list_routes,    \
	participant_columns_routes, \
	participant_table_routes,   \
	certificate_routes,     \
	certificate_deliver_routes, \
	certificate_own_routes,     \
	issuer_routes,          \
	participant_invite_routes, \
	participant_thank_routes, \
	official_routes,        \
	method_routes,          \
	part_routes,            \
	part_kept_routes,       \
	learning_former_routes, \
	learning_prove_routes,  \
	learning_routes,        \
	learning_read_routes,   \
	evidence_routes,        \
	referee_routes,         \
	organisation_routes,    \
	invitation_routes,      \
	card_routes
/* clang-format on */

const struct route *const web_routes[] = {REAL, NULL};
const struct route *const web_demo_routes[] = {REAL, demo_routes, NULL};
