/* What entering participants one by one and many at once share (app/participant.h). */
#pragma once

#include "app/participant.h"
#include "app/project_inside.h"

/* Names and days that cannot be, as participant_put refuses them. */
err_t participant_check(const struct participant *in, usec now);
/* As sorted: without case and marks, the family name first. */
struct str participant_name_key(struct arena *a, const struct participant *in);
enum participant_kind participant_kind_of(struct str id);

/* Takes out what the actor may not see. */
void participant_hide(const struct access_project *as, struct participant *io);
/*
 * May the actor choose who gets in to the own page of somebody on the list: by a new code, or by
 * another address for it? Not from outside: what stands there, and is written there, stays inside.
 */
bool participant_may_code(const struct access_project *as);
/* ERR_NOT_FOUND when the actor works with none of that id. */
err_t participant_need(struct tx *tx, const struct project_act *act, struct public_id who,
	struct participant_row **ret_row);

/* As it is kept: with the country's code; name_key: as sorted. Field errors as participant_put. */
err_t participant_settle(const struct app *app, struct arena *a, usec now, struct participant *io,
	struct str *ret_name_key);

err_t participant_seal(const struct app *app, struct arena *a, struct public_id who,
	const struct participant *p, struct str *ret_sealed);
/* Fills what is sealed. */
err_t participant_unseal(const struct app *app, struct arena *a, struct public_id who,
	struct str sealed, struct participant *io);

/* ERR_CONFLICT when its writer read another version than this sealed one. */
err_t participant_check_version(struct arena *a, const struct participant *in, struct str sealed);

/* Nothing for whose key is gone, or whose words are damaged: others who are mailed get theirs. */
err_t participant_spare(err_t e);

/* ERR_CONFLICT when so many more are too many: of those who are put back, and of new ones. */
err_t participant_check_present(struct tx *tx, const struct project_act *act, int64_t more);
err_t participant_check_room(struct tx *tx, const struct project_act *act, int64_t more);
