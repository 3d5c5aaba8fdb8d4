#include "app/organisation.h"

#include "app/audit.h"
#include "app/person_name.h"
#include "base/vec.h"
#include "codec/json.h"
#include "db/content.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define WORDS_MOST (16 << 10) /* bytes of one role's words in all languages */

const enum role organisation_roles[ORGANISATION_ROLES] = {
	ROLE_LEARNER, ROLE_COMPANION, ROLE_MENTOR, ROLE_ORGANISATION_ADMIN};

/* --- who works there --- */

struct opening {
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	usec now;
	struct staff_row_list staff;
	struct invitation_waiting_row_list invited;
};

static err_t read_staff(struct tx *tx, void *ctx)
{
	struct opening *o = ctx;
	struct str roles[ROLES];
	struct text_list list = {.at = roles};
	TRY(access_require_in(tx, o->actor, ACTION_ORGANISATION_SEE, o->organisation, o->now));
	for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
		if (role_about(role)->is_staff)
			roles[list.len++] = str_of(role_about(role)->id);
	TRY(membership_staff(tx, o->arena, o->organisation, list, o->now,
		o->now - ORGANISATION_UNDO, ORGANISATION_STAFF_MOST, &o->staff));
	return invitations_of(
		tx, o->arena, o->organisation, o->now, ORGANISATION_STAFF_MOST, &o->invited);
}

err_t organisation_open(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct organisation *ret)
{
	struct opening o = {a, actor, organisation, clock_now(app->clock), {0}, {0}};
	VEC(struct organisation_member) members = {0};
	VEC(struct organisation_invited) invited = {0};
	TRY(db_read(app->db, read_staff, &o));
	for (size_t i = 0; i < o.staff.len; i++) {
		const struct staff_row *row = &o.staff.at[i];
		vec_push(a, &members,
			(struct organisation_member){row->public, role_parse(row->role), row->name,
				row->starts, row->ended ? *row->ended : 0});
	}
	for (size_t i = 0; i < o.invited.len; i++) {
		const struct invitation_waiting_row *row = &o.invited.at[i];
		vec_push(a, &invited,
			(struct organisation_invited){row->public, role_parse(row->role), row->name,
				row->mail, row->ends});
	}
	*ret = (struct organisation){members.at, members.len, invited.at, invited.len};
	return NULL;
}

/* --- ending a membership, and taking that back --- */

struct ending {
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	struct public_id membership;
	usec now;
	bool resume;
};

static bool can_change(const struct ending *e, const struct membership_in_row *row)
{
	if (!row || role_parse(row->role) != ROLE_MENTOR)
		return false;
	if (e->resume)
		return row->ended && *row->ended > e->now - ORGANISATION_UNDO;
	return !row->ended;
}

static err_t change_end(struct tx *tx, void *ctx)
{
	const struct ending *e = ctx;
	struct membership_in_row *row;
	TRY(access_require_in(tx, e->actor, ACTION_ORGANISATION_CHANGE, e->organisation, e->now));
	TRY(membership_in(tx, e->arena, e->membership, e->organisation, &row));
	if (!can_change(e, row))
		return err_log(ERR_NOT_FOUND, "no such membership");
	TRY(membership_set_ended(tx, row->id, e->resume ? NULL : &e->now));
	struct audit_entry entry = {
		.actor = e->actor,
		.subject = &row->person_public,
		.action = e->resume ? AUDIT_MEMBER_RESUME : AUDIT_MEMBER_END,
		.object = AUDIT_MEMBERSHIP,
		.object_id = public_id_print(e->arena, e->membership),
		.at = e->now,
	};
	return audit_note(tx, &entry);
}

err_t organisation_end_member(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id membership)
{
	struct ending e = {a, actor, organisation, membership, clock_now(app->clock), false};
	return db_tx(app->db, change_end, &e);
}

err_t organisation_resume_member(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id membership)
{
	struct ending e = {a, actor, organisation, membership, clock_now(app->clock), true};
	return db_tx(app->db, change_end, &e);
}

/* --- name and words --- */

struct wording {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	struct organisation_words words;
	struct str name_key;
	struct str maps[ORGANISATION_ROLES]; /* as stored */
	struct organisation_row *row;
	struct role_label_row_list rows;
	usec now;
};

static err_t read_words(struct tx *tx, void *ctx)
{
	struct wording *w = ctx;
	TRY(access_require_in(tx, w->actor, ACTION_ORGANISATION_SEE, w->organisation, w->now));
	TRY(organisation_get(tx, w->arena, w->organisation, &w->row));
	return role_labels(tx, w->arena, w->organisation, &w->rows);
}

static err_t fill_words(const struct wording *w, enum role role, struct str *io_words)
{
	for (size_t i = 0; i < w->rows.len; i++) {
		struct json *map;
		if (role_parse(w->rows.at[i].role) != role)
			continue;
		TRY(json_parse(w->arena, w->rows.at[i].label, &json_limits_default, &map));
		for (size_t l = 0; l < i18n_count(w->app->i18n); l++)
			io_words[l] = json_str(json_get(map, lang_tag(i18n_at(w->app->i18n, l))));
	}
	return NULL;
}

err_t organisation_words(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct organisation_words *ret)
{
	struct wording w = {.app = app,
		.arena = a,
		.actor = actor,
		.organisation = organisation,
		.now = clock_now(app->clock)};
	TRY(db_read(app->db, read_words, &w));
	w.words.name = w.row->name;
	for (size_t i = 0; i < ORGANISATION_ROLES; i++) {
		w.words.word[i] = arena_array(a, struct str, i18n_count(app->i18n));
		TRY(fill_words(&w, organisation_roles[i], w.words.word[i]));
	}
	*ret = w.words;
	return NULL;
}

static err_t check_word(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.p[i] < ' ')
			return err_field("word", N_("Write it on one line."));
	if (utf8_count(word) > ORGANISATION_WORD_MOST)
		return err_number(err_field("word", N_("A word can have at most {n} characters.")),
			ORGANISATION_WORD_MOST);
	return person_name_check("word", word);
}

static err_t write_words(const struct wording *w, size_t role, struct str *ret_map)
{
	struct json map = json_object();
	struct buf out;
	for (size_t l = 0; l < i18n_count(w->app->i18n); l++) {
		struct str word = str_trim(w->words.word[role][l]);
		TRY(check_word(word));
		if (word.len)
			json_set(w->arena, &map, lang_tag(i18n_at(w->app->i18n, l)),
				json_of_str(word));
	}
	buf_init(&out, w->arena, 256, WORDS_MOST);
	json_write(&out, &map);
	TRY(buf_err(&out));
	*ret_map = buf_str(&out);
	return NULL;
}

static err_t put_words(struct tx *tx, void *ctx)
{
	struct wording *w = ctx;
	TRY(access_require_in(tx, w->actor, ACTION_ORGANISATION_CHANGE, w->organisation, w->now));
	TRY(organisation_named(tx, w->arena, w->name_key, &w->row));
	if (w->row && w->row->id.n != w->organisation.n)
		return err_field("name", N_("Another organisation has this name already."));
	TRY(organisation_rename(tx, w->organisation, w->words.name, w->name_key));
	for (size_t i = 0; i < ORGANISATION_ROLES; i++)
		TRY(role_label_put(tx, w->organisation,
			str_of(role_about(organisation_roles[i])->id), w->maps[i]));
	TRY(organisation_get(tx, w->arena, w->organisation, &w->row));
	struct audit_entry entry = {.actor = w->actor,
		.action = AUDIT_ORGANISATION_CHANGE,
		.object = AUDIT_ORGANISATION,
		.object_id = public_id_print(w->arena, w->row->public),
		.at = w->now};
	return audit_note(tx, &entry);
}

err_t organisation_set_words(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct organisation_words *in)
{
	struct wording w = {.app = app,
		.arena = a,
		.actor = actor,
		.organisation = organisation,
		.words = *in,
		.name_key = str_lower(a, in->name),
		.now = clock_now(app->clock)};
	TRY(person_name_check("name", in->name));
	for (size_t i = 0; i < ORGANISATION_ROLES; i++)
		TRY(write_words(&w, i, &w.maps[i]));
	return db_tx(app->db, put_words, &w);
}

/* --- made by the operator --- */

struct making {
	struct arena *arena;
	struct public_id public;
	struct str name, name_key;
	usec now;
	struct row_id id;
};

static err_t make(struct tx *tx, void *ctx)
{
	struct making *m = ctx;
	struct organisation_row *row;
	TRY(access_keep_house(tx));
	TRY(organisation_named(tx, m->arena, m->name_key, &row));
	if (!row)
		return organisation_add(tx, m->public, m->name, m->name_key, m->now, &m->id);
	m->id = row->id;
	return NULL;
}

err_t organisation_make(
	const struct app *app, struct arena *a, struct str name, struct row_id *ret_organisation)
{
	struct making m = {.arena = a,
		.public = public_id_new(app->random),
		.name = str_trim(name),
		.now = clock_now(app->clock)};
	m.name_key = str_lower(a, m.name);
	if (!m.name.len || !utf8_valid(m.name) || utf8_count(m.name) > ORGANISATION_NAME_MOST)
		return err_log(
			ERR_INVALID, "a name has 1 to %d characters", ORGANISATION_NAME_MOST);
	TRY(person_name_check("name", m.name));
	TRY(db_tx(app->db, make, &m));
	*ret_organisation = m.id;
	return NULL;
}
