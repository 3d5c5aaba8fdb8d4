#include "app/referee.h"

#include "app/learning_inside.h"
#include "app/limit.h"
#include "app/notice.h"
#include "app/person_name.h"
#include "base/vec.h"
#include "codec/input.h"
#include "codec/json.h"
#include "codec/nothing.h"
#include "crypto/code.h"
#include "crypto/vault.h"
#include "mail/outbox.h"

#define BODY_MOST ((size_t)1 << 20)

static const char *const states[REFEREE_STATES] = {
	[REFEREE_ASKED] = "asked",
	[REFEREE_LOOKED] = "looked",
	[REFEREE_CONFIRMED] = "confirmed",
	[REFEREE_DECLINED] = "declined",
	[REFEREE_ENDED] = "ended",
};

const char *referee_state_id(enum referee_state state)
{
	return states[state];
}

enum referee_state referee_state_parse(struct str id)
{
	for (enum referee_state state = 0; state < REFEREE_STATES; state++)
		if (str_is(id, states[state]))
			return state;
	return REFEREE_ENDED;
}

bool referee_counts(const struct referee *r)
{
	return r->state == REFEREE_CONFIRMED && r->on_certificate && !r->is_outdated &&
	       !r->is_damaged;
}

static err_t digest_of(const struct app *app, const struct code *code, struct digest *ret_digest)
{
	SECRET key;
	TRY(vault_derive(app->vault, VAULT_HOUSE, "referee code", &key));
	*ret_digest = code_digest(&key, code);
	return NULL;
}

/* --- what is sealed --- */

struct texts {
	struct referee_text *at;
	size_t len, cap;
};

static struct vault_place place_of(
	struct arena *a, struct public_id who, struct public_id referee, const char *column)
{
	return (struct vault_place){who, "learning_referee", public_id_print(a, referee), column};
}

static err_t seal_body(const struct app *app, struct arena *a, struct public_id who,
	const struct referee *r, struct str *ret_sealed)
{
	struct vault_place place = place_of(a, who, r->public, "body");
	struct json body = json_object(), texts = json_array();
	struct buf out;
	for (size_t i = 0; i < r->texts_len; i++) {
		struct json one = json_object();
		json_set(a, &one, STR("area"), json_of_str(r->texts[i].area));
		json_set(a, &one, STR("moment"),
			json_of_str(str_of(project_moment_id(r->texts[i].moment))));
		json_set(a, &one, STR("text"), json_of_str(r->texts[i].text));
		json_push(a, &texts, one);
	}
	json_set(a, &body, STR("name"), json_of_str(r->name));
	json_set(a, &body, STR("function"), json_of_str(r->function));
	json_set(a, &body, STR("mail"), json_of_str(r->mail));
	json_set(a, &body, STR("texts"), texts);
	buf_init(&out, a, 4 << 10, BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(app->vault, a, &place, buf_str(&out), ret_sealed);
}

static void fill_texts(struct arena *a, const struct json *list, struct referee *io)
{
	struct texts texts = {0};
	json_each_item (it, list) {
		struct referee_text text = {json_str(json_get(it, STR("area"))),
			project_moment_parse(json_str(json_get(it, STR("moment")))),
			json_str(json_get(it, STR("text")))};
		if (text.moment < PROJECT_MOMENTS)
			vec_push(a, &texts, text);
	}
	io->texts = texts.at;
	io->texts_len = texts.len;
}

/* Fills name, function, mail and texts. */
static err_t open_body(const struct app *app, struct arena *a, struct public_id who,
	struct str sealed, struct referee *io)
{
	struct vault_place place = place_of(a, who, io->public, "body");
	struct json *body;
	struct str text;
	TRY(vault_open_one(app->vault, a, &place, sealed, &text, &io->is_damaged));
	if (io->is_damaged)
		return NULL;
	TRY(json_parse(a, text, &json_limits_default, &body));
	io->name = json_str(json_get(body, STR("name")));
	io->function = json_str(json_get(body, STR("function")));
	io->mail = json_str(json_get(body, STR("mail")));
	const struct json *texts = json_get(body, STR("texts"));
	if (texts && texts->type == JSON_ARRAY)
		fill_texts(a, texts, io);
	return NULL;
}

static err_t now_stands(const struct app *app, struct arena *a, struct public_id who,
	const struct learning_text_row_list *texts, const struct referee_text *shown,
	struct str *ret_text)
{
	*ret_text = STR_NONE;
	for (size_t i = 0; i < texts->len; i++) {
		const struct learning_text_row *row = &texts->at[i];
		struct learning_text text;
		if (!str_eq(row->area, shown->area) ||
			!str_is(row->moment, project_moment_id(shown->moment)))
			continue;
		TRY(learning_open_text(app, a, who, shown->moment, row, &text));
		*ret_text = text.text;
	}
	return NULL;
}

static bool has_area(const struct project_framework *f, struct str area)
{
	return !f || project_area_find(f, area);
}

static enum referee_state state_of(const struct referee_row *row, usec now)
{
	if (row->answered)
		return row->confirmed ? REFEREE_CONFIRMED : REFEREE_DECLINED;
	if (row->ends <= now)
		return REFEREE_ENDED;
	return row->looked ? REFEREE_LOOKED : REFEREE_ASKED;
}

static err_t open_row(const struct app *app, struct arena *a, struct public_id who,
	const struct referee_row *row, const struct referee_now *stands, struct referee *ret)
{
	struct vault_place place = place_of(a, who, row->public, "words");
	struct referee r = {.public = row->public,
		.state = state_of(row, clock_now(app->clock)),
		.asked = row->asked,
		.ends = row->ends,
		.answered = row->answered ? *row->answered : 0,
		.on_certificate = row->on_certificate};
	TRY(open_body(app, a, who, row->body, &r));
	if (row->words.p && !r.is_damaged)
		TRY(vault_open_one(app->vault, a, &place, row->words, &r.words, &r.is_damaged));
	if (row->is_before)
		r.mail = STR_NONE;
	for (size_t i = 0; i < r.texts_len; i++) {
		struct str now;
		TRY(now_stands(app, a, who, stands->texts, &r.texts[i], &now));
		r.is_outdated |= !str_eq(now, r.texts[i].text) ||
				 !has_area(stands->framework, r.texts[i].area);
	}
	*ret = r;
	return NULL;
}

err_t referee_open_rows(const struct app *app, struct arena *a, struct public_id who,
	const struct referee_row_list *rows, const struct referee_now *now,
	struct referee_list *ret)
{
	struct referee *all = arena_array(a, struct referee, rows->len);
	size_t len = 0;
	for (size_t i = 0; i < rows->len; i++)
		if (!rows->at[i].removed)
			TRY(open_row(app, a, who, &rows->at[i], now, &all[len++]));
	*ret = (struct referee_list){all, len};
	return NULL;
}

/* --- asking --- */

struct asking {
	struct learning_act act;
	const struct referee_in *in;
	struct learning_text_row_list texts;
	struct referee_of_row *names;
	struct referee referee;
	struct digest code;
	struct str sealed;
	struct outbox_sealed *mail;
};

static err_t check(const struct asking *q)
{
	const struct referee_in *in = q->in;
	err_t e = person_name_check("name", in->name);
	if (says_nothing(q->act.arena, in->function))
		e = err_join(e, err_field("function", N_("Say who that is to you.")));
	if (utf8_count(in->function) > REFEREE_FUNCTION_MOST)
		e = err_join(
			e, err_number(err_field("function", NN_("At most {n} character.",
								    "At most {n} characters.")),
				   REFEREE_FUNCTION_MOST));
	return e;
}

static err_t read_texts(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	TRY(learning_own(tx, &q->act, ACTION_LEARNING_WRITE));
	TRY(referee_of(tx, q->act.arena, q->act.participant, &q->names));
	return learning_texts(tx, q->act.arena, q->act.participant, &q->texts);
}

static const struct learning_text_row *row_of(
	const struct asking *q, struct str area, enum project_moment moment)
{
	for (size_t i = 0; i < q->texts.len; i++)
		if (q->texts.at[i].counts && str_eq(q->texts.at[i].area, area) &&
			str_is(q->texts.at[i].moment, project_moment_id(moment)))
			return &q->texts.at[i];
	return NULL;
}

static err_t show_area(const struct asking *q, struct str area, struct texts *io)
{
	const struct learning_act *act = &q->act;
	for (enum project_moment moment = 0; moment < PROJECT_MOMENTS; moment++) {
		const struct learning_text_row *row = row_of(q, area, moment);
		struct learning_text text;
		if (!row)
			continue;
		TRY(learning_open_text(act->app, act->arena, act->who, moment, row, &text));
		struct referee_text one = {area, moment, text.text};
		if (!text.is_damaged)
			vec_push(act->arena, io, one);
	}
	return NULL;
}

/* What says something in the areas that were chosen, from the start on. */
static err_t choose_texts(struct asking *io)
{
	struct texts shown = {0};
	for (size_t i = 0; i < io->in->areas_len; i++)
		TRY(show_area(io, io->in->areas[i], &shown));
	if (!shown.len)
		return err_field("areas", N_("Choose what they may read. Write it first."));
	io->referee.texts = shown.at;
	io->referee.texts_len = shown.len;
	return NULL;
}

static err_t write_mail(struct asking *io)
{
	static const char *const before[] = {
		N_("Hello {name},"),
		N_("{person} took part in a project of {organisation}, and wrote about what they "
		   "learned there. They ask you to confirm it. It takes a few minutes, and you "
		   "need "
		   "no account."),
		N_("Press the button. Or go to this page, and type this code there:"),
		NULL,
	};
	static const char *const after[] = {
		N_("The code works once, for three weeks. Do not give it to anybody else."),
		N_("Do you not know {person}? Then you need not do anything."),
		NULL,
	};
	const struct learning_act *act = &io->act;
	struct arena *a = act->arena;
	struct code code = code_long_new(act->app->random);
	struct str text = code_print(a, &code);
	struct str address = str_fmt(a, "%.*s/referee", STR_ARG(act->app->public_url));
	struct str person = str_fmt(
		a, "%.*s %.*s", STR_ARG(io->names->given_name), STR_ARG(io->names->family_name));
	const struct lang_value values[] = {{"name", io->in->name}, {"person", person},
		{"organisation", io->names->organisation}, {NULL, STR_NONE}};
	struct notice_to to = {io->in->mail, io->in->name, io->in->language};
	struct letter letter = {
		.subject = N_("{person} asks you to confirm something"),
		.before = before,
		.code_page = address,
		.code = text,
		.button = N_("Look at it"),
		.link = str_fmt(a, "%.*s#%.*s", STR_ARG(address), STR_ARG(text)),
		.after = after,
		.values = values,
	};
	TRY(digest_of(act->app, &code, &io->code));
	return notice_seal(
		act->app, a, &to, NOTICE_OF_INVITATION, &letter, io->referee.ends, &io->mail);
}

static err_t check_room(struct tx *tx, const struct learning_act *act)
{
	struct referee_row_list rows;
	size_t count = 0;
	TRY(referee_rows(tx, act->arena, act->participant, &rows));
	for (size_t i = 0; i < rows.len; i++)
		count += !rows.at[i].removed;
	if (count < REFEREES_MOST)
		return NULL;
	return err_number(
		err_say(ERR_CONFLICT, NN_("You can ask {n} person at most. Remove one first.",
					      "You can ask {n} people at most. Remove one first.")),
		REFEREES_MOST);
}

static err_t put(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	const struct learning_act *act = &q->act;
	struct str who = public_id_print(act->arena, act->who);
	struct str mail = str_lower(act->arena, q->in->mail);
	int64_t count;
	TRY(learning_own(tx, &q->act, ACTION_LEARNING_WRITE));
	TRY(check_room(tx, act));
	TRY(limit_take(tx, act->arena, LIMIT_REFEREE, who, act->now));
	TRY(limit_take(tx, act->arena, LIMIT_REFEREE_MAIL, mail, act->now));
	TRY(referee_drop(tx, act->participant, &count));
	TRY(referee_add(tx, q->referee.public, act->participant, hash_str(&q->code), act->now,
		q->referee.ends, false, true, q->sealed));
	TRY(notice_send(tx, q->mail));
	return learning_note(tx, act, AUDIT_REFEREE_ASK);
}

err_t referee_ask(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct referee_in *in)
{
	usec now = clock_now(app->clock);
	struct asking q = {.act = {app, a, actor, who, .now = now},
		.in = in,
		.referee = {.public = public_id_new(app->random),
			.name = in->name,
			.function = in->function,
			.mail = in->mail,
			.ends = now + REFEREE_LIFE}};
	TRY(db_read(app->db, read_texts, &q));
	err_t e = err_join(check(&q), choose_texts(&q));
	TRY(e);
	TRY(write_mail(&q));
	TRY(seal_body(app, a, who, &q.referee, &q.sealed));
	TRY(db_tx(app->db, put, &q));
	notice_hurry(app);
	return NULL;
}

/* --- removing, and choosing --- */

struct turning {
	struct learning_act act;
	struct public_id referee;
	struct referee_found_row *row;
	bool on_certificate;
};

static err_t find(struct tx *tx, struct turning *io)
{
	TRY(learning_own(tx, &io->act, ACTION_LEARNING_WRITE));
	TRY(referee_get(tx, io->act.arena, io->act.participant, io->referee, &io->row));
	return io->row ? NULL : err_log(ERR_NOT_FOUND, "no such referee");
}

static err_t remove_one(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(find(tx, t));
	if (t->row->removed)
		return err_log(ERR_NOT_FOUND, "removed already");
	TRY(referee_set_removed(tx, t->row->id, &t->act.now));
	return learning_note(tx, &t->act, AUDIT_REFEREE_REMOVE);
}

err_t referee_remove(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id referee)
{
	struct turning t = {
		.act = {app, a, actor, who, .now = clock_now(app->clock)}, .referee = referee};
	return db_tx(app->db, remove_one, &t);
}

static err_t restore_one(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(find(tx, t));
	if (!t->row->removed || *t->row->removed <= t->act.now - REFEREE_UNDO)
		return err_log(ERR_NOT_FOUND, "not removed lately");
	TRY(check_room(tx, &t->act));
	return referee_set_removed(tx, t->row->id, NULL);
}

err_t referee_restore(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id referee)
{
	struct turning t = {
		.act = {app, a, actor, who, .now = clock_now(app->clock)}, .referee = referee};
	return db_tx(app->db, restore_one, &t);
}

static err_t choose_one(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(find(tx, t));
	if (t->row->removed)
		return err_log(ERR_NOT_FOUND, "removed");
	return referee_set_shown(tx, t->row->id, t->on_certificate);
}

err_t referee_choose(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id referee, bool on_certificate)
{
	struct turning t = {.act = {app, a, actor, who, .now = clock_now(app->clock)},
		.referee = referee,
		.on_certificate = on_certificate};
	return db_tx(app->db, choose_one, &t);
}

/* --- answering --- */

struct answering {
	const struct app *app;
	struct arena *arena;
	struct digest code;
	struct referee_asked_row *row;
	bool confirms;
	struct str words, sealed;
	usec now;
};

static err_t refuse_code(void)
{
	return err_field("code", N_("This code does not work (any more). Look once more, or ask "
				    "for a new one."));
}

static err_t begin(const struct app *app, struct arena *a, struct str typed, struct answering *ret)
{
	struct code code;
	if (!code_long_parse(typed, &code))
		return refuse_code();
	*ret = (struct answering){.app = app, .arena = a, .now = clock_now(app->clock)};
	return digest_of(app, &code, &ret->code);
}

static err_t find_asked(struct tx *tx, struct answering *io)
{
	static const struct actor nobody;
	TRY(access_require(tx, &nobody, ACTION_REFEREE_ANSWER, OWNER_NOBODY));
	TRY(referee_by_code(tx, io->arena, hash_str(&io->code), io->now, &io->row));
	return io->row ? NULL : refuse_code();
}

static err_t note_answer(struct tx *tx, const struct answering *n, enum audit_action action)
{
	static const struct actor nobody;
	struct audit_entry entry = {.actor = &nobody,
		.subject = &n->row->participant,
		.action = action,
		.object = AUDIT_PROJECTS,
		.at = n->now};
	return audit_note(tx, &entry);
}

/* The reading is noted: it is somebody else's. */
static err_t look(struct tx *tx, void *ctx)
{
	struct answering *n = ctx;
	TRY(find_asked(tx, n));
	TRY(referee_set_looked(tx, n->row->referee, n->now));
	return note_answer(tx, n, AUDIT_REFEREE_READ);
}

err_t referee_look(
	const struct app *app, struct arena *a, struct str typed, struct referee_asked *ret)
{
	struct answering n;
	TRY(begin(app, a, typed, &n));
	TRY(db_tx(app->db, look, &n));
	struct referee r = {.public = n.row->public};
	TRY(open_body(app, a, n.row->participant, n.row->body, &r));
	*ret = (struct referee_asked){
		.name = str_fmt(
			a, "%.*s %.*s", STR_ARG(n.row->given_name), STR_ARG(n.row->family_name)),
		.project = n.row->title,
		.type = n.row->type,
		.organisation = n.row->organisation,
		.referee = r.name,
		.function = r.function,
		.texts = r.texts,
		.texts_len = r.texts_len,
		.ends = n.row->ends,
	};
	return NULL;
}

static err_t read_asked(struct tx *tx, void *ctx)
{
	return find_asked(tx, ctx);
}

static err_t put_answer(struct tx *tx, void *ctx)
{
	struct answering *n = ctx;
	int64_t count;
	TRY(find_asked(tx, n));
	TRY(referee_set_answer(tx, n->row->referee, n->now, n->confirms, n->sealed, &count));
	return count ? note_answer(tx, n, AUDIT_REFEREE_ANSWER) : refuse_code();
}

static err_t answer(struct answering *io, struct str words)
{
	if (utf8_count(words) > REFEREE_WORDS_MOST)
		return err_number(err_field("words",
					  NN_("At most {n} character.", "At most {n} characters.")),
			REFEREE_WORDS_MOST);
	TRY(db_read(io->app->db, read_asked, io));
	struct vault_place place =
		place_of(io->arena, io->row->participant, io->row->public, "words");
	if (!says_nothing(io->arena, words))
		TRY(vault_seal(io->app->vault, io->arena, &place, words, &io->sealed));
	return db_tx(io->app->db, put_answer, io);
}

err_t referee_confirm(const struct app *app, struct arena *a, struct str typed, struct str words)
{
	struct answering n;
	TRY(begin(app, a, typed, &n));
	n.confirms = true;
	return answer(&n, words);
}

err_t referee_decline(const struct app *app, struct arena *a, struct str typed, struct str words)
{
	struct answering n;
	TRY(begin(app, a, typed, &n));
	return answer(&n, words);
}
