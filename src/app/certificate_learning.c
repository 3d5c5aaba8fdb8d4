/* The third part of a certificate: what somebody wrote about what they learned, and handed in. */
#include "app/certificate_inside.h"
#include "app/learning_inside.h"
#include "app/project_type.h"
#include "base/buf.h"

#define REFEREE_LINES_MOST \
	(REFEREES_MOST * 4 * (REFEREE_NAME_MOST + REFEREE_FUNCTION_MOST + REFEREE_WORDS_MOST + 16))
#define EVIDENCE_LINES_MOST (EVIDENCE_MOST * 4 * (EVIDENCE_TITLE_MOST + EVIDENCE_LINK_MOST + 4))

struct learned_text {
	struct str area; /* id */
	enum project_moment moment;
	struct str text;
};
struct certificate_learned {
	struct learned_text *texts;
	size_t len;
	struct str partner;  /* with whom they talked about it */
	struct str evidence; /* what shows it */
	struct str referees; /* who confirms it, and what they say */
};

struct reading {
	const struct app *app;
	struct arena *arena;
	struct row_id participant;
	struct public_id who;
	const struct project_framework *framework;
	struct learning_row *row;
	struct learning_text_row_list texts;
	struct evidence_row_list evidence;
	struct referee_row_list referees;
};

static err_t read_learning(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	TRY(learning_get(tx, r->arena, r->participant, &r->row));
	if (!r->row || !r->row->submitted)
		return NULL;
	TRY(evidence_rows(tx, r->arena, r->participant, &r->evidence));
	TRY(referee_rows(tx, r->arena, r->participant, &r->referees));
	return learning_texts(tx, r->arena, r->participant, &r->texts);
}

static err_t open_text(const struct reading *r, const struct learning_text_row *row,
	struct certificate_learned *io)
{
	enum project_moment moment = project_moment_parse(row->moment);
	struct learning_text text;
	TRY(learning_open_text(r->app, r->arena, r->who, moment, row, &text));
	if (text.is_damaged)
		return err_log(ERR_INTERNAL, "certificate: a damaged text");
	io->texts[io->len++] = (struct learned_text){row->area, moment, text.text};
	return NULL;
}

static err_t open_about(const struct reading *r, struct certificate_learned *io)
{
	struct learning_about about;
	if (!r->row->about.p)
		return NULL;
	TRY(learning_open_about(r->app, r->arena, r->who, r->row->about, &about));
	io->partner = about.partner;
	if (about.partner.len && about.relation.len)
		io->partner = str_fmt(
			r->arena, "%.*s, %.*s", STR_ARG(about.partner), STR_ARG(about.relation));
	return NULL;
}

/* Each on a line of its own: what it is called, and its address when it has one. */
static err_t open_evidence(const struct reading *r, struct certificate_learned *io)
{
	struct evidence_list all;
	struct buf lines;
	TRY(evidence_open_rows(r->app, r->arena, r->who, &r->evidence, &all));
	buf_init(&lines, r->arena, 256, EVIDENCE_LINES_MOST);
	for (size_t i = 0; i < all.len; i++) {
		const struct evidence *it = &all.at[i];
		if (!it->on_certificate || it->is_damaged)
			continue;
		buf_fmt(&lines, "%s%.*s%s%.*s", lines.len ? "\n" : "", STR_ARG(it->title),
			it->link.len ? ": " : "", STR_ARG(it->link));
	}
	io->evidence = buf_str(&lines);
	return buf_err(&lines);
}

static err_t open_referees(const struct reading *r, struct certificate_learned *io)
{
	const struct referee_now now = {&r->texts, r->framework};
	struct referee_list all;
	struct buf lines;
	TRY(referee_open_rows(r->app, r->arena, r->who, &r->referees, &now, &all));
	buf_init(&lines, r->arena, 256, REFEREE_LINES_MOST);
	for (size_t i = 0; i < all.len; i++) {
		const struct referee *one = &all.at[i];
		if (!referee_counts(one))
			continue;
		buf_fmt(&lines, "%s%.*s, %.*s", lines.len ? "\n" : "", STR_ARG(one->name),
			STR_ARG(one->function));
		if (one->words.len)
			buf_fmt(&lines, ": %.*s", STR_ARG(one->words));
	}
	io->referees = buf_str(&lines);
	return buf_err(&lines);
}

err_t certificate_learned_read(const struct app *app, struct arena *a,
	const struct certificate_waiting_row *row, const struct project_framework *framework,
	const struct certificate_learned **ret)
{
	struct reading r = {.app = app,
		.arena = a,
		.participant = row->participant,
		.who = row->public,
		.framework = framework};
	struct certificate_learned *learned = arena_make(a, struct certificate_learned);
	TRY(db_read(app->db, read_learning, &r));
	*ret = NULL;
	if (!r.row || !r.row->submitted)
		return NULL;
	*learned = (struct certificate_learned){
		.texts = arena_array(a, struct learned_text, r.texts.len)};
	for (size_t i = 0; i < r.texts.len; i++)
		if (r.texts.at[i].counts)
			TRY(open_text(&r, &r.texts.at[i], learned));
	TRY(open_about(&r, learned));
	TRY(open_evidence(&r, learned));
	TRY(open_referees(&r, learned));
	*ret = learned;
	return NULL;
}

const struct certificate_learned *certificate_learned_example(
	struct arena *a, const struct project_framework *f, size_t areas)
{
	struct certificate_learned *learned = arena_make(a, struct certificate_learned);
	*learned = (struct certificate_learned){
		.texts = arena_array(a, struct learned_text, f->areas_len)};
	for (; learned->len < areas && learned->len < f->areas_len; learned->len++) {
		const struct project_area *area = &f->areas[learned->len];
		learned->texts[learned->len] =
			(struct learned_text){area->id, PROJECT_END, area->example};
	}
	return learned;
}

/* --- as the form has it --- */

struct telling {
	const struct certificate_learned *learned;
	const struct certificate_form_part *form;
	struct certificate_section *sections;
	size_t len;
	bool has_areas;
};

/* Of one moment; the area stands over the first of its texts. */
static void tell_moment(struct telling *t, const struct project_area *area,
	const struct certificate_form_section *section, struct str *io_head)
{
	enum project_moment moment = project_moment_parse(section->id);
	for (size_t i = 0; i < t->learned->len; i++) {
		const struct learned_text *text = &t->learned->texts[i];
		if (text->moment != moment || !str_eq(text->area, area->id))
			continue;
		t->sections[t->len++] =
			(struct certificate_section){*io_head, section->label, text->text};
		*io_head = STR_NONE;
		t->has_areas = true;
	}
}

static void tell_areas(struct telling *t, const struct project_framework *framework)
{
	for (size_t i = 0; i < framework->areas_len; i++) {
		struct str head = framework->areas[i].title;
		for (size_t k = 0; k < t->form->sections_len; k++)
			if (project_moment_parse(t->form->sections[k].id) != PROJECT_MOMENTS)
				tell_moment(t, &framework->areas[i], &t->form->sections[k], &head);
	}
}

static void tell_beside(struct telling *t, const struct certificate_form_section *section)
{
	const struct certificate_learned *l = t->learned;
	struct str text = str_is(section->id, "partner")    ? l->partner
			  : str_is(section->id, "evidence") ? l->evidence
							    : l->referees;
	if (text.len)
		t->sections[t->len++] =
			(struct certificate_section){section->label, STR_NONE, text};
}

/* All areas stand where the first of the moments does; the rest is nothing without them. */
void certificate_learned_tell(struct arena *a, const struct certificate_learned *learned,
	const struct project_framework *framework, const struct certificate_form_part *form,
	struct certificate_told *io)
{
	struct telling t = {.learned = learned, .form = form};
	bool told = false;
	if (!learned)
		return;
	t.sections = arena_array(a, struct certificate_section, learned->len + form->sections_len);
	for (size_t i = 0; i < form->sections_len; i++) {
		bool is_moment = project_moment_parse(form->sections[i].id) != PROJECT_MOMENTS;
		if (!is_moment)
			tell_beside(&t, &form->sections[i]);
		else if (!told)
			tell_areas(&t, framework);
		told |= is_moment;
	}
	io->sections = t.sections;
	io->sections_len = t.has_areas ? t.len : 0;
}
