#include "app/project_close.h"

#include "app/project_inside.h"
#include "codec/input.h"
#include "codec/nothing.h"

struct closing {
	struct project_act act;
	struct str sealed; /* the reason; none: was not given */
};

static err_t check_reason(struct tx *tx, const struct closing *c)
{
	int64_t missing;
	TRY(certificate_missing_count(tx, c->act.row->id, c->act.as.only, &missing));
	if (!missing || c->sealed.len)
		return NULL;
	return err_number(err_field("reason", NN_("{n} person has no certificate. Say why.",
						      "{n} people have no certificate. Say why.")),
		missing);
}

static err_t close_project(struct tx *tx, void *ctx)
{
	struct closing *c = ctx;
	TRY(project_require(tx, &c->act, ACTION_PROJECT_CHANGE));
	if (c->act.row->closed)
		return NULL;
	TRY(check_reason(tx, c));
	TRY(project_set_closed(tx, c->act.row->id, &c->act.now));
	return project_note_reason(tx, &c->act, PROJECT_CLOSE, c->sealed);
}

err_t project_close(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str reason)
{
	struct closing c = {.act = project_act(app, a, actor, at)};
	struct str text = str_trim(reason);
	struct vault_place place = project_reason_place(a, at->project, c.act.now);
	if (utf8_count(text) > PROJECT_REASON_MOST)
		return err_number(err_field("reason", N_("This can have at most {n} characters.")),
			PROJECT_REASON_MOST);
	if (!says_nothing(a, text))
		TRY(vault_seal(app->vault, a, &place, text, &c.sealed));
	return db_tx(app->db, close_project, &c);
}

static err_t reopen(struct tx *tx, void *ctx)
{
	struct closing *c = ctx;
	TRY(project_require(tx, &c->act, ACTION_PROJECT_CHANGE));
	if (!c->act.row->closed)
		return NULL;
	TRY(project_set_closed(tx, c->act.row->id, NULL));
	return project_note(tx, &c->act, PROJECT_REOPEN, STR_NONE);
}

err_t project_reopen(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at)
{
	struct closing c = {.act = project_act(app, a, actor, at)};
	return db_tx(app->db, reopen, &c);
}
