#include "app/demo_project.h"

#include "app/membership.h"
#include "app/participant.h"
#include "codec/input.h"
#include "db/content.h"

/* Whose they are, and of what project it is just now. */
struct founding {
	const struct app *app;
	struct arena *arena;
	struct str mail;
	struct actor actor;
	struct project_at at;
};

static struct str text_at(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

static day day_at(const struct founding *f, const struct json *object, const char *name)
{
	int64_t ago = 0;
	day today = zone_day(clock_now(f->app->clock));
	return json_int(json_get(object, str_of(name)), &ago) ? today - (day)ago : today;
}

static err_t find_actor(struct tx *tx, void *ctx)
{
	struct founding *f = ctx;
	struct person_row *row;
	TRY(address_owner(tx, f->mail, &f->actor.person));
	TRY(person_get(tx, f->arena, f->actor.person, &row));
	if (!row)
		return err_log(ERR_NOT_FOUND, "nobody of that address");
	f->actor.public = row->public;
	return NULL;
}

static err_t find_organisation(struct founding *io)
{
	struct membership_list all;
	TRY(membership_list(io->app, io->arena, &io->actor, &all));
	for (size_t i = 0; i < all.len; i++)
		if (all.at[i].role == ROLE_COORDINATOR)
			io->at.organisation = all.at[i].organisation;
	return NULL;
}

static err_t put_activities(const struct founding *f, const struct json *list)
{
	json_each_item (it, list) {
		struct project_activity_in in = {text_at(it, "title"), text_at(it, "place"),
			day_at(f, it, "starts_days_ago"), day_at(f, it, "ends_days_ago")};
		TRY(project_put_activity(f->app, f->arena, &f->actor, &f->at, NULL, &in));
	}
	return NULL;
}

static err_t put_parties(const struct founding *f, const struct json *list)
{
	json_each_item (it, list) {
		struct project_party_in in = {
			.name = text_at(it, "name"), .place = text_at(it, "place")};
		while (in.role < PROJECT_PARTNER &&
			!str_is(text_at(it, "role"), project_role_id(in.role)))
			in.role++;
		TRY(project_put_party(f->app, f->arena, &f->actor, &f->at, NULL, &in));
	}
	return NULL;
}

static err_t put_people(const struct founding *f, const struct json *list)
{
	if (!list)
		return NULL;
	json_each_item (it, list) {
		struct participant in = {.kind = str_is(text_at(it, "kind"), "team")
							 ? PARTICIPANT_TEAM
							 : PARTICIPANT_TAKES_PART,
			.given_name = text_at(it, "given_name"),
			.family_name = text_at(it, "family_name"),
			.country = text_at(it, "country"),
			.mail = text_at(it, "mail"),
			.host = text_at(it, "host"),
			.language = text_at(it, "language"),
			.born = DAY_NONE,
			.starts = DAY_NONE,
			.ends = DAY_NONE};
		TRY(participant_put(f->app, f->arena, &f->actor, &f->at, NULL, &in));
	}
	return NULL;
}

/* What stands there in that language, of the fields before. */
static err_t find_version(const struct founding *f, struct str lang, struct str *ret_version)
{
	struct project p;
	TRY(project_open(f->app, f->arena, &f->actor, &f->at, &p));
	*ret_version = project_text_version(f->arena, &p, lang);
	return NULL;
}

static err_t put_texts(const struct founding *f, const struct json *texts)
{
	json_each_member (field, texts)
		json_each_member (it, &field->value) {
			struct project_text text = {field->name, it->name, json_str(&it->value)};
			struct project_text_in in = {.lang = it->name, .texts = &text, .len = 1};
			TRY(find_version(f, it->name, &in.version));
			TRY(project_set_texts(f->app, f->arena, &f->actor, &f->at, &in));
		}
	return NULL;
}

static err_t found(struct founding *f, const struct json *source)
{
	struct project_basics in = {
		text_at(source, "title"), text_at(source, "type"), text_at(source, "number")};
	TRY(project_make(
		f->app, f->arena, &f->actor, f->at.organisation, &in, NULL, &f->at.project));
	TRY(put_activities(f, json_get(source, STR("activities"))));
	TRY(put_parties(f, json_get(source, STR("parties"))));
	TRY(put_people(f, json_get(source, STR("participants"))));
	return put_texts(f, json_get(source, STR("texts")));
}

err_t demo_projects(const struct app *app, struct arena *a, const struct json *person)
{
	const struct json *projects = json_get(person, STR("projects"));
	struct founding f = {.app = app, .arena = a, .mail = text_at(person, "mail")};
	struct project_lines there;
	if (!projects)
		return NULL;
	TRY(db_read(app->db, find_actor, &f));
	TRY(find_organisation(&f));
	TRY(project_list(app, a, &f.actor, f.at.organisation, &there));
	if (there.len)
		return NULL;
	json_each_item (it, projects)
		TRY(found(&f, it));
	return NULL;
}
