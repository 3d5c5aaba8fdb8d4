/* The third part of a certificate: what somebody wrote about what they learned, and handed in. */
#include "app/certificate_inside.h"
#include "app/learning_inside.h"
#include "app/project_type.h"

static const char *const labels[PROJECT_MOMENTS] = {
	[PROJECT_START] = N_("What I wanted to learn"),
	[PROJECT_HALFWAY] = N_("Halfway"),
	[PROJECT_END] = N_("What I learned"),
};
#define SECTIONS_BESIDE 2 /* whom they talked with, and what shows it */

struct telling {
	const struct app *app;
	struct arena *arena;
	struct row_id participant;
	struct public_id who;
	const struct lang *lang;
	struct learning_row *row;
	struct learning_text_row_list texts;
	struct certificate_section *sections;
	size_t len;
};

static err_t read_learning(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	TRY(learning_get(tx, t->arena, t->participant, &t->row));
	if (!t->row || !t->row->submitted)
		return NULL;
	return learning_texts(tx, t->arena, t->participant, &t->texts);
}

/* io_head: of the area, until it stands there. */
static err_t add_text(struct telling *t, const struct learning_text_row *row,
	enum project_moment moment, struct str *io_head)
{
	struct learning_text text;
	TRY(learning_open_text(t->app, t->arena, t->who, moment, row, &text));
	if (text.is_damaged)
		return err_log(ERR_INTERNAL, "certificate: a damaged text");
	t->sections[t->len++] = (struct certificate_section){
		*io_head, lang_text(t->lang, labels[moment]), text.text};
	*io_head = STR_NONE;
	return NULL;
}

static err_t add_area(struct telling *t, const struct project_area *area)
{
	struct str head = area->title;
	for (enum project_moment moment = 0; moment < PROJECT_MOMENTS; moment++)
		for (size_t i = 0; i < t->texts.len; i++) {
			const struct learning_text_row *row = &t->texts.at[i];
			if (row->counts && str_eq(row->area, area->id) &&
				str_is(row->moment, project_moment_id(moment)))
				TRY(add_text(t, row, moment, &head));
		}
	return NULL;
}

static struct str lines_of(struct arena *a, const struct learning_about *about)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < about->links_len; i++)
		all = str_fmt(
			a, "%.*s%s%.*s", STR_ARG(all), i ? "\n" : "", STR_ARG(about->links[i]));
	return all;
}

static err_t add_about(struct telling *t)
{
	struct learning_about about;
	if (!t->row->about.p)
		return NULL;
	TRY(learning_open_about(t->app, t->arena, t->who, t->row->about, &about));
	struct str partner = about.partner, links = lines_of(t->arena, &about);
	if (partner.len && about.relation.len)
		partner =
			str_fmt(t->arena, "%.*s, %.*s", STR_ARG(partner), STR_ARG(about.relation));
	if (partner.len)
		t->sections[t->len++] = (struct certificate_section){
			lang_text(t->lang, N_("I talked about it with")), STR_NONE, partner};
	if (links.len)
		t->sections[t->len++] = (struct certificate_section){
			lang_text(t->lang, N_("What shows it")), STR_NONE, links};
	return NULL;
}

err_t certificate_learning(const struct app *app, struct arena *a,
	const struct certificate_waiting_row *row, const struct project_type *type,
	const struct lang *lang, struct certificate_content *io)
{
	struct telling t = {.app = app,
		.arena = a,
		.participant = row->participant,
		.who = row->public,
		.lang = lang};
	TRY(db_read(app->db, read_learning, &t));
	if (!t.row || !t.row->submitted)
		return NULL;
	t.sections = arena_array(a, struct certificate_section, t.texts.len + SECTIONS_BESIDE);
	for (size_t i = 0; i < type->framework->areas_len; i++)
		TRY(add_area(&t, &type->framework->areas[i]));
	if (t.len)
		TRY(add_about(&t));
	io->learning = t.sections;
	io->learning_len = t.len;
	return NULL;
}
