#include "app/demo.h"

#include "app/age.h"
#include "app/answer.h"
#include "app/audit.h"
#include "app/content.h"
#include "app/demo_project.h"
#include "app/membership.h"
#include "app/pick.h"
#include "app/session.h"
#include "codec/json.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define PEOPLE_MOST 64

struct demo {
	const struct json *people;
	struct demo_person_about about[PEOPLE_MOST];
	size_t count;
};

static struct str text_at(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

static int64_t number_at(const struct json *object, const char *name)
{
	int64_t n = 0;
	return json_int(json_get(object, str_of(name)), &n) ? n : 0;
}

/* --- who lives there --- */

static struct demo_person_about about_person(
	struct arena *a, const struct json *source, const struct i18n *i18n)
{
	struct str *about = arena_array(a, struct str, i18n_count(i18n));
	for (size_t i = 0; i < i18n_count(i18n); i++)
		about[i] = json_str(
			json_get(json_get(source, STR("about")), lang_tag(i18n_at(i18n, i))));
	return (struct demo_person_about){
		.id = text_at(source, "id"), .name = text_at(source, "given_name"), .about = about};
}

err_t demo_new(struct arena *a, const struct i18n *i18n, struct demo **ret_demo)
{
	struct demo *d = arena_make(a, struct demo);
	struct json *file;
	TRY(json_parse(a, demo_files[0].bytes, &json_limits_default, &file));
	d->people = json_get(file, STR("people"));
	if (!d->people || d->people->type != JSON_ARRAY || d->people->len > PEOPLE_MOST)
		return err_log(ERR_INVALID, "people.json: people");
	json_each_item (person, d->people)
		if (!str_is(text_at(person, "role"), "companion"))
			d->about[d->count++] = about_person(a, person, i18n);
	*ret_demo = d;
	return NULL;
}

const struct demo_person_about *demo_people(const struct demo *d, size_t *ret_count)
{
	*ret_count = d->count;
	return d->about;
}

/* --- settling --- */

struct sealed_answer {
	struct str question, body;
	bool answered;
	usec changed;
};

struct settling {
	const struct app *app;
	struct arena *arena;
	const struct json *source;
	struct actor actor;
	struct str mail;
	struct public_id organisation, membership; /* should they be made */
	struct content_picks picks;
	struct str sealed_picks[CONTENT_CHOICES_MOST];
	struct str sealed_born; /* STR_NONE: not said */
	struct sealed_answer *answers;
	size_t answer_count;
	usec joined;
	bool is_there;
};

static err_t look_up(struct tx *tx, void *ctx)
{
	struct settling *s = ctx;
	struct row_id owner;
	TRY(address_owner(tx, s->mail, &owner));
	s->is_there = owner.n;
	return NULL;
}

static err_t seal_picks(struct settling *s)
{
	size_t count;
	const struct content_choice *choices = content_choices(s->app->content, 0, &count);
	for (size_t i = 0; i < count; i++)
		TRY(pick_seal(s->app, s->arena, s->actor.public, choices[i].id, s->picks.option[i],
			&s->sealed_picks[i]));
	return NULL;
}

static err_t put_picks(struct tx *tx, const struct settling *s, struct row_id person)
{
	size_t count;
	const struct content_choice *choices = content_choices(s->app->content, 0, &count);
	for (size_t i = 0; i < count; i++)
		if (s->picks.option[i].len)
			TRY(pick_put(tx, person, choices[i].id, s->sealed_picks[i], s->joined));
	return NULL;
}

/* Of that age since a while, and for a while longer. */
static day born_before(day today, int64_t age)
{
	struct date d = date_of_day(today);
	return day_of_date((struct date){d.year - (int)age, d.month, 1}) - 100;
}

static err_t seal_born(struct settling *s, usec now)
{
	int64_t age = number_at(s->source, "age");
	if (!age)
		return NULL;
	return age_seal(s->app, s->arena, s->actor.public, born_before(zone_day(now), age),
		&s->sealed_born);
}

static err_t put_membership(struct tx *tx, const struct settling *s, struct row_id person)
{
	struct str name = text_at(s->source, "organisation");
	struct organisation_row *there;
	struct membership_new m = {
		.public = s->membership,
		.person = person,
		.role = role_parse(text_at(s->source, "role")),
		.starts = s->joined,
	};
	if (!name.len)
		return NULL;
	TRY(organisation_named(tx, s->arena, str_lower(s->arena, name), &there));
	if (there)
		m.organisation = there->id;
	else
		TRY(organisation_add(tx, s->organisation, name, str_lower(s->arena, name),
			s->joined, &m.organisation));
	return membership_begin(tx, &m);
}

static err_t put_names(struct tx *tx, const struct settling *s, struct row_id person)
{
	struct str given = text_at(s->source, "given_name");
	struct str family = text_at(s->source, "family_name");
	return person_set(tx, person, given,
		str_fmt(s->arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family)), false);
}

static err_t put_person(struct tx *tx, void *ctx)
{
	struct settling *s = ctx;
	struct row_id person;
	TRY(access_keep_house(tx));
	TRY(person_add(tx, s->actor.public, text_at(s->source, "given_name"),
		text_at(s->source, "lang"), s->joined, &person));
	TRY(put_names(tx, s, person));
	TRY(address_add(tx, s->mail, s->mail, person, s->joined));
	TRY(put_membership(tx, s, person));
	TRY(put_picks(tx, s, person));
	if (s->sealed_born.p)
		TRY(birth_date_put(tx, person, s->sealed_born, s->joined));
	for (size_t i = 0; i < s->answer_count; i++) {
		const struct sealed_answer *it = &s->answers[i];
		TRY(answer_put(tx, person, it->question, it->answered, 1, it->changed, it->body));
	}
	return NULL;
}

static err_t seal_answer(const struct settling *s, const struct json *source,
	const struct content_question *question, usec now, struct sealed_answer *ret)
{
	struct str stored = answer_from_json(s->arena, question, source);
	*ret = (struct sealed_answer){
		.question = question->id,
		.answered = answer_counts(question, stored),
		.changed = now - number_at(source, "days_ago") * USEC_DAY,
	};
	return answer_seal(s->app, s->arena, s->actor.public, question, stored, &ret->body);
}

/* What no route asks is left out: people.json may be ahead of the questionnaire. */
static err_t seal_answers(struct settling *s, usec now)
{
	const struct json *answers = json_get(s->source, STR("answers"));
	if (!answers)
		return NULL;
	s->answers = arena_array(s->arena, struct sealed_answer, answers->len);
	json_each_item (answer, answers) {
		const struct content_question *question =
			content_question(s->app->content, 0, text_at(answer, "question"));
		if (!question || question->retired)
			continue;
		TRY(seal_answer(s, answer, question, now, &s->answers[s->answer_count++]));
	}
	return NULL;
}

static err_t settle_person(const struct app *app, struct arena *a, const struct json *source)
{
	usec now = clock_now(app->clock);
	struct settling s = {
		.app = app,
		.arena = a,
		.source = source,
		.actor.public = public_id_new(app->random),
		.mail = text_at(source, "mail"),
		.organisation = public_id_new(app->random),
		.membership = public_id_new(app->random),
		.joined = now - number_at(source, "joined_days_ago") * USEC_DAY,
	};
	struct str route = text_at(source, "route");
	if (route.len)
		TRY(content_route_picks(app->content, route, &s.picks));
	TRY(db_read(app->db, look_up, &s));
	if (s.is_there)
		return NULL;
	TRY(vault_add_owner(app->vault, s.actor.public));
	TRY(seal_picks(&s));
	TRY(seal_born(&s, now));
	TRY(seal_answers(&s, now));
	return db_tx(app->db, put_person, &s);
}

err_t demo_settle(const struct demo *d, const struct app *app)
{
	struct arena *a = arena_new();
	err_t e = NULL;
	for (size_t i = 0; !e && i < d->people->len; i++) {
		e = settle_person(app, a, &d->people->items[i]);
		if (!e)
			e = demo_projects(app, a, &d->people->items[i]);
	}
	arena_free(a);
	return e;
}

/* --- being somebody --- */

struct being {
	struct arena *arena;
	struct str mail;
	struct session_new session;
};

static err_t note_begin(struct tx *tx, const struct being *b, struct row_id person)
{
	struct person_row *row;
	TRY(person_get(tx, b->arena, person, &row));
	struct actor actor = {.person = person, .public = row->public, .device = b->session.device};
	struct audit_entry entry = {.actor = &actor,
		.subject = &row->public,
		.action = AUDIT_SIGN_IN,
		.at = b->session.now};
	return audit_note(tx, &entry);
}

static err_t begin(struct tx *tx, void *ctx)
{
	const struct being *b = ctx;
	struct row_id person;
	TRY(access_keep_house(tx));
	TRY(address_owner(tx, b->mail, &person));
	if (!person.n)
		return err_log(ERR_NOT_FOUND, "nobody of that name lives here");
	TRY(note_begin(tx, b, person));
	return session_begin(tx, &b->session, person);
}

err_t demo_be(const struct demo *d, const struct app *app, struct arena *a, struct str person,
	const struct visitor *visitor, struct token *ret_session)
{
	struct being b = {.arena = a};
	json_each_item (it, d->people)
		if (str_eq(text_at(it, "id"), person))
			b.mail = text_at(it, "mail");
	if (!b.mail.len)
		return err_log(ERR_NOT_FOUND, "no such person in the demo");
	TRY(session_new(app, visitor, &b.session));
	TRY(db_tx(app->db, begin, &b));
	*ret_session = b.session.token;
	return NULL;
}
