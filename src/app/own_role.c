#include "app/own_role.h"

#include "app/audit.h"
#include "app/notice_choice.h"
#include "base/vec.h"
#include "db/content.h"

struct listing {
	struct arena *arena;
	const struct actor *actor;
	usec now;
	struct own_role_row_list rows;
};

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	TRY(access_require(tx, l->actor, ACTION_ACCOUNT_SEE, l->actor->person));
	return own_role_rows(tx, l->arena, l->actor->person, OWN_ROLES_MOST, &l->rows);
}

/* By hand or by its clock, whichever came first. */
static usec end_of(const struct own_role_row *row)
{
	if (!row->ended || !row->ends)
		return row->ended ? *row->ended : row->ends ? *row->ends : 0;
	return *row->ended < *row->ends ? *row->ended : *row->ends;
}

static struct own_role role_of(const struct own_role_row *row, usec now)
{
	usec over = end_of(row);
	return (struct own_role){
		.public = row->public,
		.role = role_parse(row->role),
		.organisation = row->organisation,
		.organisation_name = row->name,
		.starts = row->starts,
		.over = over,
		.holds = row->starts <= now && !row->ended && (!over || over > now),
		.mail = row->mail,
	};
}

/* A role that this program does not know is left out: a newer one wrote it. */
err_t own_roles(const struct app *app, struct arena *a, const struct actor *actor,
	const struct lang *lang, struct own_role_list *ret)
{
	struct listing l = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	VEC(struct own_role) roles = {0};
	TRY(db_read(app->db, read_rows, &l));
	for (size_t i = 0; i < l.rows.len; i++) {
		struct own_role one = role_of(&l.rows.at[i], l.now);
		if (one.role == ROLE_NONE || one.starts > l.now)
			continue;
		TRY(membership_label(a, lang, one.role, l.rows.at[i].label, &one.label));
		vec_push(a, &roles, one);
	}
	*ret = (struct own_role_list){roles.at, roles.len};
	return NULL;
}

/* --- where its mail goes --- */

struct choosing {
	struct arena *arena;
	const struct actor *actor;
	struct public_id membership;
	struct str mail_key;
	usec now;
};

static err_t find_role(struct tx *tx, const struct choosing *c, struct row_id *ret_role)
{
	TRY(own_role_find(tx, c->membership, c->actor->person, c->now, ret_role));
	return ret_role->n ? NULL : err_log(ERR_NOT_FOUND, "not a role of theirs");
}

static err_t note(struct tx *tx, const struct choosing *c)
{
	struct audit_entry entry = {.actor = c->actor,
		.subject = &c->actor->public,
		.action = AUDIT_ADDRESS_CHOOSE,
		.object = AUDIT_MEMBERSHIP,
		.object_id = public_id_print(c->arena, c->membership),
		.at = c->now};
	return audit_note(tx, &entry);
}

static err_t choose(struct tx *tx, void *ctx)
{
	const struct choosing *c = ctx;
	struct row_id role, owner;
	int64_t count;
	TRY(access_require(tx, c->actor, ACTION_ACCOUNT_CHANGE, c->actor->person));
	TRY(find_role(tx, c, &role));
	struct str key = notice_role_key(c->arena, role);
	TRY(note(tx, c));
	if (!c->mail_key.len)
		return address_role_clear(tx, c->actor->person, key, &count);
	TRY(address_owner(tx, c->mail_key, &owner));
	if (owner.n != c->actor->person.n)
		return err_log(ERR_NOT_FOUND, "not an address of theirs");
	return address_role_put(tx, c->actor->person, key, c->mail_key);
}

err_t own_role_mail(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id membership, struct str mail)
{
	struct choosing c = {.arena = a,
		.actor = actor,
		.membership = membership,
		.mail_key = str_lower(a, mail),
		.now = clock_now(app->clock)};
	return db_tx(app->db, choose, &c);
}
