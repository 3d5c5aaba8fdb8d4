#include "app/export_part.h"

#include "app/answer.h"
#include "app/audit.h"
#include "app/content.h"
#include "app/conversation.h"
#include "app/grant.h"
#include "app/pick.h"
#include "app/reading.h"
#include "db/content.h"
#include "i18n/lang.h"

/* --- what has no other function to read it --- */

struct gathering {
	const struct export_making *m;
	struct export_person_row person;
	struct export_address_list addresses;
	struct export_session_list sessions;
	struct export_membership_list memberships;
	struct pick_row_list picks;
	struct answer_row_list answers;
	struct export_past_row_list past;
	struct export_file_list files;
};

static err_t require(struct tx *tx, const struct gathering *g)
{
	return access_require(tx, &g->m->actor, ACTION_ACCOUNT_LEAVE, g->m->actor.person);
}

static struct json *new_item(const struct export_making *m, struct json *io_items)
{
	return json_push(m->arena, io_items, json_object());
}

static void put(const struct export_making *m, struct json *io, const char *name, struct str text)
{
	if (text.len)
		json_set(m->arena, io, str_of(name), json_of_str(text));
}

static void put_time(
	const struct export_making *m, struct json *io, const char *name, const usec *at)
{
	if (at)
		put(m, io, name, usec_print(m->arena, *at));
}

static void put_int(const struct export_making *m, struct json *io, const char *name, int64_t n)
{
	json_set(m->arena, io, str_of(name), json_of_int(m->arena, n));
}

/* --- account --- */

static err_t read_account(struct tx *tx, void *ctx)
{
	struct gathering *g = ctx;
	struct row_id person = g->m->actor.person;
	TRY(require(tx, g));
	TRY(export_person(tx, g->m->arena, person, &g->person));
	TRY(export_addresses(tx, g->m->arena, person, &g->addresses));
	TRY(export_sessions(tx, g->m->arena, person, &g->sessions));
	return export_memberships(tx, g->m->arena, person, &g->memberships);
}

static err_t gather_account(const struct export_making *m, struct gathering *ret)
{
	*ret = (struct gathering){.m = m};
	return db_read(m->app->db, read_account, ret);
}

static err_t make_account(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather_account(m, &g));
	struct json *o = new_item(m, io_items);
	put(m, o, "name", g.person.name);
	put(m, o, "language", g.person.language);
	put_time(m, o, "made", &g.person.made);
	put_time(m, o, "last_signed_in", g.person.last_in);
	put_time(m, o, "password_changed", g.person.password_changed);
	put_time(m, o, "second_factor_since", g.person.factor_since);
	return NULL;
}

static err_t make_addresses(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather_account(m, &g));
	for (size_t i = 0; i < g.addresses.len; i++) {
		const struct export_address *row = &g.addresses.at[i];
		struct json *o = new_item(m, io_items);
		put(m, o, "mail", row->mail);
		put_time(m, o, "confirmed", &row->confirmed);
		if (row->last_day)
			put(m, o, "last_day", day_print(m->arena, *row->last_day));
		put(m, o, "role", row->role);
	}
	return NULL;
}

static err_t make_sessions(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather_account(m, &g));
	for (size_t i = 0; i < g.sessions.len; i++) {
		const struct export_session *row = &g.sessions.at[i];
		struct json *o = new_item(m, io_items);
		put_time(m, o, "began", &row->started);
		put_time(m, o, "last_seen", &row->seen);
		put(m, o, "browser", row->browser);
		put(m, o, "system", row->system);
	}
	return NULL;
}

static err_t make_memberships(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather_account(m, &g));
	for (size_t i = 0; i < g.memberships.len; i++) {
		const struct export_membership *row = &g.memberships.at[i];
		struct json *o = new_item(m, io_items);
		put(m, o, "organisation", row->organisation);
		put(m, o, "role", row->role);
		put_time(m, o, "began", &row->starts);
		put_time(m, o, "ends", row->ends);
		put_time(m, o, "ended", row->ended);
	}
	return NULL;
}

/* --- passport --- */

static err_t read_passport(struct tx *tx, void *ctx)
{
	struct gathering *g = ctx;
	struct row_id person = g->m->actor.person;
	TRY(require(tx, g));
	TRY(pick_list(tx, g->m->arena, person, &g->picks));
	TRY(answer_list(tx, g->m->arena, person, &g->answers));
	return export_past(tx, g->m->arena, person, &g->past);
}

static err_t make_choices(const struct export_making *m, struct json *io_items)
{
	struct gathering g = {.m = m};
	struct content_picks picks;
	size_t count;
	TRY(db_read(m->app->db, read_passport, &g));
	TRY(pick_open(m->app, m->arena, m->actor.public, &g.picks, &picks));
	const struct content_choice *choices =
		content_choices(m->app->content, lang_index(m->lang), &count);
	for (size_t i = 0; i < count; i++) {
		if (!picks.option[i].len)
			continue;
		struct json *o = new_item(m, io_items);
		put(m, o, "choice", choices[i].id);
		put(m, o, "text", choices[i].text);
		put(m, o, "option", picks.option[i]);
	}
	return NULL;
}

struct version {
	struct str question, body;
	int64_t number;
	usec changed;
};

/* What cannot be opened any more is said, and keeps nothing else back. */
static err_t put_version(
	const struct export_making *m, const struct version *v, struct json *io_items)
{
	const struct content_question *question =
		content_question(m->app->content, lang_index(m->lang), v->question);
	struct json *o = new_item(m, io_items);
	struct str stored;
	put(m, o, "question", v->question);
	put_int(m, o, "version", v->number);
	put_time(m, o, "changed", &v->changed);
	if (!question)
		return NULL;
	put(m, o, "text", question->text);
	err_t e = answer_open(m->app, m->arena, m->actor.public, question, v->body, &stored);
	if (e && e->code != ERR_INTERNAL)
		return e;
	json_set(m->arena, o, STR("damaged"), json_of_bool(e != NULL));
	if (!e) {
		put(m, o, "stored", stored);
		put(m, o, "answer", answer_of(m->arena, question, stored).words);
	}
	err_free(e);
	return NULL;
}

static err_t make_answers(const struct export_making *m, struct json *io_items)
{
	struct gathering g = {.m = m};
	TRY(db_read(m->app->db, read_passport, &g));
	for (size_t i = 0; i < g.answers.len; i++) {
		const struct answer_row *row = &g.answers.at[i];
		struct version v = {row->question, row->body, row->version, row->changed};
		TRY(put_version(m, &v, io_items));
	}
	return NULL;
}

static err_t make_past(const struct export_making *m, struct json *io_items)
{
	struct gathering g = {.m = m};
	TRY(db_read(m->app->db, read_passport, &g));
	for (size_t i = 0; i < g.past.len; i++) {
		const struct export_past_row *row = &g.past.at[i];
		struct version v = {row->question, row->body, row->version, row->changed};
		TRY(put_version(m, &v, io_items));
	}
	return NULL;
}

static err_t read_files(struct tx *tx, void *ctx)
{
	struct gathering *g = ctx;
	TRY(require(tx, g));
	return export_files(tx, g->m->arena, g->m->actor.person, &g->files);
}

static err_t make_files(const struct export_making *m, struct json *io_items)
{
	struct gathering g = {.m = m};
	TRY(db_read(m->app->db, read_files, &g));
	for (size_t i = 0; i < g.files.len; i++) {
		const struct export_file *row = &g.files.at[i];
		struct json *o = new_item(m, io_items);
		put(m, o, "file", public_id_print(m->arena, row->file));
		put(m, o, "type", row->type);
		put_int(m, o, "size", row->size);
		put_time(m, o, "made", &row->made);
	}
	return NULL;
}

/* --- other people --- */

struct talk {
	const struct export_making *m;
	struct export_comment_list comments;
	struct export_talk_point_list points;
};

static err_t read_talk(struct tx *tx, void *ctx)
{
	struct talk *t = ctx;
	struct row_id person = t->m->actor.person;
	TRY(access_require(tx, &t->m->actor, ACTION_ACCOUNT_LEAVE, person));
	TRY(export_comments(tx, t->m->arena, person, &t->comments));
	return export_talk_points(tx, t->m->arena, person, &t->points);
}

/* What an owner who left took along is not there any more. */
static err_t put_comment(
	const struct export_making *m, const struct export_comment *row, struct json *io_items)
{
	struct comment_place place = {row->owner, row->public, row->by_owner};
	struct json *o = new_item(m, io_items);
	struct str text = STR_NONE;
	err_t e = comment_open(m->app, m->arena, &place, row->body, &text);
	if (e && e->code != ERR_INTERNAL && e->code != ERR_EXPIRED)
		return e;
	put(m, o, "passport_of", row->owner_name);
	put(m, o, "question", row->question);
	put(m, o, "by", row->author_name);
	put_time(m, o, "made", &row->made);
	json_set(m->arena, o, STR("damaged"), json_of_bool(e != NULL));
	put(m, o, "comment", text);
	err_free(e);
	return NULL;
}

static err_t make_comments(const struct export_making *m, struct json *io_items)
{
	struct talk t = {.m = m};
	TRY(db_read(m->app->db, read_talk, &t));
	for (size_t i = 0; i < t.comments.len; i++)
		TRY(put_comment(m, &t.comments.at[i], io_items));
	return NULL;
}

static err_t make_talk_points(const struct export_making *m, struct json *io_items)
{
	struct talk t = {.m = m};
	TRY(db_read(m->app->db, read_talk, &t));
	for (size_t i = 0; i < t.points.len; i++) {
		struct json *o = new_item(m, io_items);
		put(m, o, "question", t.points.at[i].question);
		put(m, o, "name", t.points.at[i].name);
		put_time(m, o, "asked", t.points.at[i].asked);
		put_time(m, o, "talked", t.points.at[i].talked);
	}
	return NULL;
}

static void put_scopes(const struct export_making *m, struct json *io, const struct grant *grant)
{
	struct json scopes = json_array();
	for (size_t i = 0; i < grant->scopes_len; i++)
		json_push(m->arena, &scopes, json_of_str(grant->scopes[i]));
	json_set(m->arena, io, STR("parts"), scopes);
}

static err_t make_grants(const struct export_making *m, struct json *io_items)
{
	struct grant_list grants;
	TRY(grant_list(m->app, m->arena, &m->actor, &grants));
	for (size_t i = 0; i < grants.len; i++) {
		const struct grant *grant = &grants.at[i];
		struct json *o = new_item(m, io_items);
		put(m, o, "name", grant->name);
		put(m, o, "called", grant->called);
		put(m, o, "mail", grant->address);
		put(m, o, "role", str_of(grant_role_id(grant->role)));
		put_scopes(m, o, grant);
		put_time(m, o, "made", &grant->made);
		put_time(m, o, "accepted", grant->accepted);
		put_time(m, o, "last_looked", grant->looked);
		put(m, o, "last_day", day_print(m->arena, grant->ends));
		put_time(m, o, "ended", grant->ended ? &grant->ended : NULL);
	}
	return NULL;
}

struct links {
	const struct export_making *m;
	struct export_share_list shares;
	struct export_card_list cards;
};

static err_t read_links(struct tx *tx, void *ctx)
{
	struct links *l = ctx;
	struct row_id person = l->m->actor.person;
	TRY(access_require(tx, &l->m->actor, ACTION_ACCOUNT_LEAVE, person));
	TRY(export_shares(tx, l->m->arena, person, &l->shares));
	return export_cards(tx, l->m->arena, person, &l->cards);
}

static err_t make_shares(const struct export_making *m, struct json *io_items)
{
	struct links l = {.m = m};
	TRY(db_read(m->app->db, read_links, &l));
	for (size_t i = 0; i < l.shares.len; i++) {
		const struct export_share *row = &l.shares.at[i];
		struct json *o = new_item(m, io_items);
		put_time(m, o, "made", &row->made);
		put_time(m, o, "began", row->begun);
		put_int(m, o, "times", row->taken);
		put(m, o, "last_day", day_print(m->arena, row->ends));
		put_time(m, o, "ended", row->ended);
	}
	return NULL;
}

static err_t make_cards(const struct export_making *m, struct json *io_items)
{
	struct links l = {.m = m};
	TRY(db_read(m->app->db, read_links, &l));
	for (size_t i = 0; i < l.cards.len; i++) {
		struct json *o = new_item(m, io_items);
		put(m, o, "organisation", l.cards.at[i].organisation);
		put_time(m, o, "made", &l.cards.at[i].made);
	}
	return NULL;
}

static err_t make_held(const struct export_making *m, struct json *io_items)
{
	struct grant_held_list held;
	TRY(grant_held(m->app, m->arena, &m->actor, &held));
	for (size_t i = 0; i < held.len; i++) {
		struct json *o = new_item(m, io_items);
		put(m, o, "name", held.at[i].name);
		put(m, o, "role", str_of(grant_role_id(held.at[i].role)));
		put(m, o, "last_day", day_print(m->arena, held.at[i].ends));
	}
	return NULL;
}

static err_t make_readings(const struct export_making *m, struct json *io_items)
{
	struct reading_page page = {.has_older = true};
	for (int64_t number = 1; page.has_older && number <= READING_PAGES_MOST; number++) {
		TRY(reading_list(m->app, m->arena, &m->actor, number, &page));
		for (size_t i = 0; i < page.len; i++) {
			const struct reading *it = &page.at[i];
			struct json *o = new_item(m, io_items);
			put(m, o, "name", it->name);
			put(m, o, "called", it->called);
			put(m, o, "part", it->scope);
			put_time(m, o, "first", &it->first);
			put_time(m, o, "last", &it->last);
			put_int(m, o, "times", it->times);
		}
	}
	return NULL;
}

static err_t make_log(const struct export_making *m, struct json *io_items)
{
	struct audit_page page = {.has_older = true};
	for (int64_t number = 1; page.has_older && number <= AUDIT_PAGES_MOST; number++) {
		TRY(audit_read(m->app, m->arena, &m->actor, number, &page));
		for (size_t i = 0; i < page.count; i++) {
			struct json *o = new_item(m, io_items);
			put_time(m, o, "at", &page.lines[i].at);
			put(m, o, "what", lang_text(m->lang, page.lines[i].text));
			put(m, o, "browser", page.lines[i].browser);
			put(m, o, "system", page.lines[i].system);
		}
	}
	return NULL;
}

const struct export_part export_parts[] = {
	{"account", N_("Account"), "person last_use password factor", make_account},
	{"addresses", N_("Mail addresses"), "address address_role address_end", make_addresses},
	{"sessions", N_("Where you are signed in"), "session", make_sessions},
	{"memberships", N_("Schools and organisations"), "membership", make_memberships},
	{"choices", N_("What your route depends on"), "pick", make_choices},
	{"answers", N_("What you wrote"), "answer", make_answers},
	{"earlier_answers", N_("What you wrote before"), "answer_past", make_past},
	{"files", N_("Pictures and other files"), "file file_chunk", make_files},
	{"looking_along", N_("Who may look along"), "passport_grant grant_scope", make_grants},
	{"comments", N_("What you and others said about it"), "comment", make_comments},
	{"talk_points", N_("What you want to talk about"), "talk_point", make_talk_points},
	{"links", N_("Links that you shared"), "share", make_shares},
	{"cards", N_("Cards to sign in with"), "card", make_cards},
	{"shared_with_you", N_("What others share with you"), "passport_grant", make_held},
	{"readings", N_("Who looked"), "passport_reading", make_readings},
	{"log", N_("What happened"), "audit", make_log},
	{NULL, NULL, NULL, NULL},
};

const struct export_omission export_omissions[] = {
	{"arrival", "halfway in, for ten minutes: a secret of the door"},
	{"contact_code", "a code to show, which can be made anew any moment"},
	{"export", "the copy itself"},
	{"export_chunk", "the copy itself"},
	{"factor_offer", "the secret of a lock that was never closed"},
	{"known_browser", "digests: nothing in it can be read"},
	{"operator_request", "a digest, for some minutes: nothing in it can be read"},
	{"passport_version", "it is a copy of answers that are handed over"},
	{"leaving", "there is none while the person is in"},
	{"recovery_code", "secrets, kept as digests"},
	{NULL, NULL},
};

static const struct {
	const char *member, *label;
} labels[] = {
	{"accepted", N_("Accepted")},
	{"answer", N_("Answer")},
	{"asked", N_("Asked")},
	{"at", N_("When")},
	{"began", N_("Since")},
	{"browser", N_("Browser")},
	{"by", N_("By")},
	{"called", N_("What you call them")},
	{"changed", N_("Written")},
	{"choice", N_("Question")},
	{"comment", N_("Comment")},
	{"confirmed", N_("Confirmed")},
	{"damaged", N_("Damaged")},
	{"ended", N_("Stopped")},
	{"ends", N_("Until")},
	{"file", N_("File")},
	{"first", N_("First")},
	{"language", N_("Language")},
	{"last", N_("Last")},
	{"last_day", N_("Last day")},
	{"last_looked", N_("Looked last")},
	{"last_seen", N_("Seen last")},
	{"last_signed_in", N_("Signed in last")},
	{"made", N_("Made")},
	{"mail", N_("Mail address")},
	{"name", N_("Name")},
	{"option", N_("Choice")},
	{"organisation", N_("Organisation")},
	{"part", N_("Part")},
	{"parts", N_("Parts")},
	{"passport_of", N_("Passport of")},
	{"password_changed", N_("Password chosen")},
	{"question", N_("Number of the question")},
	{"role", N_("Role")},
	{"second_factor_since", N_("Second lock since")},
	{"size", N_("Bytes")},
	{"stored", N_("As it is kept")},
	{"system", N_("System")},
	{"talked", N_("Talked")},
	{"text", N_("Question")},
	{"times", N_("Times")},
	{"type", N_("Kind")},
	{"version", N_("Version")},
	{"what", N_("What")},
};

const char *export_label(struct str member)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (str_is(member, labels[i].member))
			return labels[i].label;
	return NULL;
}
