/* A participant's own certificate: reading it, and saying what others may see of it. */
#include "app/audit.h"
#include "app/certificate_inside.h"
#include "codec/input.h"

struct owning {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	bool opens_project, opens_learning;
	usec now;
	struct participant_at at;
	struct certificate_own_row *row;
};

static err_t find(struct tx *tx, struct owning *io)
{
	TRY(access_participant(tx, io->arena, io->actor, ACTION_CERTIFICATE_OWN, io->who, &io->at));
	return certificate_own_last(tx, io->arena, io->at.participant, &io->row);
}

static err_t read_own(struct tx *tx, void *ctx)
{
	return find(tx, ctx);
}

/* Why it was withdrawn. */
static err_t open_reason(const struct app *app, const struct owning *o, struct str *ret_reason)
{
	struct vault_place place = certificate_place(o->arena, o->who, o->row->public, "reason");
	if (!o->row->reason.p)
		return NULL;
	return vault_open(app->vault, o->arena, &place, o->row->reason, ret_reason);
}

err_t certificate_own(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct certificate_own *ret)
{
	struct owning o = {.arena = a, .actor = actor, .who = who};
	struct certificate_own own = {.issued = DAY_NONE};
	TRY(db_read(app->db, read_own, &o));
	if (o.row) {
		own.revision = o.row->revision;
		own.state = certificate_state_of(o.row->state);
		own.issued = zone_day(o.row->issued);
		own.opens_project = o.row->opens_project;
		own.opens_learning = o.row->opens_learning;
		TRY(open_reason(app, &o, &own.reason));
	}
	*ret = own;
	return NULL;
}

static err_t put_open(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(find(tx, o));
	if (!o->row)
		return err_log(ERR_NOT_FOUND, "no certificate yet");
	return certificate_open(tx, o->at.participant, o->opens_project, o->opens_learning);
}

err_t certificate_own_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct certificate_opens *in)
{
	struct owning o = {.arena = a,
		.actor = actor,
		.who = who,
		.opens_project = in->project,
		.opens_learning = in->learning};
	return db_tx(app->db, put_open, &o);
}

/* That they have it is seen by who coordinates the project. */
static err_t note_fetched(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	int64_t count;
	TRY(find(tx, o));
	if (!o->row)
		return err_log(ERR_NOT_FOUND, "no certificate yet");
	return certificate_fetch_note(tx, o->row->id, o->now, &count);
}

err_t certificate_own_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str *ret_pdf)
{
	struct owning o = {.arena = a, .actor = actor, .who = who, .now = clock_now(app->clock)};
	TRY(db_tx(app->db, note_fetched, &o));
	struct vault_place place = certificate_place(a, who, o.row->public, "pdf");
	return vault_open(app->vault, a, &place, o.row->pdf, ret_pdf);
}
