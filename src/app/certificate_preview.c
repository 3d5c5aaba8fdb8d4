/* What a participant's certificate would say now: marked as a specimen, without a code. */
#include "app/certificate_inside.h"
#include "codec/input.h"

struct previewing {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	struct certificate_waiting_row *row;
	struct certificate_project_row *project;
	struct certificate_heading heading;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct previewing *p = ctx;
	struct arena *a = p->arena;
	struct participant_at at;
	TRY(access_participant(tx, a, p->actor, ACTION_CERTIFICATE_OWN, p->who, &at));
	TRY(certificate_one(tx, a, at.participant, &p->row));
	TRY(certificate_project(tx, a, at.project, &p->project));
	if (!p->row || !p->project)
		return err_log(ERR_NOT_FOUND, "no such participant");
	p->heading.title = p->project->title;
	p->heading.type = p->project->type;
	p->heading.number = p->project->number;
	return certificate_heading_read(tx, a, at.project, &p->heading);
}

err_t certificate_preview(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str *ret_pdf)
{
	struct previewing p = {.arena = a, .actor = actor, .who = who};
	struct certificate_content content;
	TRY(db_read(app->db, read_all, &p));
	TRY(certificate_heading_open(app, a, &p.heading));
	TRY(certificate_compose(app, a, &p.heading, p.row, &content));
	content.is_specimen = true;
	content.code = lang_text(i18n_find(app->i18n, content.words[0].language), N_("SPECIMEN"));
	content.revision = p.row->revision + 1;
	content.issued = zone_day(clock_now(app->clock));
	return certificate_paper(
		app, a, p.heading.layout, &content, &content.words[0], &p.heading.logos, ret_pdf);
}
