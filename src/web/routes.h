/* The route tables of the features, for http_config.routes. */
#pragma once

#include "http/route.h"

extern const struct route home_routes[];
extern const struct route about_routes[];
extern const struct route account_routes[];
extern const struct route address_routes[];
extern const struct route way_routes[];
extern const struct route factor_routes[];
extern const struct route prove_routes[];
extern const struct route session_routes[];
extern const struct route export_routes[];
extern const struct route import_routes[];
extern const struct route leave_routes[];
extern const struct route log_routes[];
extern const struct route passport_routes[];
extern const struct route passport_route_routes[];
extern const struct route question_routes[];
extern const struct route organisation_routes[];
extern const struct route invitation_routes[];
extern const struct route card_routes[];
extern const struct route settings_routes[];
extern const struct route birth_date_routes[];
extern const struct route notice_routes[];
extern const struct route password_routes[];
extern const struct route role_routes[];
extern const struct route photo_routes[];
extern const struct route talk_routes[];
extern const struct route access_routes[];
extern const struct route invited_routes[];
extern const struct route with_routes[];
extern const struct route share_routes[];
extern const struct route receiving_routes[];
extern const struct route share_door_routes[];
extern const struct route mentor_routes[];
extern const struct route project_routes[];
extern const struct route project_close_routes[];
extern const struct route project_part_routes[];
extern const struct route editor_routes[];
extern const struct route project_text_routes[];
extern const struct route project_numbers_routes[];
extern const struct route project_longer_routes[];
extern const struct route participant_routes[];
extern const struct route participant_list_routes[];
extern const struct route participant_columns_routes[];
extern const struct route participant_table_routes[];
extern const struct route certificate_deliver_routes[];
extern const struct route certificate_routes[];
extern const struct route certificate_own_routes[];
extern const struct route issuer_routes[];
extern const struct route participant_invite_routes[];
extern const struct route participant_thank_routes[];
extern const struct route official_routes[];
extern const struct route method_routes[];
extern const struct route part_routes[];
extern const struct route part_kept_routes[];
extern const struct route learning_former_routes[];
extern const struct route learning_prove_routes[];
extern const struct route learning_routes[];
extern const struct route learning_read_routes[];
extern const struct route evidence_routes[];
extern const struct route referee_routes[];
extern const struct route demo_routes[];

extern const struct route *const web_routes[];      /* all of a real installation */
extern const struct route *const web_demo_routes[]; /* and with the demo world's own */
