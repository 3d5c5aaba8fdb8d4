/*
 * What a certificate says, put together from the project and from one participant: to issue it
 * (app/certificate_job.c), or to look at beforehand (app/certificate_preview.c).
 */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "codec/input.h"

/* --- what all of a project have in common --- */

static err_t read_logos(struct tx *tx, struct arena *a, struct certificate_heading *io)
{
	io->logo_rows.len = io->logo_names.len = 0;
	for (size_t i = 0; i < io->parties.len; i++) {
		const struct project_party_row *party = &io->parties.at[i];
		struct project_logo_row *logo;
		if (party->removed || !party->logo.n || io->logo_rows.len == CERTIFICATE_LOGOS_MOST)
			continue;
		TRY(project_logo_get(tx, a, party->logo, &logo));
		vec_push(a, &io->logo_rows, logo);
		vec_push(a, &io->logo_names, party->name);
	}
	return NULL;
}

err_t certificate_heading_read(
	struct tx *tx, struct arena *a, struct row_id project, struct certificate_heading *io)
{
	TRY(project_activities(tx, a, project, &io->activities));
	TRY(project_parties(tx, a, project, &io->parties));
	TRY(project_texts(tx, a, project, &io->texts));
	return read_logos(tx, a, io);
}

err_t certificate_heading_open(
	const struct app *app, struct arena *a, struct certificate_heading *io)
{
	struct certificate_logo *logos = arena_array(a, struct certificate_logo, io->logo_rows.len);
	TRY(project_read_texts(a, &io->texts, &io->project));
	for (size_t i = 0; i < io->logo_rows.len; i++) {
		struct vault_place place = project_logo_place(a, io->logo_rows.at[i]->public);
		logos[i].name = io->logo_names.at[i];
		TRY(vault_open(
			app->vault, a, &place, io->logo_rows.at[i]->body, &logos[i].picture));
	}
	io->logos = (struct certificate_logos){logos, io->logo_rows.len};
	return NULL;
}

/* --- one of them --- */

struct composing {
	const struct app *app;
	struct arena *arena;
	const struct certificate_heading *of;
};

static void fill_activities(const struct composing *c, struct certificate_content *io)
{
	struct project_activity *all =
		arena_array(c->arena, struct project_activity, c->of->activities.len);
	day first = DAY_NONE, last = DAY_NONE;
	for (size_t i = 0; i < c->of->activities.len; i++) {
		const struct project_activity_row *row = &c->of->activities.at[i];
		if (row->removed)
			continue;
		all[io->activities_len++] = (struct project_activity){.title = row->title,
			.place = row->place,
			.starts = row->starts,
			.ends = row->ends};
		if (first == DAY_NONE || row->starts < first)
			first = row->starts;
		if (last == DAY_NONE || row->ends > last)
			last = row->ends;
	}
	io->activities = all;
	io->starts = io->starts == DAY_NONE ? first : io->starts;
	io->ends = io->ends == DAY_NONE ? last : io->ends;
}

/* In the order of the roles. */
static void fill_parties(const struct composing *c, struct certificate_content *io)
{
	struct project_party *all = arena_array(c->arena, struct project_party, c->of->parties.len);
	for (enum project_role role = 0; role < PROJECT_ROLES; role++)
		for (size_t i = 0; i < c->of->parties.len; i++) {
			const struct project_party_row *row = &c->of->parties.at[i];
			if (!row->removed && str_is(row->role, project_role_id(role)))
				all[io->parties_len++] = (struct project_party){
					.name = row->name, .place = row->place, .role = role};
		}
	io->parties = all;
}

/* In the order in which they are asked for, each once. */
struct languages {
	const struct lang *at[CERTIFICATE_LANGUAGES_MOST];
	size_t len;
};

static void add_language(const struct lang *lang, struct languages *io)
{
	for (size_t i = 0; i < io->len; i++)
		if (io->at[i] == lang)
			return;
	if (lang && io->len < CERTIFICATE_LANGUAGES_MOST)
		io->at[io->len++] = lang;
}

/* Their own is the one that was chosen; else that of the invitation. */
static struct languages languages_of(
	const struct composing *c, const struct participant *p, struct str invited_in)
{
	const struct i18n *i18n = c->app->i18n;
	const struct lang *own = i18n_find(i18n, p->language.len ? p->language : invited_in);
	struct languages all = {0};
	struct str also = p->also;
	add_language(own ? own : i18n_standard(i18n), &all);
	while (also.len)
		add_language(i18n_find(i18n, str_cut(&also, ' ')), &all);
	for (size_t i = 0; i < c->of->languages.len; i++)
		add_language(i18n_find(i18n, c->of->languages.at[i]), &all);
	return all;
}

static err_t fill_words(const struct composing *c, const struct certificate_waiting_row *row,
	const struct participant *p, struct certificate_content *io)
{
	struct languages languages = languages_of(c, p, row->invited_in);
	struct certificate_words *all =
		arena_array(c->arena, struct certificate_words, languages.len);
	const struct project_type *type = project_type_find(c->app->project_types, 0, c->of->type);
	const struct certificate_learned *learned = NULL;
	if (type)
		TRY(certificate_learned_read(c->app, c->arena, row, type->framework, &learned));
	for (size_t i = 0; i < languages.len; i++) {
		const struct certificate_telling t = {c->app, c->arena, languages.at[i], io};
		certificate_tell(&t, &c->of->project, learned, &all[i]);
	}
	io->words = all;
	io->words_len = languages.len;
	return NULL;
}

static void fill_person(const struct certificate_waiting_row *row, const struct participant *p,
	struct certificate_content *io)
{
	io->given_name = row->given_name;
	io->family_name = row->family_name;
	io->country = row->country;
	io->kind = str_is(row->kind, participant_kind_id(PARTICIPANT_TEAM))
			   ? PARTICIPANT_TEAM
			   : PARTICIPANT_TAKES_PART;
	io->place = p->place;
	io->host = p->host;
	io->born = p->born;
	io->starts = p->starts;
	io->ends = p->ends;
}

err_t certificate_compose(const struct app *app, struct arena *a,
	const struct certificate_heading *of, const struct certificate_waiting_row *row,
	struct certificate_content *ret)
{
	struct composing c = {app, a, of};
	struct certificate_content content = {
		.type = of->type,
		.title = of->title,
		.number = of->number,
		.sealed = of->sealed,
		.confirms = of->confirms,
		.describes = of->describes,
		.supports = of->supports,
	};
	struct participant p = {0};
	TRY(participant_unseal(app, a, row->public, row->body, &p));
	fill_person(row, &p, &content);
	fill_activities(&c, &content);
	fill_parties(&c, &content);
	TRY(fill_words(&c, row, &p, &content));
	*ret = content;
	return NULL;
}
