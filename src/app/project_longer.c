/* Keeping a project for longer than its period. */
#include "app/project_end.h"

#include "app/project_inside.h"
#include "app/retention.h"
#include "codec/input.h"
#include "codec/nothing.h"

struct lengthening {
	struct project_act act;
	day until;
	struct str sealed; /* the reason */
	struct project_end_row *row;
};

static err_t check_until(const struct lengthening *l)
{
	struct project_end end = project_end_of(l->act.app, l->row, l->act.now);
	if (l->until == DAY_NONE || l->until <= end.last)
		return err_field("until", N_("Choose a later day than the one on which it ends."));
	if (l->until > end.longest)
		return err_field("until", N_("That is too late. Choose an earlier day."));
	return NULL;
}

static err_t put_longer(struct tx *tx, void *ctx)
{
	struct lengthening *l = ctx;
	day kept = (day)(l->act.app->periods->of[RETENTION_PROJECT] / USEC_DAY);
	TRY(project_require(tx, &l->act, ACTION_PROJECT_CHANGE));
	TRY(project_end_get(tx, l->act.arena, l->act.row->id, &l->row));
	TRY(check_until(l));
	TRY(project_set_counts_from(tx, l->act.row->id, l->until - kept));
	return project_note_reason(tx, &l->act, PROJECT_LONGER, l->sealed);
}

err_t project_keep_longer(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, day until, struct str reason)
{
	struct lengthening l = {.act = project_act(app, a, actor, at), .until = until};
	struct str text = str_trim(reason);
	struct vault_place place = project_reason_place(a, at->project, l.act.now);
	if (says_nothing(a, text))
		return err_field("reason", N_("Say why it has to stay."));
	if (utf8_count(text) > PROJECT_REASON_MOST)
		return err_number(err_field("reason", N_("This can have at most {n} characters.")),
			PROJECT_REASON_MOST);
	TRY(vault_seal(app->vault, a, &place, text, &l.sealed));
	return db_tx(app->db, put_longer, &l);
}
