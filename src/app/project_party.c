/* The organisations of a project, and their logos. */
#include "app/person_name.h"
#include "app/project_inside.h"
#include "codec/image.h"

#include <stdio.h>

#define LOGO_SIDE 600 /* pixels, at most */

struct vault_place project_logo_place(struct arena *a, struct public_id logo)
{
	return (struct vault_place){VAULT_HOUSE, "project_logo", public_id_print(a, logo), "body"};
}

/* --- adding and changing --- */

struct putting {
	struct project_act act;
	const struct project_party_in *in;
	struct public_id party, logo;
	bool is_new;
	struct str sealed; /* a new logo; or empty */
};

static err_t check_room(struct tx *tx, const struct project_act *act)
{
	struct project_party_row_list rows;
	size_t count = 0;
	TRY(project_parties(tx, act->arena, act->row->id, &rows));
	for (size_t i = 0; i < rows.len; i++)
		count += !rows.at[i].removed;
	if (count >= PROJECT_PARTIES_MOST)
		return err_number(
			err_say(ERR_CONFLICT, N_("A project can have at most {n} organisations.")),
			PROJECT_PARTIES_MOST);
	return NULL;
}

/* before: of the party as it was. */
static err_t choose_logo(
	struct tx *tx, const struct putting *p, struct row_id before, struct row_id *ret_logo)
{
	*ret_logo = p->in->drop_logo ? (struct row_id){0} : before;
	return p->sealed.len ? project_logo_add(tx, p->logo, p->sealed, ret_logo) : NULL;
}

static err_t add_party(struct tx *tx, const struct putting *p)
{
	struct row_id logo;
	TRY(check_room(tx, &p->act));
	TRY(choose_logo(tx, p, (struct row_id){0}, &logo));
	TRY(project_party_add(tx, p->party, p->act.row->id, p->in->name, p->in->place,
		str_of(project_role_id(p->in->role)), logo));
	return project_note(tx, &p->act, PROJECT_PARTY_ADD, p->in->name);
}

static err_t put_party(struct tx *tx, void *ctx)
{
	struct putting *p = ctx;
	struct project_party_row *row;
	struct row_id logo;
	int64_t count;
	TRY(project_require(tx, &p->act, ACTION_PROJECT_CHANGE));
	if (p->is_new)
		return add_party(tx, p);
	TRY(project_party_get(tx, p->act.arena, p->party, p->act.row->id, &row));
	if (!row || row->removed)
		return err_log(ERR_NOT_FOUND, "no such organisation");
	TRY(choose_logo(tx, p, row->logo, &logo));
	TRY(project_party_set(tx, p->party, p->act.row->id, p->in->name, p->in->place,
		str_of(project_role_id(p->in->role)), logo, &count));
	if (row->logo.n && row->logo.n != logo.n)
		TRY(project_logo_drop(tx, row->logo, &count));
	return project_note(tx, &p->act, PROJECT_PARTY_CHANGE, p->in->name);
}

/* What is wrong with a picture is wrong with that field. */
static err_t of_logo(err_t e)
{
	if (e)
		snprintf(e->field, sizeof(e->field), "logo");
	return e;
}

static err_t seal_logo(struct putting *io)
{
	const struct project_party_in *in = io->in;
	struct vault_place place = project_logo_place(io->act.arena, io->logo);
	struct str jpeg;
	if (!in->logo.len)
		return NULL;
	if (!image_name_ok(in->logo_name))
		return err_field("logo", N_("Choose a picture: PNG or JPEG."));
	TRY(of_logo(image_fit(io->act.arena, in->logo, LOGO_SIDE, &jpeg)));
	return vault_seal(io->act.app->vault, io->act.arena, &place, jpeg, &io->sealed);
}

err_t project_put_party(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct public_id *party,
	const struct project_party_in *in)
{
	struct putting p = {.act = project_act(app, a, actor, at),
		.in = in,
		.party = party ? *party : public_id_new(app->random),
		.logo = public_id_new(app->random),
		.is_new = !party};
	TRY(person_name_check("name", in->name));
	TRY(seal_logo(&p));
	return db_tx(app->db, put_party, &p);
}

/* --- removing --- */

struct removing {
	struct project_act act;
	struct public_id party;
	bool restore;
};

static err_t set_removed(struct tx *tx, void *ctx)
{
	struct removing *r = ctx;
	struct project_party_row *row;
	TRY(project_require(tx, &r->act, ACTION_PROJECT_CHANGE));
	TRY(project_party_get(tx, r->act.arena, r->party, r->act.row->id, &row));
	if (!row || !project_can_turn(&r->act, row->removed, r->restore))
		return err_log(ERR_NOT_FOUND, "no such organisation");
	if (r->restore)
		TRY(check_room(tx, &r->act));
	TRY(project_party_remove(tx, row->id, r->restore ? NULL : &r->act.now));
	return project_note(
		tx, &r->act, r->restore ? PROJECT_PARTY_RESTORE : PROJECT_PARTY_REMOVE, row->name);
}

err_t project_remove_party(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id party)
{
	struct removing r = {project_act(app, a, actor, at), party, false};
	return db_tx(app->db, set_removed, &r);
}

err_t project_restore_party(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id party)
{
	struct removing r = {project_act(app, a, actor, at), party, true};
	return db_tx(app->db, set_removed, &r);
}

/* --- looking at a logo --- */

struct showing {
	struct project_act act;
	struct public_id party;
	struct project_logo_row *logo;
};

static err_t find_logo(struct tx *tx, void *ctx)
{
	struct showing *s = ctx;
	struct project_party_row *row;
	TRY(project_require(tx, &s->act, ACTION_PROJECT_SEE));
	TRY(project_party_get(tx, s->act.arena, s->party, s->act.row->id, &row));
	if (!row || !row->logo.n)
		return err_log(ERR_NOT_FOUND, "no logo");
	TRY(project_logo_get(tx, s->act.arena, row->logo, &s->logo));
	return s->logo ? NULL : err_log(ERR_NOT_FOUND, "no such logo");
}

err_t project_logo(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id party, struct str *ret_jpeg)
{
	struct showing s = {project_act(app, a, actor, at), party, NULL};
	TRY(db_read(app->db, find_logo, &s));
	struct vault_place place = project_logo_place(a, s.logo->public);
	return vault_open(app->vault, a, &place, s.logo->body, ret_jpeg);
}
